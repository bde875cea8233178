"""From heads to rows: what the operations give is written to the kind's table, nowhere else."""

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert

from desktop.models import oplog
from desktop.models.tables import KIND_TABLES
from plie.kinds import KindSpec, Nature, by_word
from wire.codec import BadValueError, from_values, to_value
from wire.merge import Heads

# Signed by two parties on this machine, whatever the store then says of it.
_EVIDENCE = frozenset({"compte_rendu", "signature"})


def materialize(connection: Connection, kind: str, thing: str, heads: Heads) -> None:
    """Write the row that these heads give, or remove it; a kind of a later version has none.

    A fact in place is never rewritten. One that was set aside goes, its author finds it in the
    tray; evidence stays even then: its table refuses any change (migration 0001).
    """
    spec = by_word(kind)
    if spec is None:
        return
    # What came before its insert waits for it, whether or not its kind could do without.
    row = _row(spec, thing, heads) if oplog.begun(connection, kind, thing) else None
    table = KIND_TABLES[kind]
    if row is not None:
        statement = insert(table).values(row)
        keep = statement.on_conflict_do_nothing()
        replace = statement.on_conflict_do_update(index_elements=["id"], set_=row)
        connection.execute(keep if spec.nature is Nature.FACT else replace)
    elif kind not in _EVIDENCE:
        connection.execute(delete(table).where(table.c.id == thing))


def _row(spec: KindSpec, thing: str, heads: Heads) -> dict[str, object] | None:
    if not heads.exists:
        return None
    try:
        built: object = from_values(spec.cls, thing, heads.values)
    except BadValueError:
        # Its insert has not arrived yet, or a later version shaped it otherwise: no row until then.
        return None
    return {f.name: to_value(getattr(built, f.name)) for f in spec.fields}
