"""Many rows, or many names, in one statement: what each engine takes at the least cost.

Row-level security admits no COPY. One statement of many rows judges the fence once, one for each row
judges it as often; and a text of JSON crosses as one parameter where rows would be thousands.
"""

from collections.abc import Mapping, Sequence

import msgspec
from psycopg.types.json import Json
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Dialect,
    Table,
    Text,
    TextClause,
    any_,
    insert,
    literal,
    text,
)

# Rows in one statement: beyond, nothing is gained and the text grows.
_AT_ONCE = 1_000


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that all name the same columns; no column holds bytes."""
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    statement = _from_json(table, tuple(rows[0]), connection.dialect)
    for start in range(0, len(rows), _AT_ONCE):
        told = [_said(row) for row in rows[start : start + _AT_ONCE]]
        connection.execute(statement, {"rows": Json(told, dumps=msgspec.json.encode)})


def among(
    connection: Connection, column: ColumnElement[str], names: Sequence[str]
) -> ColumnElement[bool]:
    """Return the condition that a column is one of these names."""
    if connection.dialect.name != "postgresql":
        return column.in_(names)
    return column == any_(literal(list(names), ARRAY(Text)))


def _said(row: Mapping[str, object]) -> dict[str, object]:
    # What a row does not name is NULL; most columns of a kind are, and each name is read again.
    return {name: value for name, value in row.items() if value is not None}


def _from_json(table: Table, columns: Sequence[str], dialect: Dialect) -> TextClause:
    # Names of our own tables and columns: nothing in them comes from outside.
    quoted = dialect.identifier_preparer.quote
    named, into = ", ".join(map(quoted, columns)), quoted(table.name)
    found = f"json_populate_recordset(NULL::{into}, CAST(:rows AS json))"
    return text(f"INSERT INTO {into} ({named}) SELECT {named} FROM {found}")  # noqa: S608
