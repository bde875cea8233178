"""A save of an entretien: encrypted, merged, queued, beside the same bytes in a plain SQLite."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from sqlalchemy import Column, MetaData, Table, Text, bindparam, create_engine, insert, update
from sqlalchemy.pool import StaticPool

from bench.measure import Measure, medians_ms
from bench.vaults import vault
from desktop.models.vault import Vault
from plie.kinds import Entretien, Personne

_TIMES, _ALLOWED = 200, 2
_TEXT = "Le point est fait sur les démarches engagées depuis la dernière rencontre. " * 25


def measures() -> Iterator[Measure]:
    """One keystroke's pause: the row and its operation, durable."""
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as folder, vault() as opened:
        peer = _Plain(Path(folder) / "plain.db")
        ours, plain = medians_ms(_saver(opened), peer, times=_TIMES)
        peer.close()
    against = f"{_ALLOWED} × the same through SQLAlchemy on a plain SQLite"
    yield Measure("save", ours, _ALLOWED * plain, "ms", against)


def _saver(opened: Vault) -> Callable[[], None]:
    with opened.work() as work:
        personne = Personne(id=work.new_id(), prenoms="Zoé")
        entretien = Entretien(id=work.new_id(), dossier=personne.id)
        work.insert(personne)
        work.insert(entretien)
        work.commit()
    shown: dict[str, tuple[str, ...]] = {}
    numbers = count()

    def save() -> None:
        with opened.work() as work:
            text = f"{_TEXT}{next(numbers)}"
            # As a form does: it shows from then on what it wrote.
            shown["contenu"] = (work.patch(Entretien, entretien.id, shown, contenu=text),)
            work.commit()

    return save


class _Plain:
    """The same durable work through the same library: one row, one line of a log; no key, no merge."""

    def __init__(self, path: Path) -> None:
        self._base = create_engine(
            "sqlite://",
            creator=lambda: sqlite3.connect(path, isolation_level=None),
            isolation_level="AUTOCOMMIT",
            poolclass=StaticPool,
        )
        with self._base.connect() as connection:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            _METADATA.create_all(connection)
            connection.execute(insert(_ROW), {"id": "e", "contenu": ""})
            connection.execute(insert(_LOG), {"id": "e", "contenu": ""})
        self._numbers = count()

    def __call__(self) -> None:
        values = {"this": "e", "contenu": f"{_TEXT}{next(self._numbers)}"}
        with self._base.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.execute(_SAVE_ROW, values)
            connection.execute(_SAVE_LOG, values)
            connection.exec_driver_sql("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._base.dispose()


_METADATA = MetaData()
_ROW, _LOG = (
    Table(name, _METADATA, Column("id", Text, primary_key=True), Column("contenu", Text))
    for name in ("entretien", "op")
)
_SAVE_ROW, _SAVE_LOG = (
    update(table).where(table.c.id == bindparam("this")).values(contenu=bindparam("contenu"))
    for table in (_ROW, _LOG)
)
