"""The ledger: operations numbered without a gap, in the order of commits (sync.md §3).

A sequence would show a reader number 8 before 7 is committed, and lose 7 for ever: here the counter
row of the PLIE is locked first and advanced by the transaction that writes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select, update

from central import many, tables
from plie.vocabulaire import Role
from wire.codec import Value
from wire.merge import NOTHING, Heads, apply
from wire.messages import Fate
from wire.op import Op, Verb, decode, encode

# How many identifiers one statement names; both engines take more, plans prefer fewer.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation as it is written: who brought it, its text as it came, its number or its reason.

    `author` and `device` are those that the store knows, whatever the operation claims.
    """

    op_id: str
    author: str
    device: str
    text: str
    op: Op | None
    number: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Thing:
    """What the store knows of a thing: its scope, for good, and its heads."""

    scope: str
    heads: Heads = field(default=NOTHING)


def lock(connection: Connection, plie: str) -> int:
    """Lock the counter of a PLIE, first of all locks, and return the last number given."""
    row = tables.plie
    query = select(row.c.counter).where(row.c.plie == plie).with_for_update()
    return int(connection.execute(query).scalar_one())


def append(connection: Connection, plie: str, entries: Sequence[Entry], *, at: datetime) -> None:
    """Write operations and advance the counter to the last number among them.

    `at` is the store's instant (UTC, without zone), shown to people only.
    """
    if not entries:
        return
    many.add(connection, tables.op, [_row(plie, entry, at) for entry in entries])
    numbers = [entry.number for entry in entries if entry.number is not None]
    if numbers:
        connection.execute(
            update(tables.plie).where(tables.plie.c.plie == plie).values(counter=max(numbers))
        )


def fates(connection: Connection, plie: str, op_ids: Iterable[str]) -> dict[str, Fate]:
    """Return what became of the operations already known among these."""
    op = tables.op
    query = select(op.c.op_id, op.c.number, op.c.reason).where(op.c.plie == plie)
    return {
        row.op_id: Fate(op_id=row.op_id, number=row.number, reason=row.reason)
        for some in chunks(op_ids)
        for row in connection.execute(query.where(many.among(connection, op.c.op_id, some)))
    }


def said(connection: Connection, plie: str, op_ids: Iterable[str]) -> dict[str, Op]:
    """Return what the numbered operations among these say."""
    op = tables.op
    query = select(op.c.body).where(op.c.plie == plie, op.c.number.is_not(None))
    found = [
        decode(row.body)
        for some in chunks(op_ids)
        for row in connection.execute(query.where(many.among(connection, op.c.op_id, some)))
    ]
    return {op.op_id: op for op in found}


def things(connection: Connection, plie: str, ids: Iterable[str]) -> dict[tuple[str, str], Thing]:
    """Return the things of these ids, folded from their numbered operations."""
    op = tables.op
    query = (
        select(op.c.kind, op.c.thing, op.c.scope, op.c.body)
        .where(op.c.plie == plie, op.c.number.is_not(None))
        .order_by(op.c.number)
    )
    found: dict[tuple[str, str], Thing] = {}
    for some in chunks(ids):
        for row in connection.execute(query.where(many.among(connection, op.c.thing, some))):
            known = found.get((row.kind, row.thing), Thing(row.scope))
            heads = apply(known.heads, decode(row.body))
            found[row.kind, row.thing] = Thing(known.scope, heads)
    return found


def by_the_store(
    op_id: str, kind: str, thing: str, scope: str, verb: Verb, *,
    fields: Mapping[str, Value], seen: Mapping[str, tuple[str, ...]], at: datetime,
) -> Op:  # fmt: skip
    """Return an operation whose author is the store itself."""
    return Op(
        op_id=op_id,
        kind=kind,
        id=thing,
        scope=scope,
        verb=verb,
        fields=dict(fields),
        seen=dict(seen),
        author=Role.MAGASIN.value,
        role=Role.MAGASIN.value,
        made_at=at.isoformat(),
    )


def entry_of(op: Op, number: int) -> Entry:
    """Return a store's own operation as an entry."""
    return Entry(op.op_id, op.author, op.device, encode(op).decode(), op, number, None)


def chunks(names: Iterable[str]) -> Iterator[list[str]]:
    """Cut identifiers, each once, into lists that one statement may name."""
    unique = list(dict.fromkeys(names))
    for start in range(0, len(unique), CHUNK):
        yield unique[start : start + CHUNK]


def _row(plie: str, entry: Entry, at: datetime) -> dict[str, object]:
    op = entry.op
    return {
        "plie": plie,
        "op_id": entry.op_id,
        "number": entry.number,
        "kind": op.kind if op else "",
        "thing": op.id if op else "",
        "scope": op.scope if op else "",
        "author": entry.author,
        "device": entry.device,
        "body": entry.text,
        "reason": entry.reason,
        "received_at": at,
    }
