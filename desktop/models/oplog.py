"""The op table: outbox (no number yet), history of every field, set-aside tray (a fate)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    bindparam,
    func,
    insert,
    select,
    update,
)

from desktop.models.tables import ENVOI_EFFACE, OP
from wire.codec import Value
from wire.merge import Heads, fold
from wire.op import Op, Verb

_WAITING = (OP.c.number.is_(None), OP.c.fate.is_(None))


def append(connection: Connection, op: Op, *, number: int | None = None) -> None:
    """Write one operation; `number` is the store's, None for one that waits to be sent."""
    connection.execute(insert(OP), _row(op, number))


def append_all(connection: Connection, ops: Iterable[tuple[Op, int | None]]) -> None:
    """Write operations at once, each with its number; None for one that waits to be sent."""
    rows = [_row(op, number) for op, number in ops]
    if rows:
        connection.execute(insert(OP), rows)


def begun(connection: Connection, ops: Collection[Op]) -> set[tuple[str, str]]:
    """Return (kind, thing) of those of these operations' things of which something is here."""
    asked: dict[str, list[str]] = {}
    for op in ops:
        asked.setdefault(op.kind, []).append(op.id)
    return {
        (kind, thing)
        for kind, things in asked.items()
        for thing in connection.scalars(
            select(OP.c.thing).where(OP.c.kind == kind, OP.c.thing.in_(things))
        )
    }


def _row(op: Op, number: int | None) -> dict[str, object]:
    return {
        "op_id": op.op_id,
        "kind": op.kind,
        "thing": op.id,
        "scope": op.scope,
        "verb": op.verb.value,
        "fields": _json(op.fields),
        "seen": _json(op.seen),
        "author": op.author,
        "role": op.role,
        "device": op.device,
        "made_at": op.made_at,
        "number": number,
    }


def rewrite(connection: Connection, op: Op) -> None:
    """Replace the content of an operation that was never sent (coalescing)."""
    connection.execute(
        _REWRITE,
        {
            "this": op.op_id,
            "fields": _json(op.fields),
            "seen": _json(op.seen),
            "made_at": op.made_at,
        },
    )


@dataclass(frozen=True, slots=True)
class Story:
    """What was done to one thing, as far as it counts: nothing that was set aside.

    Attributes:
        kind, thing: which.
        ops: its operations, in the order written here.
        unsent: ids of those in no batch yet.
    """

    kind: str
    thing: str
    ops: tuple[Op, ...] = ()
    unsent: frozenset[str] = frozenset()

    @property
    def heads(self) -> Heads:
        """The heads that these operations give."""
        return fold(self.ops)

    @property
    def begun(self) -> bool:
        """Whether the operation that inserted the thing is here."""
        return any(op.verb is Verb.INSERT for op in self.ops)

    def open_op(self, author: str) -> Op | None:
        """Return the author's last operation that is in no batch yet, unless it is a deletion."""
        own = [op for op in self.ops if op.op_id in self.unsent and op.author == author]
        return own[-1] if own and own[-1].verb is not Verb.DELETE else None

    def told(self, op: Op) -> "Story":
        """Return the story with an operation more, or one rewritten."""
        others = tuple(known for known in self.ops if known.op_id != op.op_id)
        return replace(self, ops=(*others, op))


def story_of(connection: Connection, kind: str, thing: str) -> Story:
    """Return the story of a thing."""
    rows = connection.execute(_OF_THING, {"kind": kind, "thing": thing}).mappings().all()
    unsent = frozenset(
        row["op_id"] for row in rows if row["number"] is None and row["batch"] is None
    )
    return Story(kind, thing, tuple(read(row) for row in rows), unsent)


