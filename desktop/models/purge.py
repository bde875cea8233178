"""A dossier leaves this machine: nothing of it stays in the database, in one transaction.

Never before the store has taken all that was written of it here. What the store set aside goes too:
the store keeps its words, with their reason. Pages filed under no dossier stay.
"""

from datetime import timedelta
from typing import NamedTuple, cast

from sqlcipher3 import dbapi2

from desktop.models import holdings, saisies
from desktop.models.holdings import Etape
from desktop.models.unit_of_work import Work
from plie.droits import Reason
from plie.kinds import all_kinds

_TO_COME_BACK = timedelta(days=7)
# Theirs is the story of the leaving itself.
_KEPT = frozenset({"arrivage", "depart", "envoi_efface", "controle"})
# Set aside by this machine itself: the store never had these words.
_UNHEARD = (
    "SELECT 1 FROM op WHERE scope = ? AND op_id NOT IN (SELECT op_id FROM settled) "  # noqa: S608 - a code of ours
    f"AND fate = '{Reason.NE_PASSE_PAS.value}' LIMIT 1"
)
# The evidence: two triggers refuse that it goes. They stand again before the transaction ends.
_GUARDS = ("compte_rendu_conserve", "signature_conservee")


class _Table(NamedTuple):
    name: str
    columns: frozenset[str]


def held_back(work: Work, dossier: str) -> bool:
    """Tell whether something of a dossier must stay for now: not taken by the store, or being typed.

    Words left in a card are nowhere else: whoever left them has some days to come back to them.
    """
    ask = work.connection.exec_driver_sql
    left = saisies.last_of(work.connection, dossier)
    return (left is not None and work.now() - left < _TO_COME_BACK) or any(
        ask(query, (dossier,)).first() is not None
        for query in (
            "SELECT 1 FROM op WHERE scope = ? AND number IS NULL AND fate IS NULL LIMIT 1",
            _UNHEARD,
            "SELECT 1 FROM blob WHERE scope = ? AND NOT uploaded LIMIT 1",
            "SELECT 1 FROM en_cours JOIN entretien e ON e.id = entretien WHERE dossier = ? LIMIT 1",
            "SELECT 1 FROM saisie WHERE dossier = ? AND ouverte LIMIT 1",
        )
    )


def erase(work: Work, dossier: str) -> bool:
    """Erase a dossier from the database, unless something holds it back; the caller commits."""
    if held_back(work, dossier):
        return False
    raw = cast(dbapi2.Connection, work.connection.connection.driver_connection)
    raw.execute(
        "INSERT OR IGNORE INTO envoi_efface SELECT DISTINCT batch FROM op "
        "WHERE scope = ? AND batch IS NOT NULL",
        (dossier,),
    )
    count = erase_from(raw, dossier)
    at = work.now()
    holdings.give_up(work.connection, dossier)
    holdings.step(work.connection, dossier, Etape.EFFACE, at=at, ops=count, recu=work.new_id())
    for spec in all_kinds():
        work.moved(spec.word, dossier)
    return True


def erase_from(raw: dbapi2.Connection, dossier: str) -> int:
    """Erase a dossier from a database of any schema, in the transaction under way; return its ops."""
    tables = _tables(raw)
    count = len(raw.execute("SELECT seq FROM op WHERE scope = ?", (dossier,)).fetchall())
    guards = _lowered(raw)
    names = {table.name for table in tables}
    if "en_cours" in names:
        raw.execute(
            "DELETE FROM en_cours WHERE entretien IN (SELECT id FROM entretien WHERE dossier = ?)",
            (dossier,),
        )
    _hand_over_files(raw, dossier, tables)
    for table in tables:
        for column in ("dossier", "scope") if table.name != "personne" else ("id",):
            if column in table.columns:
                raw.execute(f'DELETE FROM "{table.name}" WHERE {column} = ?', (dossier,))  # noqa: S608 - names of our own tables
    for guard in guards:
        raw.execute(guard)
    return count


def holds(raw: dbapi2.Connection, dossier: str) -> bool:
    """Tell whether a database has anything of a dossier."""
    found = raw.execute(
        "SELECT 1 FROM op WHERE scope = ? UNION ALL SELECT 1 FROM blob WHERE scope = ? LIMIT 1",
        (dossier, dossier),
    )
    return found.fetchone() is not None


def _tables(raw: dbapi2.Connection) -> tuple[_Table, ...]:
    # The parts of a full-text table are its own affair.
    names = [
        name
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        if not name.startswith(("sqlite_", "recherche_")) and name not in _KEPT
    ]
    return tuple(
        _Table(
            name,
            frozenset(row[1] for row in raw.execute(f'PRAGMA table_info("{name}")').fetchall()),
        )
        for name in names
    )


def _lowered(raw: dbapi2.Connection) -> list[str]:
    """Lower the guards of the evidence, and return what raises them again."""
    marks = ", ".join("?" for _ in _GUARDS)
    found = raw.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name IN ({marks})",  # noqa: S608 - question marks
        _GUARDS,
    ).fetchall()
    for name, _ in found:
        raw.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in found]


def _hand_over_files(raw: dbapi2.Connection, dossier: str, tables: tuple[_Table, ...]) -> None:
    """Leave to another dossier the files that it names as well: one file is kept once."""
    columns = {table.name: table.columns for table in tables}
    for spec in all_kinds():
        for name in spec.blobs:
            if name not in columns.get(spec.word, ()):
                continue
            raw.execute(
                f"UPDATE blob SET scope = (SELECT dossier FROM {spec.word} "  # noqa: S608 - names of our own kinds
                f"WHERE {name} = blob.sha256 AND dossier <> ?1 LIMIT 1) "
                f"WHERE scope = ?1 AND sha256 IN "
                f"(SELECT {name} FROM {spec.word} WHERE dossier <> ?1)",
                (dossier,),
            )
