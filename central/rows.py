"""The rows that operations give: per kind a table, for rights, counts and exports.

They are derived: what decides is the ledger, and they could be made again from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from sqlalchemy import Connection, Table, and_, delete, select
from sqlalchemy.exc import IntegrityError

from central import ledger, many, tables
from central.ledger import Thing, chunks
from plie.kinds import KindSpec, Nature, Shape, by_word
from wire.codec import EARLIEST, LATEST, BadValueError, Value, from_value
from wire.merge import Heads

_INT64 = 1 << 63


def check(kind: str, values: Mapping[str, Value], *, whole: bool) -> dict[str, object]:
    """Verify the values of an operation against its kind, and return them as a row holds them.

    What is of a later version passes, and is in no row.

    `whole`: the operation creates the thing, so that its required fields must be there.

    Raises:
        BadValueError: a value has another shape than its field, or a required one lacks.
    """
    spec = by_word(kind)
    if spec is None:
        return {}
    read = _read(spec, values)
    for name, value in read.items():
        # A thing that has one already is still written: only what is offered is refused.
        if isinstance(value, datetime) and not EARLIEST <= value.replace(tzinfo=UTC) < LATEST:
            raise BadValueError(f"{spec.word}.{name}")
    said = {*values, "id"}
    lacking = [f.name for f in spec.fields if f.required and f.name not in said]
    if whole and lacking:
        raise BadValueError(f"{spec.word}.{lacking[0]}")
    return read


def write(
    connection: Connection,
    plie: str,
    things: Mapping[tuple[str, str], Thing],
    known: Mapping[tuple[str, str], Mapping[str, object]] = MappingProxyType({}),
) -> None:
    """Make the rows of these things what their heads say, whatever was there.

    Args:
        connection: a writing transaction.
        plie: whose.
        things: by kind and id.
        known: what the heads of those that begin say, as `check` read it: no row is theirs yet.
    """
    kinds: dict[str, dict[str, Thing]] = {}
    for (kind, id_), thing in things.items():
        kinds.setdefault(kind, {})[id_] = thing
    for kind, ours in kinds.items():
        spec = by_word(kind)
        if spec is not None:
            _write_kind(connection, plie, spec, ours, known)


def refer(connection: Connection, plie: str, things: Mapping[tuple[str, str], Thing]) -> None:
    """Remember which files these things refer to, so that their scopes open them."""
    link = tables.blob_scope
    wanted = {
        (sha256, thing.scope, kind)
        for (kind, _), thing in things.items()
        for sha256 in _files(kind, thing.heads)
    }
    known = {
        (row.sha256, row.scope, row.kind)
        for some in chunks(sorted(sha256 for sha256, _, _ in wanted))
        for row in connection.execute(
            select(link).where(link.c.plie == plie, many.among(connection, link.c.sha256, some))
        )
    }
    rows = [
        {"plie": plie, "sha256": sha256, "scope": scope, "kind": kind}
        for sha256, scope, kind in sorted(wanted - known)
    ]
    many.add(connection, link, rows)


def derive(connection: Connection, plie: str, kinds: Sequence[str]) -> None:
    """Fill the empty tables of these kinds from the operations, a few things at a time."""
    op = tables.op
    ids = select(op.c.thing).where(
        op.c.plie == plie, op.c.kind.in_(kinds), op.c.number.is_not(None)
    )
    for some in chunks(connection.scalars(ids.distinct().order_by(op.c.thing)).all()):
        known = ledger.things(connection, plie, some)
        ours = {key: one for key, one in known.items() if key[0] in kinds}
        write(connection, plie, ours)
        # What was brought before this version knew that these fields are files.
        refer(connection, plie, ours)


def is_fact(kind: str) -> bool:
    """Tell whether a thing of this kind, once written, never changes."""
    spec = by_word(kind)
    return spec is not None and spec.nature is Nature.FACT


def _write_kind(
    connection: Connection,
    plie: str,
    spec: KindSpec,
    things: Mapping[str, Thing],
    known: Mapping[tuple[str, str], Mapping[str, object]],
) -> None:
    table = tables.KINDS[spec.word]
    _remove(connection, table, plie, [id_ for id_ in things if not known.get((spec.word, id_))])
    blank = _blank(spec, table)
    rows = [
        {
            **blank,
            **(known.get((spec.word, id_)) or _read(spec, thing.heads.values)),
            "plie": plie, "id": id_, "scope": thing.scope,
        }
        for id_, thing in things.items()
        if thing.heads.exists
    ]  # fmt: skip
    try:
        with connection.begin_nested():
            many.add(connection, table, rows)
    except IntegrityError:
        # A row is left of what the ledger has lost and its device sends again.
        _remove(connection, table, plie, things)
        many.add(connection, table, rows)


def _remove(connection: Connection, table: Table, plie: str, things: Iterable[str]) -> None:
    for some in chunks(things):
        old = and_(table.c.plie == plie, many.among(connection, table.c.id, some))
        connection.execute(delete(table).where(old))


def _files(kind: str, heads: Heads) -> set[str]:
    spec = by_word(kind)
    if spec is None or not spec.blobs:
        return set()
    values = heads.values
    return {str(values[name]) for name in spec.blobs if values.get(name)}


def _blank(spec: KindSpec, table: Table) -> dict[str, object]:
    blank: dict[str, object] = dict.fromkeys(table.c.keys())
    return {**blank, **{f.name: f.default for f in spec.fields if f.name != "id"}}


def _read(spec: KindSpec, values: Mapping[str, Value]) -> dict[str, object]:
    read: dict[str, object] = {}
    for field in spec.fields:
        if field.name not in values or field.name == "id":
            continue
        said = values[field.name]
        plain = type(said) is str and field.shape is Shape.TEXT
        value: object = said if plain else from_value(spec, field, said)
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