# Built once: a statement built anew at each keystroke costs more than its execution.
_REWRITE = (
    update(OP)
    .where(OP.c.op_id == bindparam("this"))
    .values({name: bindparam(name) for name in ("fields", "seen", "made_at")})
)
_OF_THING = (
    select(OP)
    .where(OP.c.kind == bindparam("kind"), OP.c.thing == bindparam("thing"), OP.c.fate.is_(None))
    .order_by(OP.c.seq)
)


def history_of(connection: Connection, kind: str, thing: str) -> tuple[Op, ...]:
    """Return every operation on a thing, set aside included, in the order written here."""
    return _ops(connection, select(OP).where(*_thing(kind, thing)).order_by(OP.c.seq))


def things_of(connection: Connection, kind: str, scope: str) -> tuple[str, ...]:
    """Return the things of a kind that a dossier has ever had, removed ones included, oldest first."""
    query = select(OP.c.thing).where(OP.c.kind == kind, OP.c.scope == scope, OP.c.fate.is_(None))
    return tuple(connection.scalars(query.group_by(OP.c.thing).order_by(func.min(OP.c.seq))))


def latest_of(connection: Connection, kind: str) -> str | None:
    """Return when the latest operation on a kind was made, as its author's clock said it."""
    query = select(OP.c.made_at).where(OP.c.kind == kind, OP.c.fate.is_(None))
    return connection.scalar(query.order_by(OP.c.seq.desc()).limit(1))


def known(connection: Connection, op_ids: Iterable[str]) -> set[str]:
    """Return which of these operations are already in the vault."""
    return set(connection.scalars(select(OP.c.op_id).where(OP.c.op_id.in_(list(op_ids)))))


def waiting(connection: Connection) -> int:
    """Return how many operations wait to be sent."""
    return int(connection.scalar(select(func.count()).where(*_WAITING)) or 0)


def outbox(connection: Connection, most: int) -> tuple[Op, ...]:
    """Return what waits to be sent, the latest first, at most so many."""
    return _ops(connection, select(OP).where(*_WAITING).order_by(OP.c.seq.desc()).limit(most))


def numbers_of(connection: Connection, kind: str, thing: str) -> dict[str, int | None]:
    """Return op_id to the store's number, for the operations on a thing."""
    query = select(OP.c.op_id, OP.c.number).where(*_thing(kind, thing))
    return {row.op_id: row.number for row in connection.execute(query)}


def batch_open(connection: Connection) -> tuple[str, tuple[Op, ...]] | None:
    """Return the batch that was cut out and not yet answered: (its id, its operations)."""
    batch = connection.scalar(
        select(OP.c.batch).where(*_WAITING, OP.c.batch.is_not(None)).order_by(OP.c.seq).limit(1)
    )
    if batch is None:
        return None
    return batch, _ops(connection, select(OP).where(OP.c.batch == batch).order_by(OP.c.seq))


def cut_batch(connection: Connection, batch: str, limit: int) -> None:
    """Put the oldest waiting operations in a batch: from now on an edit is a new operation."""
    oldest = select(OP.c.seq).where(*_WAITING, OP.c.batch.is_(None)).order_by(OP.c.seq).limit(limit)
    connection.execute(update(OP).where(OP.c.seq.in_(oldest.scalar_subquery())).values(batch=batch))


def rename_batch(connection: Connection, batch: str, name: str) -> None:
    """Give a batch that waits for its answer another name; its operations stay the same."""
    connection.execute(update(OP).where(OP.c.batch == batch).values(batch=name))


def part_batch(connection: Connection, op_ids: Iterable[str], name: str | None) -> None:
    """Put operations of a batch in another one, of that name, or in none; they stay as they were cut."""
    connection.execute(update(OP).where(OP.c.op_id.in_(list(op_ids))).values(batch=name))


def has_batch(connection: Connection, batch: str) -> bool:
    """Tell whether a batch was cut in this copy of the vault; the latest are found at once."""
    latest_first = select(OP.c.seq).where(OP.c.batch == batch).order_by(OP.c.seq.desc())
    erased = select(ENVOI_EFFACE.c.batch).where(ENVOI_EFFACE.c.batch == batch)
    return any(connection.scalar(query) is not None for query in (latest_first.limit(1), erased))


