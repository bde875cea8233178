"""What came in from a table, kept beside the dossiers it made: local to this vault, never sent.

The table as it came is kept line by line, each with the dossier it made, without the columns that
are never kept (NIR): a dossier that leaves takes its line along.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from desktop.models.tables import IMPORT_COLONNES, IMPORT_FAIT, IMPORT_LIGNE, OP
from plie.kinds import Nature, all_kinds

_BY_THE_STORE = [spec.word for spec in all_kinds() if spec.nature is Nature.STORE]
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line that became a dossier: its number in the table, its cells as they were read."""

    dossier: str
    numero: int
    cellules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """One import: when, the headings, how many dossiers it made."""

    id: str
    le: datetime
    entetes: tuple[str, ...]
    nombre: int


def keep(connection: Connection, done: Import, lines: Iterable[Ligne]) -> None:
    """Keep an import and its lines, in the transaction that writes the dossiers."""
    connection.execute(
        insert(IMPORT_FAIT).values(
            id=done.id,
            le=done.le.isoformat(timespec="seconds"),
            entetes=_json(done.entetes),
            nombre=done.nombre,
        )
    )
    kept = tuple(lines)
    traces = _traces(connection, [line.dossier for line in kept])
    rows = [
        {
            "dossier": line.dossier,
            "import": done.id,
            "numero": line.numero,
            "cellules": _json(line.cellules),
            "empreinte": traces[line.dossier],
        }
        for line in kept
    ]
    if rows:
        connection.execute(insert(IMPORT_LIGNE), rows)


def last(connection: Connection) -> Import | None:
    """Return the latest import that was not undone."""
    query = select(IMPORT_FAIT).order_by(IMPORT_FAIT.c.le.desc(), IMPORT_FAIT.c.id.desc())
    row = connection.execute(query.limit(1)).first()
    return None if row is None else _import(row)


def lines_of(connection: Connection, import_: str) -> tuple[Ligne, ...]:
    """Return the lines of an import whose dossiers are still here, in the order of the table."""
    query = select(IMPORT_LIGNE).where(_of(import_)).order_by(IMPORT_LIGNE.c.numero)
    return tuple(
        Ligne(row.dossier, row.numero, tuple(json.loads(row.cellules)))
        for row in connection.execute(query)
    )


def line_of(connection: Connection, dossier: str) -> tuple[Import, Ligne] | None:
    """Return the line that made a dossier, and the import that brought it; None when none did."""
    query = (
        select(IMPORT_FAIT, IMPORT_LIGNE.c.numero, IMPORT_LIGNE.c.cellules)
        .join(IMPORT_FAIT, IMPORT_FAIT.c.id == IMPORT_LIGNE.c["import"])
        .where(IMPORT_LIGNE.c.dossier == dossier)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return _import(row), Ligne(dossier, row.numero, tuple(json.loads(row.cellules)))


def touched(connection: Connection, import_: str) -> tuple[str, ...]:
    """Return the dossiers of an import in which something was written since."""
    query = select(IMPORT_LIGNE.c.dossier, IMPORT_LIGNE.c.empreinte).where(_of(import_))
    kept = connection.execute(query.order_by(IMPORT_LIGNE.c.numero)).all()
    traces = _traces(connection, [row.dossier for row in kept])
    return tuple(row.dossier for row in kept if traces[row.dossier] != row.empreinte)


def forget(connection: Connection, import_: str) -> None:
    """Forget an import that was undone, and its lines."""
    connection.execute(delete(IMPORT_LIGNE).where(_of(import_)))
    connection.execute(delete(IMPORT_FAIT).where(IMPORT_FAIT.c.id == import_))


def remember(connection: Connection, heads: str, fields: Sequence[str]) -> None:
    """Remember which field each column filled, for tables with the same headings."""
    row = insert(IMPORT_COLONNES).values(entetes=heads, champs=_json(fields))
    fresh = {"champs": row.excluded.champs}
    connection.execute(row.on_conflict_do_update(index_elements=["entetes"], set_=fresh))


def remembered(connection: Connection, heads: str) -> tuple[str, ...]:
    """Return the fields that columns under these headings filled last time; () the first time."""
    query = select(IMPORT_COLONNES.c.champs).where(IMPORT_COLONNES.c.entetes == heads)
    found = connection.scalar(query)
    return tuple(json.loads(found)) if found else ()


def count(connection: Connection, import_: str) -> int:
    """Return how many dossiers of an import are still here."""
    query = select(func.count()).select_from(IMPORT_LIGNE).where(_of(import_))
    return int(connection.scalar(query) or 0)


def _import(row: Row[Any]) -> Import:
    heads = tuple(json.loads(row.entetes))
    return Import(row.id, datetime.fromisoformat(row.le), heads, row.nombre)


def _of(import_: str) -> ColumnElement[bool]:
    return IMPORT_LIGNE.c["import"] == import_


def _traces(connection: Connection, dossiers: Sequence[str]) -> dict[str, str]:
    """Return what was written in each dossier, by anyone but the store itself, as a fingerprint.

    An operation that waits is rewritten by what is typed next: its words count, not its name alone.
    """
    sums = {dossier: sha256() for dossier in dossiers}
    for start in range(0, len(dossiers), _AT_ONCE):
        query = (
            select(OP.c.scope, OP.c.op_id, OP.c.fields)
            .where(OP.c.scope.in_(dossiers[start : start + _AT_ONCE]))
            .where(OP.c.kind.not_in(_BY_THE_STORE))
            .order_by(OP.c.op_id)
        )
        for scope, op_id, fields in connection.execute(query).all():
            sums[scope].update(f"{op_id} {fields}\n".encode())
    return {dossier: whole.hexdigest() for dossier, whole in sums.items()}


def _json(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)
