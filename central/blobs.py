"""The PDFs, by their sha256: received piece by piece, whole before they exist, read within scope.

The database says how far a blob is safe; the disk may hold less after a crash or a fault, never more
trusted: what it lost is asked for again, of the devices that have it. The pieces wait on this disk; the whole goes to the shelf (`central.shelf`).
"""

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from central import ledger, problems, scope, shelf, tables, trail
from central.context import depositing, the_store
from central.mint import Mint
from central.scope import Caller
from central.store import Store
from plie.droits import may_read_blob
from wire.messages import FILE_BYTES

MAX_BYTES = FILE_BYTES
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Held:
    """How much of a blob the store holds; `size` is None while nobody announced it."""

    stored: int
    size: int | None
    complete: bool


def held(
    connection: Connection, store: Store, plie: str, sha256: str, *, lock: bool = False
) -> Held:
    """Return how much of a blob is safe here; `lock`: until the transaction ends, for a writer.

    Raises:
        Refused: the name is no sha256.
    """
    part = _part(store, plie, sha256)
    query = select(tables.blob).filter_by(plie=plie, sha256=sha256)
    if lock:
        query = query.with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        return Held(0, None, complete=False)
    if row.complete and store.shelf.size(plie, sha256) == row.size:
        return Held(row.size, row.size, complete=True)
    on_disk = part.stat().st_size if part.exists() else 0
    return Held(min(row.stored, on_disk), row.size, complete=False)


def receive(
    store: Store,
    caller: Caller,
    sha256: str,
    piece: bytes,
    *,
    offset: int,
    size: int,
    today: date,
) -> int:
    """Write one piece at its offset and return how much is held; the last one makes it exist.

    Raises:
        Refused: the offset is not where the store stands (it says where), the size is none that is
            taken, or the pieces do not make the file announced (they are forgotten).
    """
    if not 0 < size <= MAX_BYTES or offset + len(piece) > size:
        raise problems.blob_refused("Ce fichier est vide, ou dépasse les 64 Mo admis.")
    # The hash is checked after the commit of its failure: a refusal must not undo the forgetting.
    with store.write(depositing(caller, today)) as connection:
        stored = _receive(
            connection, store, caller, sha256, piece, offset=offset, size=size, today=today
        )
    if stored is None:
        raise problems.blob_altered()
    return stored


def readable(
    connection: Connection, store: Store, caller: Caller, sha256: str, *, today: date
) -> int:
    """Return the size of a blob that a visible thing refers to, for a role that may read it.

    Raises:
        Refused: absent, incomplete or out of reach; the answer is the same.
    """
    _check_name(sha256)
    link = tables.blob_scope
    kinds = connection.scalars(
        select(link.c.kind).where(
            link.c.plie == caller.plie,
            link.c.sha256 == sha256,
            # A dossier open in part opens none of its files.
            link.c.scope.in_(scope.whole(caller, today=today)),
        )
    )
    if not any(may_read_blob(caller.role, kind) for kind in kinds):
        raise problems.blob_withheld()
    whole = select(tables.blob.c.size).filter_by(plie=caller.plie, sha256=sha256, complete=True)
    size = connection.scalar(whole)
    if size is None or store.shelf.size(caller.plie, sha256) != size:
        raise problems.blob_absent()
    return int(size)


def lost(
    connection: Connection, store: Store, caller: Caller, dossiers: Collection[str], *, today: date
) -> tuple[str, ...]:
    """Return the files of these dossiers, those wholly open to someone, that are whole here no more.

    One that nobody announces any more is among them: it was removed before anything referred to it.
    """
    blob, link = tables.blob, tables.blob_scope
    here = and_(link.c.plie == blob.c.plie, link.c.sha256 == blob.c.sha256)
    query = select(link.c.sha256, blob.c.size).select_from(link.outerjoin(blob, here))
    query = query.where(link.c.plie == caller.plie, blob.c.complete | blob.c.sha256.is_(None))
    query = query.where(link.c.scope.in_(scope.whole(caller, today=today)))
    files = {
        row.sha256: row.size
        for some in ledger.chunks(dossiers)
        for row in connection.execute(query.where(link.c.scope.in_(some)))
    }
    unknown = {name for name, size in files.items() if size is None}
    known = {name: size for name, size in files.items() if size is not None}
    return tuple(sorted({*unknown, *store.shelf.lacking(caller.plie, known)}))


def remove(store: Store, plie: str, sha256: str) -> None:
    """Remove a file of which the database knows nothing any more, whole or not."""
    _part(store, plie, sha256).unlink(missing_ok=True)
    store.shelf.remove(plie, sha256)


def dossier_of(connection: Connection, plie: str, sha256: str) -> str:
    """Return a dossier where something refers to a blob; "" when nothing does."""
    link = tables.blob_scope
    found = select(func.min(link.c.scope)).where(link.c.plie == plie, link.c.sha256 == sha256)
    return connection.scalar(found) or ""


def read_by(store: Store, caller: Caller, sha256: str, mint: Mint) -> None:
    """Note that someone who is not its AE began to read a file of a dossier."""
    link, today = tables.blob_scope, mint.today()
    with store.write(the_store(caller.plie)) as connection:
        dossier = connection.scalar(
            select(link.c.scope)
            .where(
                link.c.plie == caller.plie,
                link.c.sha256 == sha256,
                link.c.scope.in_(scope.whole(caller, today=today)),
            )
            .order_by(link.c.scope)
        )
        if dossier and scope.in_charge(connection, caller, dossier, today=today):
            return
        ledger.lock(connection, caller.plie)
        trail.note(
            connection, mint, "fichier", plie=caller.plie, device=caller.device,
            utilisateur=caller.utilisateur, dossier=dossier or "", code=sha256,
        )  # fmt: skip


def _receive(
    connection: Connection,
    store: Store,
    caller: Caller,
    sha256: str,
    piece: bytes,
    *,
    offset: int,
    size: int,
    today: date,
) -> int | None:
    plie = caller.plie
    now = held(connection, store, plie, sha256, lock=True)
    if now.complete or (now.size == size and offset != now.stored):
        raise problems.wrong_offset(now.stored)
    if now.size != size:
        # A size that another upload announced wrongly must not bar the way to the true one.
        if offset:
            raise problems.wrong_offset(0)
        _forget(connection, store, plie, sha256)
        row = {"plie": plie, "sha256": sha256, "size": size, "stored": 0, "complete": False}
        row |= {"device": caller.device, "announced_on": today}
        connection.execute(insert(tables.blob).values(row))
    part = _part(store, plie, sha256)
    _append(part, piece, offset)
    stored = offset + len(piece)
    if stored == size:
        if _digest(part) != sha256:
            _forget(connection, store, plie, sha256)
            return None
        store.shelf.keep(plie, sha256, part)
    connection.execute(
        update(tables.blob)
        .filter_by(plie=plie, sha256=sha256)
        .values(stored=stored, complete=stored == size)
    )
    return stored


def _append(part: Path, piece: bytes, offset: int) -> None:
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _digest(part: Path) -> str:
    with part.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _forget(connection: Connection, store: Store, plie: str, sha256: str) -> None:
    connection.execute(delete(tables.blob).filter_by(plie=plie, sha256=sha256))
    _part(store, plie, sha256).unlink(missing_ok=True)


def _part(store: Store, plie: str, sha256: str) -> Path:
    _check_name(sha256)
    return shelf.part(store.settings, plie, sha256)


def _check_name(sha256: str) -> None:
    if not _SHA256.fullmatch(sha256):
        raise problems.blob_refused("Un fichier se nomme par son empreinte SHA-256.")
