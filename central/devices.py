"""When each device was last heard, and from which copy of its vault.

A vault restored from a backup takes another name once, and the first is never heard again. A first
one that speaks after it was left for another means that two copies live: a clone.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from central import ledger, tables, trail
from central.context import the_store
from central.mint import Mint
from central.scope import Caller
from central.store import Store
from wire import parcel

# Each note is a write: hardly anybody needs to know the minute.
STEP = timedelta(minutes=10)
# For how long a device is reminded that its vault lives twice.
REMIND = timedelta(days=30)
_RETAKEN = "coffre_repris"


def hear(store: Store, caller: Caller, replica: str, mint: Mint) -> datetime | None:
    """Note that a copy of a device's vault spoke; return when two were last heard, if recently."""
    with store.look(the_store(caller.plie)) as connection:
        row = _device(connection, caller)
        if row.replica == replica and _noted_enough(connection, caller, row, mint):
            return _recent(row.doubled_at, mint)
    with store.write(the_store(caller.plie)) as connection:
        ledger.lock(connection, caller.plie)
        row = _device(connection, caller)
        at = mint.stored_now()
        doubled = at if _returns(connection, caller, row, replica) else row.doubled_at
        if row.seen_at is None or mint.day(row.seen_at) != mint.today():
            trail.note(connection, mint, "connexion", plie=caller.plie, device=caller.device)
        if doubled == at:
            trail.note(connection, mint, "coffre_double", plie=caller.plie, device=caller.device)
        elif row.replica not in {None, replica}:
            _note_retaken(connection, caller, mint)
        known = update(tables.device).filter_by(plie=caller.plie, id=caller.device)
        connection.execute(known.values(seen_at=at, replica=replica, doubled_at=doubled))
        _remember(connection, caller, replica, seen_at=at)
    return _recent(doubled, mint)


def close_batch(
    connection: Connection, caller: Caller, replica: str, batch: str, mint: Mint
) -> None:
    """Remember the last batch applied from a copy of a device's vault: the one that lives now.

    A copy takes its new name after its hello: its push is the first to say it. A sealed file's is of
    no copy that lives.
    """
    if replica == parcel.REPLICA:
        return
    row = _device(connection, caller)
    if row.replica not in {None, replica} and not _returns(connection, caller, row, replica):
        _note_retaken(connection, caller, mint)
    known = update(tables.device).filter_by(plie=caller.plie, id=caller.device)
    connection.execute(known.values(replica=replica))
    _remember(connection, caller, replica, last_batch=batch, seen_at=mint.stored_now())


def retaken(connection: Connection, plie: str, ids: Collection[str]) -> dict[str, datetime]:
    """Return when each of these devices last went on from an older copy of its vault, if it ever did."""
    line = tables.journal
    query = select(line.c.device, func.max(line.c.at).label("at")).where(
        line.c.plie == plie, line.c.event == _RETAKEN, line.c.device.in_(ids)
    )
    return {row.device: row.at for row in connection.execute(query.group_by(line.c.device))}


def _noted_enough(connection: Connection, caller: Caller, row: Row[Any], mint: Mint) -> bool:
    """Whether what is known of when a device was heard says all that anyone asks of it.

    Whoever gives a dossier asks whether its devices came since (transfers.py): then minutes count.
    """
    at = mint.stored_now()
    today = mint.today()
    if row.seen_at is None or at - row.seen_at >= STEP or mint.day(row.seen_at) != today:
        return False
    op, given = tables.op, tables.KINDS["affectation"]
    # What ended on an earlier day was told of, or its day came, before this one.
    ended = select(given.c.id).where(
        given.c.plie == caller.plie,
        given.c.fin >= today - timedelta(days=1),
        given.c.fin < today,
    )
    told = select(op.c.number).where(
        op.c.plie == caller.plie,
        op.c.thing.in_(ended),
        op.c.kind == "affectation",
        op.c.number.is_not(None),
        op.c.received_at > row.seen_at,
    )
    return connection.scalar(told.limit(1)) is None


def _device(connection: Connection, caller: Caller) -> Row[Any]:
    query = select(tables.device).filter_by(plie=caller.plie, id=caller.device)
    return connection.execute(query).one()


def _returns(connection: Connection, caller: Caller, row: Row[Any], replica: str) -> bool:
    """Whether a copy speaks again after another one did."""
    if row.replica in {None, replica}:
        return False
    table = tables.replica
    query = select(table.c.seen_at).filter_by(
        plie=caller.plie, device=caller.device, replica=replica
    )
    return connection.scalar(query) is not None


def _remember(connection: Connection, caller: Caller, replica: str, **values: object) -> None:
    table = tables.replica
    ours = {"plie": caller.plie, "device": caller.device, "replica": replica}
    done = connection.execute(update(table).filter_by(**ours).values(**values))
    if not done.rowcount:
        connection.execute(insert(table).values(**{"last_batch": "", **ours, **values}))


def _note_retaken(connection: Connection, caller: Caller, mint: Mint) -> None:
    trail.note(connection, mint, _RETAKEN, plie=caller.plie, device=caller.device)


def _recent(doubled: datetime | None, mint: Mint) -> datetime | None:
    if doubled is None or mint.stored_now() - doubled > REMIND:
        return None
    return doubled.replace(tzinfo=UTC)
