"""Scanned pages whose codes could not be read: kept here, encrypted, until someone files them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop.models.tables import SCAN


@dataclass(frozen=True, slots=True)
class Waiting:
    """Pages to file by hand: their sha256, and when they were received (aware, UTC)."""

    sha256: str
    recu_le: datetime


def put(connection: Connection, content: bytes, *, recu_le: datetime) -> str:
    """Keep pages; return their sha256. Putting them twice changes nothing."""
    digest = sha256(content).hexdigest()
    row = {
        "sha256": digest,
        "content": content,
        "recu_le": recu_le.astimezone(UTC).isoformat(timespec="seconds"),
    }
    connection.execute(insert(SCAN).values(row).on_conflict_do_nothing())
    return digest


def waiting(connection: Connection) -> tuple[Waiting, ...]:
    """Return what waits, the oldest first."""
    query = select(SCAN.c.sha256, SCAN.c.recu_le).order_by(SCAN.c.recu_le, SCAN.c.sha256)
    return tuple(
        Waiting(row.sha256, datetime.fromisoformat(row.recu_le))
        for row in connection.execute(query)
    )


def content(connection: Connection, digest: str) -> bytes:
    """Return pages.

    Raises:
        KeyError: they are no longer there.
    """
    found: bytes | None = connection.scalar(select(SCAN.c.content).where(SCAN.c.sha256 == digest))
    if found is None:
        raise KeyError(digest)
    return found


def remove(connection: Connection, digest: str) -> None:
    """Forget pages."""
    connection.execute(delete(SCAN).where(SCAN.c.sha256 == digest))
