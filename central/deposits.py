"""Files that a device brought and that nothing refers to (yet): how many bytes, and for how long.

What is honest is named first: a device sends its operations, then their files. What it brings before
has room for a large backlog, and no more: one machine must not fill the disk of all the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, delete, func, select

from central import blobs, ledger, problems, tables, trail
from central.context import depositing, the_store
from central.mint import Mint
from central.scope import Caller
from central.store import Store
from plie.kinds import all_kinds

# Of files that nothing refers to, from one device: four years of scans of an accompagnateur·rice.
QUOTA_BYTES = 2 * 2**30
# A file whose operation has not come within a season was left by a machine that is no more.
KEPT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Nettoyage:
    """What was removed: how many files, announced or whole, of how many bytes."""

    fichiers: int
    octets: int


def admit(store: Store, caller: Caller, sha256: str, size: int, *, today: date) -> None:
    """Verify that a file of this size may be announced by a device.

    Raises:
        Refused: nothing refers to it, and the device has brought too much of that kind.
    """
    blob, link = tables.blob, tables.blob_scope
    with store.look(depositing(caller, today)) as connection:
        named = select(link.c.sha256).filter_by(plie=caller.plie, sha256=sha256).limit(1)
        if connection.scalar(named) is not None:
            return
        theirs = and_(blob.c.device == caller.device, blob.c.sha256 != sha256)
        brought = select(func.coalesce(func.sum(blob.c.size), 0)).where(_unnamed(caller.plie))
        if int(connection.execute(brought.where(theirs)).scalar_one()) + size > QUOTA_BYTES:
            raise problems.deposit_full()


def clean(store: Store, mint: Mint, *, plie: str, days: int = KEPT_DAYS) -> Nettoyage:
    """Remove the files brought more than so many days ago that no operation names, applied or not."""
    blob, until = tables.blob, date.fromordinal(mint.today().toordinal() - days)
    with store.write(the_store(plie)) as connection:
        # Nobody's operation comes in meanwhile.
        ledger.lock(connection, plie)
        old = select(blob.c.sha256, blob.c.size).where(_unnamed(plie), blob.c.announced_on < until)
        found = {row.sha256: int(row.size) for row in connection.execute(old)}
        op = tables.op
        # Set aside, or of a later version: nothing tells yet which of their words are files.
        kinds = [spec.word for spec in all_kinds()]
        unread = op.c.number.is_(None) | op.c.kind.not_in(kinds)
        bodies = connection.scalars(select(op.c.body).where(op.c.plie == plie, unread))
        gone = {name: found[name] for name in _absent_from(bodies, found)} if found else {}
        for some in ledger.chunks(gone):
            connection.execute(delete(blob).where(blob.c.plie == plie, blob.c.sha256.in_(some)))
        for name in gone:
            blobs.remove(store, plie, name)
        trail.note(connection, mint, "nettoyage", plie=plie, code=str(len(gone)))
    return Nettoyage(len(gone), sum(gone.values()))


def _unnamed(plie: str) -> ColumnElement[bool]:
    blob, link = tables.blob, tables.blob_scope
    named = select(link.c.sha256).where(link.c.plie == blob.c.plie, link.c.sha256 == blob.c.sha256)
    return and_(blob.c.plie == plie, ~named.exists())


def _absent_from(bodies: Iterable[str], names: Iterable[str]) -> set[str]:
    left = set(names)
    for body in bodies:
        left -= {name for name in left if name in body}
    return left
