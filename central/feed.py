"""What a device may read after its cursor, in the store's order, page by page.

An operation leaves without the fields that its reader's role may not read (`plie.droits`), and not
at all when that role reads nothing of its kind. A patch of which no field is left still leaves: it
says that the thing is there, and a later deletion answers to it. What was set aside has no number
and is served to nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, select

from central import problems, scope, tables
from central.about import Find, about, stored
from central.scope import Caller
from plie.droits import judged_by_subject, readable
from wire import digest
from wire.messages import PAGE_BYTES, PART_OPS, Digested, Digests, Pull, Snapshot
from wire.op import EXISTS, PLIE_SCOPE, Op, decode, encode
from wire.pack import pack_page, weigh

# Operations pack about eight to one: reading more than this would be packing for nothing.
_PLAIN_BYTES = 8 * PAGE_BYTES
# A page too heavy is cut a little shorter than the rule of three says; packed, it weighs this much
# of what a quick look says.
_MARGIN, _OF_GUESS = 0.985, 0.92


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A `wire.messages.Numbered` whose operation keeps the very bytes that its author sent."""

    number: int
    op: msgspec.Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A `wire.messages.Page` of those."""

    epoch: str
    ops: tuple[_Numbered, ...]
    until: int
    more: bool
    durable: int
    since: int


@dataclass(frozen=True, slots=True)
class _Line:
    """One operation of the feed: its number, and what its reader gets of it, or nothing."""

    number: int
    op: bytes | None


def waiting(connection: Connection, caller: Caller, *, since: int, until: int, today: date) -> bool:
    """Tell whether something in scope lies after `since`, up to `until` included."""
    if since >= until:
        return False
    query = select(tables.op.c.number).where(_due(caller, max(since, 0), until, today)).limit(1)
    return connection.execute(query).first() is not None


def page(connection: Connection, caller: Caller, asked: Pull, *, today: date) -> bytes:
    """Return the packed `Page` that follows a cursor, as light as its reader asks.

    Raises:
        Refused: the cursor belongs to another life of the store.
    """
    ours = _same_life(connection, caller, asked)
    due = _due(caller, max(asked.since, 0), ours.counter, today)
    whole, lines = _page(connection, caller, ours, due, since=asked.since, today=today)
    return _packed(whole, lines, min(asked.room, PAGE_BYTES) if asked.room > 0 else PAGE_BYTES)


def snapshot(connection: Connection, caller: Caller, asked: Snapshot, *, today: date) -> bytes:
    """Return the packed `Page` of one dossier that follows a number.

    Raises:
        Refused: the number belongs to another life of the store, or the dossier is out of reach.
    """
    ours = _same_life(connection, caller, asked)
    if asked.dossier not in scope.visible_among(connection, caller, [asked.dossier], today=today):
        raise problems.dossier_absent()
    due = _due(caller, max(asked.since, 0), ours.counter, today)
    due = due & (tables.op.c.scope == asked.dossier)
    whole, lines = _page(connection, caller, ours, due, since=asked.since, today=today)
    return _packed(whole, lines, PAGE_BYTES)


def digests(connection: Connection, caller: Caller, asked: Digests, *, today: date) -> Digested:
    """Sum up what the store would serve of some dossiers up to a number.

    Raises:
        Refused: the number belongs to another life of the store.
    """
    _same_life(connection, caller, asked)
    mine = scope.visible_among(connection, caller, asked.dossiers[:PART_OPS], today=today)
    limited = _limited(connection, caller, mine, today)
    # No engine takes integers beyond 64 bits: no number is below 0, none asked is above the last.
    until = max(asked.since, 0)
    return Digested(
        digests={
            dossier: digest.of(
                _all_served(connection, caller, dossier, until, limited=dossier in limited)
            )
            for dossier in sorted(mine)
        }
    )


def _all_served(
    connection: Connection, caller: Caller, dossier: str, until: int, *, limited: bool
) -> Iterable[Op]:
    op = tables.op
    query = select(op.c.kind, op.c.body).where(
        op.c.plie == caller.plie, op.c.scope == dossier, op.c.number <= until
    )
    find = stored(connection, caller.plie)
    for row in connection.execute(query):
        body = _stripped(caller.role, row.kind, row.body, find, limited=limited)
        if body is not None:
            yield decode(body)


def counter(connection: Connection, plie: str) -> int:
    """Return the last number given."""
    return int(connection.execute(select(tables.plie.c.counter).filter_by(plie=plie)).scalar_one())


def durable(connection: Connection, plie: str) -> int:
    """Return the last number that a backup of the store holds; 0 while there is none."""
    return int(connection.execute(select(tables.plie.c.durable).filter_by(plie=plie)).scalar_one())


def _due(caller: Caller, since: int, until: int, today: date) -> ColumnElement[bool]:
    op = tables.op
    return and_(
        op.c.plie == caller.plie,
        op.c.number > since,
        op.c.number <= until,
        scope.within(caller, op.c.scope, today=today),
        scope.of_their_lots(caller),
    )


def _same_life(
    connection: Connection, caller: Caller, asked: Pull | Snapshot | Digests
) -> Row[Any]:
    """Return the row of the PLIE, of which what is asked speaks."""
    ours = connection.execute(select(tables.plie).filter_by(plie=caller.plie)).one()
    if asked.epoch != ours.epoch or asked.since > ours.counter:
        raise problems.other_epoch()
    return ours


def _page(
    connection: Connection,
    caller: Caller,
    ours: Row[Any],
    due: ColumnElement[bool],
    *,
    since: int,
    today: date,
) -> tuple[_Page, list[_Line]]:
    """Return a page without its operations, and what it may carry."""
    lines, more = _lines(connection, caller, due, today)
    until = lines[-1].number if more else ours.counter
    page_ = _Page(
        epoch=ours.epoch, ops=(), until=until, more=more, durable=ours.durable, since=since
    )
    return page_, lines


def _lines(
    connection: Connection, caller: Caller, due: ColumnElement[bool], today: date
) -> tuple[list[_Line], bool]:
    op = tables.op
    query = (
        select(op.c.number, op.c.kind, op.c.scope, op.c.body)
        .where(due)
        .order_by(op.c.number)
        .limit(PART_OPS + 1)
    )
    kept: list[Any] = []
    weight, more = 0, False
    with connection.execute(query) as result:
        for row in result:
            more = len(kept) == PART_OPS or (bool(kept) and weight + len(row.body) > _PLAIN_BYTES)
            if more:
                break
            kept.append(row)
            weight += len(row.body)
    limited = _limited(connection, caller, {row.scope for row in kept}, today)
    find = stored(connection, caller.plie)
    lines = [
        _Line(
            row.number,
            _stripped(caller.role, row.kind, row.body, find, limited=row.scope in limited),
        )
        for row in kept
    ]
    return lines, more


def _limited(connection: Connection, caller: Caller, scopes: set[str], today: date) -> set[str]:
    """Return those of these visible scopes that are open in part only."""
    dossiers = scopes - {PLIE_SCOPE}
    return dossiers - scope.open_among(connection, caller, dossiers, today=today)


def _packed(whole: _Page, lines: list[_Line], room: int) -> bytes:
    """Pack a page, cut until it is light enough or holds one operation only."""
    guess = weigh(replace(whole, ops=tuple(_served(lines)))) * _OF_GUESS
    page_, kept = _cut(whole, lines, room / guess)
    while True:
        body = pack_page(replace(page_, ops=tuple(_served(kept))))
        if len(body) <= room or len(kept) <= 1:
            return body
        page_, kept = _cut(page_, kept, room / len(body))


def _cut(page_: _Page, lines: list[_Line], share: float) -> tuple[_Page, list[_Line]]:
    """Return about that share of a page; all of it when there is room for more, or one line."""
    if share >= 1 or len(lines) <= 1:
        return page_, lines
    kept = lines[: max(1, int(len(lines) * share * _MARGIN))]
    return replace(page_, until=kept[-1].number, more=True), kept


def _served(lines: Iterable[_Line]) -> Iterable[_Numbered]:
    return (_Numbered(line.number, msgspec.Raw(line.op)) for line in lines if line.op is not None)


def _stripped(role: str, kind: str, body: str, find: Find, *, limited: bool) -> bytes | None:
    subject = about(kind, decode(body).fields, find) if judged_by_subject(role, kind) else ""
    allowed = readable(role, kind, limited=limited, about=subject)
    if allowed is None:
        return body.encode()
    left = _strip(decode(body), allowed)
    return None if left is None else encode(left)


def _strip(op: Op, allowed: frozenset[str]) -> Op | None:
    if not allowed:
        return None
    fields = {name: value for name, value in op.fields.items() if name in allowed}
    seen = {name: ids for name, ids in op.seen.items() if name in allowed or name == EXISTS}
    return replace(op, fields=fields, seen=seen)
