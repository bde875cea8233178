"""The set-aside tray: operations that the store would not take, and what became of them here.

A fate is the store's; what its author then did of it, replay or give up, is this machine's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from desktop.models import oplog
from desktop.models.tables import OP, SETTLED
from plie.droits import Reason
from wire.op import Op


@dataclass(frozen=True, slots=True)
class Aside:
    """An operation set aside, and the store's reason code."""

    op: Op
    reason: str


@dataclass(frozen=True, slots=True)
class GivenUp:
    """An operation that its author gave up, why the store had not taken it, why it was given up."""

    op: Op
    reason: str
    motif: str
    le: datetime


def waiting(connection: Connection) -> tuple[Aside, ...]:
    """Return what was set aside and not settled, in the order written here."""
    query = (
        select(OP)
        .join(SETTLED, SETTLED.c.op_id == OP.c.op_id, isouter=True)
        .where(OP.c.fate.is_not(None), SETTLED.c.op_id.is_(None))
        .order_by(OP.c.seq)
    )
    return tuple(
        Aside(oplog.read(row), row["fate"]) for row in connection.execute(query).mappings()
    )


def unheard(connection: Connection) -> tuple[Op, ...]:
    """Return what this machine set aside by itself and that is not settled: the store never had it."""
    return tuple(one.op for one in waiting(connection) if one.reason == Reason.NE_PASSE_PAS.value)


def given_up(connection: Connection) -> tuple[GivenUp, ...]:
    """Return what was given up, the latest first."""
    query = (
        select(OP, SETTLED.c.motif, SETTLED.c.regle_le)
        .join(SETTLED, SETTLED.c.op_id == OP.c.op_id)
        .where(SETTLED.c.replay.is_(None))
        .order_by(SETTLED.c.regle_le.desc(), OP.c.seq.desc())
    )
    return tuple(
        GivenUp(oplog.read(row), row["fate"], row["motif"], datetime.fromisoformat(row["regle_le"]))
        for row in connection.execute(query).mappings()
    )


def settle(
    connection: Connection,
    ops: Iterable[Op],
    *,
    at: datetime,
    replay: str | None = None,
    motif: str = "",
) -> None:
    """Keep what became of operations: the one that replays them, or why they are given up."""
    regle_le = at.astimezone(UTC).isoformat(timespec="seconds")
    rows = [
        {
            "op_id": op.op_id,
            "scope": op.scope,
            "replay": replay,
            "motif": motif,
            "regle_le": regle_le,
        }
        for op in ops
    ]
    connection.execute(insert(SETTLED), rows)
