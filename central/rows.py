"""The rows that operations give: per kind a table, for rights, counts and exports.

They are derived: what decides is the ledger, and they could be made again from it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, and_, delete, insert, select

from central import ledger, tables
from central.ledger import Thing, chunks
from plie.kinds import KindSpec, Nature, by_word
from wire.codec import BadValueError, Value, from_value
from wire.merge import Heads

_INT64 = 1 << 63


def check(kind: str, values: Mapping[str, Value], *, whole: bool) -> None:
    """Verify the values of an operation against its kind; what is of a later version passes.

    `whole`: the operation creates the thing, so that its required fields must be there.

    Raises:
        BadValueError: a value has another shape than its field, or a required one lacks.
    """
    spec = by_word(kind)
    if spec is None:
        return
    _read(spec, values)
    lacking = [f.name for f in spec.fields if f.required and f.name not in {*values, "id"}]
    if whole and lacking:
        raise BadValueError(f"{spec.word}.{lacking[0]}")


def write(connection: Connection, plie: str, things: Mapping[tuple[str, str], Thing]) -> None:
    """Make the rows of these things what their heads say."""
    for kind in dict.fromkeys(kind for kind, _ in things):
        spec = by_word(kind)
        if spec is not None:
            ours = {id_: thing for (word, id_), thing in things.items() if word == kind}
            _write_kind(connection, plie, spec, ours)


def refer(connection: Connection, plie: str, kind: str, scope: str, heads: Heads) -> None:
    """Remember which files a thing refers to, so that its scope opens them."""
    spec = by_word(kind)
    wanted = {str(heads.values.get(name) or "") for name in spec.blobs} if spec else set()
    wanted.discard("")
    if not wanted:
        return
    link = tables.blob_scope
    known = set(
        connection.scalars(
            select(link.c.sha256).where(
                and_(link.c.plie == plie, link.c.scope == scope, link.c.kind == kind),
                link.c.sha256.in_(wanted),
            )
        )
    )
    rows = [
        {"plie": plie, "sha256": sha256, "scope": scope, "kind": kind}
        for sha256 in sorted(wanted - known)
    ]
    if rows:
        connection.execute(insert(link), rows)


def derive(connection: Connection, plie: str, kinds: Sequence[str]) -> None:
    """Fill the empty tables of these kinds from the operations, a few things at a time."""
    op = tables.op
    ids = select(op.c.thing).where(
        op.c.plie == plie, op.c.kind.in_(kinds), op.c.number.is_not(None)
    )
    for some in chunks(connection.scalars(ids.distinct().order_by(op.c.thing)).all()):
        known = ledger.things(connection, plie, some)
        write(connection, plie, {key: one for key, one in known.items() if key[0] in kinds})


def is_fact(kind: str) -> bool:
    """Tell whether a thing of this kind, once written, never changes."""
    spec = by_word(kind)
    return spec is not None and spec.nature is Nature.FACT


def _write_kind(
    connection: Connection, plie: str, spec: KindSpec, things: Mapping[str, Thing]
) -> None:
    table = tables.KINDS[spec.word]
    for some in chunks(things):
        connection.execute(delete(table).where(table.c.plie == plie, table.c.id.in_(some)))
    rows = [
        _row(plie, id_, spec, table, thing) for id_, thing in things.items() if thing.heads.exists
    ]
    if rows:
        connection.execute(insert(table), rows)


def _row(plie: str, id_: str, spec: KindSpec, table: Table, thing: Thing) -> dict[str, object]:
    blank: dict[str, object] = dict.fromkeys(table.c.keys())
    defaults = {f.name: f.default for f in spec.fields if f.name != "id"}
    read = _read(spec, thing.heads.values)
    return {**blank, **defaults, **read, "plie": plie, "id": id_, "scope": thing.scope}


def _read(spec: KindSpec, values: Mapping[str, Value]) -> dict[str, object]:
    read: dict[str, object] = {}
    for field in spec.fields:
        if field.name == "id" or field.name not in values:
            continue
        value = from_value(spec, field, values[field.name])
        if not _storable(value):
            raise BadValueError(f"{spec.word}.{field.name}")
        # Instants arrive in UTC and are kept without their zone (see tables).
        read[field.name] = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    return read


def _storable(value: object) -> bool:
    # No engine takes integers beyond 64 bits, and PostgreSQL takes no NUL in a text.
    match value:
        case bool():
            return True
        case int():
            return -_INT64 <= value < _INT64
        case str():
            return "\x00" not in value
        case tuple():
            return all("\x00" not in item for item in value)
    return True
