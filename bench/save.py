"""A save of an entretien: encrypted, merged, queued, beside the same bytes in a plain SQLite."""

import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from bench.measure import Measure, median_ms
from bench.vaults import vault
from plie.kinds import Entretien, Personne

_TIMES, _ALLOWED = 200, 2
_TEXT = "Le point est fait sur les démarches engagées depuis la dernière rencontre. " * 25


def measures() -> Iterator[Measure]:
    """One keystroke's pause: the row and its operation, durable."""
    with tempfile.TemporaryDirectory(prefix="permanence-bench-") as folder:
        plain = median_ms(_plain(Path(folder)), _TIMES)
    with vault() as opened:
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

        ours = median_ms(save, _TIMES)
    yield Measure("save", ours, _ALLOWED * plain, "ms", f"{_ALLOWED} × plain SQLite")


def _plain(folder: Path) -> "_Plain":
    return _Plain(folder / "plain.db")


class _Plain:
    """The same durable work by hand: one row, one line of a log, no key and no merge."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            self._base.execute(f"PRAGMA {pragma}")
        self._base.execute("CREATE TABLE entretien (id TEXT PRIMARY KEY, contenu TEXT)")
        self._base.execute("CREATE TABLE op (seq INTEGER PRIMARY KEY, id TEXT, fields TEXT)")
        self._base.execute("INSERT INTO entretien VALUES ('e', '')")
        self._base.execute("INSERT INTO op VALUES (1, 'e', '')")
        self._numbers = count()

    def __call__(self) -> None:
        text = f"{_TEXT}{next(self._numbers)}"
        self._base.execute("BEGIN IMMEDIATE")
        self._base.execute("UPDATE entretien SET contenu = ? WHERE id = 'e'", (text,))
        self._base.execute("UPDATE op SET fields = ? WHERE seq = 1", (text,))
        self._base.execute("COMMIT")
