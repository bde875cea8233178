"""PDFs and scans inside the vault, by sha256: filed, waiting to be sent, arriving piece by piece."""

from collections.abc import Collection
from hashlib import sha256

from sqlalchemy import Connection, func, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.models.tables import BLOB
from plie.kinds import Sha256


def file(connection: Connection, content: bytes, *, scope: str) -> Sha256:
    """Keep a file of a dossier; return its sha256. Filing it twice changes nothing.

    A file that was awaited from the store has arrived by this road.
    """
    digest = Sha256(sha256(content).hexdigest())
    row = {
        "sha256": digest,
        "scope": scope,
        "size": len(content),
        "content": content,
        "uploaded": False,
    }
    arrived = (
        insert(BLOB)
        .values(row)
        .on_conflict_do_update(
            index_elements=["sha256"],
            set_={"size": len(content), "content": content, "partial": None, "uploaded": False},
            where=BLOB.c.content.is_(None),
        )
    )
    connection.execute(arrived)
    return digest


def want(connection: Connection, digest: str, *, scope: str, day: str = "") -> None:
    """Note that a row arrived before its file ("PDF en attente").

    Args:
        connection: the one that writes.
        digest: the file's sha256.
        scope: whose it is.
        day: when the thing that names it was made, in ISO 8601; "" when that is not known.
    """
    row = {
        "sha256": digest, "scope": scope, "size": 0, "content": None, "uploaded": True, "day": day
    }  # fmt: skip
    connection.execute(insert(BLOB).values(row).on_conflict_do_nothing())


def to_send(connection: Connection) -> tuple[str, ...]:
    """Return the files that the store does not hold yet, oldest first."""
    query = select(BLOB.c.sha256).where(BLOB.c.uploaded.is_(False))
    return tuple(connection.scalars(query.order_by(literal_column("rowid"))))


def waiting(connection: Connection) -> int:
    """Return how many files the store does not hold yet."""
    query = select(func.count()).select_from(BLOB).where(BLOB.c.uploaded.is_(False))
    return int(connection.scalar(query) or 0)


def sent(connection: Connection, digest: str) -> None:
    """Note that the store holds a file whole."""
    connection.execute(update(BLOB).where(BLOB.c.sha256 == digest).values(uploaded=True))


def send_again(connection: Connection, digests: Collection[str]) -> int:
    """Note that the store holds these files no more; return how many of them are here to be sent."""
    here = update(BLOB).where(BLOB.c.sha256.in_(list(digests)), BLOB.c.content.is_not(None))
    return connection.execute(here.values(uploaded=False)).rowcount


def to_fetch(connection: Connection, *, since: str = "") -> tuple[str, ...]:
    """Return the files not whole yet, newest first; those made before the day `since` are left.

    One whose day is not known comes last.
    """
    query = select(BLOB.c.sha256).where(
        BLOB.c.content.is_(None), (BLOB.c.day >= since) | (BLOB.c.day == "")
    )
    return tuple(connection.scalars(query.order_by(BLOB.c.day.desc(), BLOB.c.sha256)))


def came(connection: Connection, digest: str) -> int | None:
    """Return how many bytes of an awaited file came so far; None of one that is whole, or not awaited."""
    held = func.coalesce(func.length(BLOB.c.partial), 0)
    query = select(held).where(BLOB.c.sha256 == digest, BLOB.c.content.is_(None))
    found = connection.scalar(query)
    return None if found is None else int(found)


def keep_piece(connection: Connection, digest: str, piece: bytes) -> None:
    """Append a piece of an arriving file."""
    held = connection.scalar(select(BLOB.c.partial).where(BLOB.c.sha256 == digest)) or b""
    connection.execute(update(BLOB).where(BLOB.c.sha256 == digest).values(partial=held + piece))


def complete(connection: Connection, digest: str) -> bool:
    """Make an arrived file exist, if its bytes are the ones named; else start it again."""
    content = connection.scalar(select(BLOB.c.partial).where(BLOB.c.sha256 == digest)) or b""
    whole = sha256(content).hexdigest() == digest
    values = {"content": content if whole else None, "partial": None, "size": len(content)}
    connection.execute(update(BLOB).where(BLOB.c.sha256 == digest).values(values))
    return whole
