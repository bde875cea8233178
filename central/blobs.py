"""The PDFs, by their sha256: received piece by piece, whole before they exist, read within scope.

The database says how far a blob is safe; the disk may hold less after a crash, never more trusted.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, update

from central import ledger, problems, scope, tables, trail
from central.context import depositing, the_store
from central.mint import Mint
from central.scope import Caller
from central.store import Store
from plie.droits import may_read_blob
from plie.vocabulaire import Role

MAX_BYTES = 50_000_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_READ_BYTES = 64_000


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
    path = path_of(store, plie, sha256)
    query = select(tables.blob).filter_by(plie=plie, sha256=sha256)
    if lock:
        query = query.with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        return Held(0, None, complete=False)
    if row.complete:
        return Held(row.size, row.size, complete=True)
    part = _part(path)
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
        raise problems.blob_refused("Ce fichier est vide, ou dépasse les 50 Mo admis.")
    # The hash is checked after the commit of its failure: a refusal must not undo the forgetting.
    with store.write(depositing(caller, today)) as connection:
        stored = _receive(connection, store, caller.plie, sha256, piece, offset=offset, size=size)
    if stored is None:
        raise problems.blob_altered()
    return stored


def readable_path(
    connection: Connection, store: Store, caller: Caller, sha256: str, *, today: date
) -> Path:
    """Return the file of a blob that a visible thing refers to, for a role that may read it.

    Raises:
        Refused: absent, incomplete or out of reach; the answer is the same.
    """
    path = path_of(store, caller.plie, sha256)
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
        raise problems.blob_absent()
    whole = select(tables.blob.c.complete).filter_by(plie=caller.plie, sha256=sha256)
    if not connection.scalar(whole) or not path.exists():
        raise problems.blob_absent()
    return path


def read_by(store: Store, caller: Caller, sha256: str, mint: Mint) -> None:
    """Note that someone who is no AE began to read a file."""
    if caller.role == Role.ACCOMPAGNATEUR.value:
        return
    link = tables.blob_scope
    with store.write(the_store(caller.plie)) as connection:
        ledger.lock(connection, caller.plie)
        dossier = connection.scalar(
            select(link.c.scope).where(link.c.plie == caller.plie, link.c.sha256 == sha256)
        )
        trail.note(
            connection, mint, "fichier", plie=caller.plie, device=caller.device,
            utilisateur=caller.utilisateur, dossier=dossier or "", code=sha256,
        )  # fmt: skip


def pieces(path: Path, start: int, length: int) -> Iterator[bytes]:
    """Read a part of a file, little by little."""
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(_READ_BYTES, length))):
            length -= len(piece)
            yield piece


def path_of(store: Store, plie: str, sha256: str) -> Path:
    """Return where a whole blob is kept, whether it is there or not.

    Raises:
        Refused: the name is no sha256.
    """
    if not _SHA256.fullmatch(sha256):
        raise problems.blob_refused("Un fichier se nomme par son empreinte SHA-256.")
    return store.settings.blobs / plie / sha256[:2] / sha256


def _receive(
    connection: Connection,
    store: Store,
    plie: str,
    sha256: str,
    piece: bytes,
    *,
    offset: int,
    size: int,
) -> int | None:
    now = held(connection, store, plie, sha256, lock=True)
    if now.complete or (now.size == size and offset != now.stored):
        raise problems.wrong_offset(now.stored)
    if now.size != size:
        # A size that another upload announced wrongly must not bar the way to the true one.
        if offset:
            raise problems.wrong_offset(0)
        _forget(connection, store, plie, sha256)
        row = {"plie": plie, "sha256": sha256, "size": size, "stored": 0, "complete": False}
        connection.execute(insert(tables.blob).values(row))
    path = path_of(store, plie, sha256)
    _append(_part(path), piece, offset)
    stored = offset + len(piece)
    if stored == size and not _settle(path, sha256):
        _forget(connection, store, plie, sha256)
        return None
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


def _settle(path: Path, sha256: str) -> bool:
    """Give a whole blob its name, if it is the one announced."""
    part = _part(path)
    with part.open("rb") as file:
        if file_digest(file, "sha256").hexdigest() != sha256:
            return False
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return True


def _forget(connection: Connection, store: Store, plie: str, sha256: str) -> None:
    connection.execute(delete(tables.blob).filter_by(plie=plie, sha256=sha256))
    _part(path_of(store, plie, sha256)).unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_suffix(".part")