def acknowledge(connection: Connection, op_id: str, number: int) -> bool:
    """Write the store's number of one operation; whether it was set aside here until then."""
    mine = update(OP).where(OP.c.op_id == op_id)
    connection.execute(mine.values(number=number))
    taken = connection.execute(mine.where(OP.c.fate.is_not(None)).values(fate=None))
    return taken.rowcount > 0


def restate(connection: Connection, op: Op, number: int) -> None:
    """Write an operation again as the store has it."""
    said = {name: getattr(op, name) for name in ("kind", "scope", "author", "role", "device")}
    said |= {"thing": op.id, "verb": op.verb.value, "made_at": op.made_at, "number": number}
    said |= {"fields": _json(op.fields), "seen": _json(op.seen), "fate": None}
    connection.execute(update(OP).where(OP.c.op_id == op.op_id).values(said))


def numbered(connection: Connection, scope: str, until: int) -> dict[str, Op]:
    """Return op_id to each operation of a dossier that has a number up to this one."""
    query = select(OP).where(OP.c.scope == scope, OP.c.number <= until)
    return {op.op_id: op for op in _ops(connection, query)}


def one(connection: Connection, op_id: str) -> Op:
    """Return an operation that is here."""
    return _ops(connection, select(OP).where(OP.c.op_id == op_id))[0]


def send_again(connection: Connection, op_ids: Iterable[str]) -> None:
    """Let operations wait again: the store that numbered them does not have them any more."""
    again = update(OP).where(OP.c.op_id.in_(list(op_ids)))
    connection.execute(again.values(number=None, batch=None))


def set_aside(connection: Connection, op_id: str, reason: str) -> tuple[str, str, str] | None:
    """Write that the store set an operation aside; return its (kind, thing, scope)."""
    connection.execute(update(OP).where(OP.c.op_id == op_id).values(fate=reason))
    found = connection.execute(
        select(OP.c.kind, OP.c.thing, OP.c.scope).where(OP.c.op_id == op_id)
    ).one_or_none()
    return None if found is None else (found.kind, found.thing, found.scope)


def sign_as(connection: Connection, *, author: str, role: str, device: str) -> None:
    """Give what waits to its author's enrolled name: before enrolment the store knew none."""
    connection.execute(update(OP).where(*_WAITING).values(author=author, role=role, device=device))


def extend(waiting: Op, op: Op) -> Op:
    """Return an unsent operation with a later patch folded in.

    A field already in it keeps the `seen` of its first writing and takes the last value.
    """
    joined = {name: ids for name, ids in op.seen.items() if name not in waiting.effects()}
    return replace(
        waiting,
        fields={**waiting.fields, **op.fields},
        seen={**waiting.seen, **joined},
        made_at=op.made_at,
    )


def _thing(kind: str, thing: str) -> tuple[ColumnElement[bool], ...]:
    return (OP.c.kind == kind, OP.c.thing == thing)


def _ops(connection: Connection, query: Select[Any]) -> tuple[Op, ...]:
    return tuple(read(row) for row in connection.execute(query).mappings())


def read(row: RowMapping) -> Op:
    """Return the operation that a row of the table holds."""
    return Op(
        op_id=row["op_id"],
        kind=row["kind"],
        id=row["thing"],
        scope=row["scope"],
        verb=Verb(row["verb"]),
        fields=msgspec.json.decode(row["fields"]),
        seen=msgspec.json.decode(row["seen"], type=dict[str, tuple[str, ...]]),
        author=row["author"],
        role=row["role"],
        device=row["device"],
        made_at=row["made_at"],
    )


def _json(value: dict[str, Value] | dict[str, tuple[str, ...]]) -> str:
    return msgspec.json.encode(value).decode()
