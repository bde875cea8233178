"""Which things have rivals: an index of the operations, so that no list folds every story.

It says where to look, never what is there: the heads of a thing are folded from its operations.
"""

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.models.oplog import Story
from desktop.models.tables import RIVAL
from plie.kinds import all_kinds
from wire.merge import Heads

_OPEN = insert(RIVAL).on_conflict_do_update(
    index_elements=["kind", "thing"], set_={"open": insert(RIVAL).excluded["open"]}
)
_CLOSE = (
    update(RIVAL)
    .where(
        RIVAL.c.kind == bindparam("of"), RIVAL.c.thing == bindparam("one"), RIVAL.c.open.is_(True)
    )
    .values(open=False)
)

# Rivals there are no choice to make one by one: meanwhile the value shown is the same on every machine (wire.merge).
_LISTED = tuple(spec.word for spec in all_kinds() if spec.listed)


def note(connection: Connection, story: Story, heads: Heads) -> None:
    """Keep whether a thing has rivals; one that no longer has is remembered as once in dispute."""
    # Of a thing that all agree to have removed, nothing is left to choose.
    if story.begun and heads.exists and heads.conflicts:
        scope = story.ops[0].scope
        row = {"kind": story.kind, "thing": story.thing, "scope": scope, "open": True}
        connection.execute(_OPEN, row)
    elif len(story.ops) > 1:
        connection.execute(_CLOSE, {"of": story.kind, "one": story.thing})


def things(connection: Connection, *, opened: bool) -> tuple[tuple[str, str], ...]:
    """Return (kind, thing) of what is in dispute, or of what once was, for somebody to choose; oldest id first."""
    query = (
        select(RIVAL.c.kind, RIVAL.c.thing)
        .where(RIVAL.c.open.is_(opened), RIVAL.c.kind.not_in(_LISTED))
        .order_by(RIVAL.c.thing, RIVAL.c.kind)
    )
    return tuple((row.kind, row.thing) for row in connection.execute(query))


def by_scope(connection: Connection) -> dict[str, int]:
    """Return scope to how many of its things are in dispute, for somebody to choose."""
    open_ = (RIVAL.c.open.is_(True), RIVAL.c.kind.not_in(_LISTED))
    query = select(RIVAL.c.scope, func.count()).where(*open_).group_by("scope")
    return {row[0]: row[1] for row in connection.execute(query)}


def of_kind(connection: Connection, kind: str) -> frozenset[str]:
    """Return the ids of the things of a kind that have rivals."""
    query = select(RIVAL.c.thing).where(RIVAL.c.kind == kind, RIVAL.c.open.is_(True))
    return frozenset(connection.scalars(query))
