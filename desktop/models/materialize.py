"""From heads to rows: what the operations give is written to the kind's table, nowhere else."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Executable, and_, bindparam, delete, true
from sqlalchemy.dialects.sqlite import Insert, dialect, insert

from desktop.models import rivals
from desktop.models.oplog import Story
from desktop.models.tables import KIND_TABLES
from plie.kinds import KindSpec, Nature, Shape, all_kinds, by_word
from wire.codec import BadValueError, Value, writer
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
    if spec.nature is not Nature.FACT:
        rivals.note(connection, story, heads)
    # What came before its insert waits for it, whether or not its kind could do without.
    row = _row(spec, story.thing, heads) if story.begun else None
    if row is not None:
        _put(connection, spec, row)
    elif story.kind not in _EVIDENCE:
        connection.execute(_DELETE[story.kind], {"thing": story.thing})


def materialize_new(connection: Connection, ops: Iterable[Op]) -> None:
    """Write at once the rows of things of which nothing else is here: each begins with its operation."""
    rows: dict[str, list[dict[str, Value]]] = {}
    for op in ops:
        spec = by_word(op.kind)
        # Its heads are its own fields: nothing came before, and it says that the thing is there.
        row = _columns(op.kind, op.id, op.fields) if spec is not None else None
        if row is not None:
            rows.setdefault(op.kind, []).append(row)
    for kind, some in rows.items():
        statement, names, lists = _TOGETHER[kind]
        for row in some:
            row.update({name: json.dumps(row[name]) for name in lists})
        connection.exec_driver_sql(statement, [tuple(row[n] for n in names) for row in some])


def _put(connection: Connection, spec: KindSpec, row: dict[str, Value]) -> None:
    in_place = _IN_PLACE.get(spec.word)
    if in_place is None or not connection.execute(in_place, row).rowcount:
        connection.execute(_UPSERT[spec.word], row)


def _upsert(spec: KindSpec) -> Insert:
    statement = insert(KIND_TABLES[spec.word])
    if spec.nature is Nature.FACT:
        return statement.on_conflict_do_nothing()
    fresh = {f.name: statement.excluded[f.name] for f in spec.fields}
    return statement.on_conflict_do_update(index_elements=["id"], set_=fresh)


def _in_place(spec: KindSpec) -> Executable:
    """Return the same of what is edited, that leaves alone a row whose indexed columns change.

    To name such a column is to write its index again, even the same: a page of journal each, to cipher
    and to flush at each keystroke’s pause.
    """
    table, statement = KIND_TABLES[spec.word], insert(KIND_TABLES[spec.word])
    fixed = {column.name for index in table.indexes for column in index.columns}
    kept = statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            f.name: statement.excluded[f.name] for f in spec.fields if f.name not in {"id", *fixed}
        },
        where=and_(
            true(), *(table.c[n].is_not_distinct_from(statement.excluded[n]) for n in fixed)
        ),
    )
    return kept.execution_options(preserve_rowcount=True)


def _together(spec: KindSpec) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the same as a text, the columns in its order, and those that are kept as JSON."""
    compiled = _UPSERT[spec.word].compile(dialect=dialect())
    lists = tuple(f.name for f in spec.fields if f.shape is Shape.LIST)
    return str(compiled), tuple(compiled.positiontup or ()), lists


_UPSERT = {spec.word: _upsert(spec) for spec in all_kinds()}
_IN_PLACE = {spec.word: _in_place(spec) for spec in all_kinds() if spec.nature is Nature.EDITED}
# Each parameter of thousands of rows, judged one by one, would cost more than writing them.
_TOGETHER = {spec.word: _together(spec) for spec in all_kinds()}
_WRITER = {spec.word: writer(spec.cls) for spec in all_kinds()}
_DELETE = {
    word: delete(table).where(table.c.id == bindparam("thing"))
    for word, table in KIND_TABLES.items()
}


def _row(spec: KindSpec, thing: str, heads: Heads) -> dict[str, Value] | None:
    return _columns(spec.word, thing, heads.values) if heads.exists else None


def _columns(kind: str, thing: str, values: Mapping[str, Value]) -> dict[str, Value] | None:
    try:
        return _WRITER[kind](thing, values)
    except BadValueError:
        # Its insert has not arrived yet, or a later version shaped it otherwise: no row until then.
        return None
