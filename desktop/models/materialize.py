"""From heads to rows: what the operations give is written to the kind's table, nowhere else."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete
from sqlalchemy.dialects.sqlite import Insert, insert

from desktop.models import rivals
from desktop.models.oplog import Story
from desktop.models.tables import KIND_TABLES
from plie.kinds import KindSpec, Nature, all_kinds, by_word
from wire.codec import BadValueError, from_values, to_value
from wire.merge import Heads
from wire.op import Op

# Signed by two parties on this machine, whatever the store then says of it.
_EVIDENCE = frozenset({"compte_rendu", "signature"})


def materialize(connection: Connection, story: Story) -> None:
    """Write the row that a thing's story gives, or remove it; a later version's kind has none.

    A fact in place is never rewritten. One that was set aside goes, its author finds it in the
    tray; evidence stays even then: its table refuses any change (migration 0001).
    """
    spec = by_word(story.kind)
    if spec is None:
        return
    heads = story.heads
    if spec.nature is Nature.EDITED:
        rivals.note(connection, story, heads)
    # What came before its insert waits for it, whether or not its kind could do without.
    row = _row(spec, story.thing, heads) if story.begun else None
    if row is not None:
        connection.execute(_UPSERT[story.kind], row)
    elif story.kind not in _EVIDENCE:
        connection.execute(_DELETE[story.kind], {"thing": story.thing})


def materialize_new(connection: Connection, ops: Iterable[Op]) -> None:
    """Write at once the rows of things of which nothing else is here: each begins with its operation."""
    rows: dict[str, list[dict[str, object]]] = {}
    for op in ops:
        spec = by_word(op.kind)
        row = _row(spec, op.id, Story(op.kind, op.id, (op,)).heads) if spec is not None else None
        if row is not None:
            rows.setdefault(op.kind, []).append(row)
    for kind, some in rows.items():
        connection.execute(_UPSERT[kind], some)


def _upsert(spec: KindSpec) -> Insert:
    statement = insert(KIND_TABLES[spec.word])
    if spec.nature is Nature.FACT:
        return statement.on_conflict_do_nothing()
    fresh = {f.name: statement.excluded[f.name] for f in spec.fields}
    return statement.on_conflict_do_update(index_elements=["id"], set_=fresh)


_UPSERT = {spec.word: _upsert(spec) for spec in all_kinds()}
_DELETE = {
    word: delete(table).where(table.c.id == bindparam("thing"))
    for word, table in KIND_TABLES.items()
}


def _row(spec: KindSpec, thing: str, heads: Heads) -> dict[str, object] | None:
    if not heads.exists:
        return None
    try:
        built: object = from_values(spec.cls, thing, heads.values)
    except BadValueError:
        # Its insert has not arrived yet, or a later version shaped it otherwise: no row until then.
        return None
    return {f.name: to_value(getattr(built, f.name)) for f in spec.fields}
