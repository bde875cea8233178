"""The labels of ROME codes, in « Mon poste » of the gestionnaire: how many, since when, and the file that brings more.

Names: `rome_etat`, `rome_importer`, `rome_avance`, `rome_arreter`, `rome_note`.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.ui.desk import Desk
from desktop.ui.widgets.drop_zone import Wanted, ask_for_files
from desktop.ui.widgets.plain import button, label
from desktop.usecases import Changes, Work
from desktop.usecases.rome import (
    Ecart,
    EtatRome,
    ListeRome,
    comparer,
    dit,
    doubles_dits,
    etat,
    importer,
    lire_liste,
)
from plie import phrases

_WANTED = Wanted(
    "rome",
    "Fichier officiel des codes ROME",
    "Libellés des codes ROME",
    "Le fichier «\u00a0unix_referentiel_code_rome\u00a0» des données ouvertes de France Travail, en .csv ou en .xlsx. "
    "Un code que le fichier n’a pas garde son libellé\u202f; tout le PLIE reçoit la liste au prochain échange.",
    "Tableaux (*.csv *.xlsx *.txt)",
)


class RomeList(QWidget):
    """Reads the file in a child that can be stopped, then writes what is new at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop: Callable[[], None] = lambda: None
        self._state = label(name="rome_etat")
        self._import = button("Importer le fichier officiel…", picture="plus", name="rome_importer")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setObjectName("rome_avance")
        self._bar.setAccessibleName("Lecture du fichier")
        self._bar.setRange(0, 0)  # nobody knows how long
        self._halt = button("Arrêter", role="quiet", name="rome_arreter")
        self._note = label(role="strong", name="rome_note")
        self._lay_out()
        self._import.clicked.connect(self._choose)
        self._halt.clicked.connect(self._halt_now)
        self._rested("")

    def look(self) -> None:
        """Say again what is known."""
        self._desk.jobs.look(self, etat, self._show)

    def _show(self, known: EtatRome) -> None:
        if known.le is None or not known.nombre:
            self._state.setText("Aucun libellé\u00a0: les codes ROME se lisent sans leur métier.")
            return
        day = phrases.medium_date(known.le.astimezone(self._desk.referentiel.zone).date())
        one, twice = known.nombre == 1, doubles_dits(known.doubles)
        self._state.setText(
            f"{known.nombre}\u00a0{'libellé connu, importé' if one else 'libellés connus, importés'} le {day}."
            f"{' ' if twice else ''}{twice}"
        )

    def _halt_now(self) -> None:
        self._stop()

    def _choose(self) -> None:
        ask_for_files(self, lambda paths: self._read(paths[0]), several=False, wanted=_WANTED)

    def _read(self, path: Path) -> None:
        self._note.hide()
        self._set_busy(busy=True)
        self._stop = self._desk.jobs.run(
            self,
            lambda _tell, stopped: lire_liste(path, arrete=stopped),
            self._write,
            failed=self._failed,
        )

    def _write(self, read: ListeRome) -> None:
        brought: list[Ecart] = []

        def do(work: Work) -> Changes:
            brought.append(comparer(work.rows, read))
            return importer(work, brought[0])

        def done(_changes: Changes) -> None:
            self._rested(dit(brought[0]))
            self.look()

        self._desk.jobs.write(self, do, done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._rested(getattr(error, "phrase", ""))
        if not hasattr(error, "phrase"):
            self._desk.speak.refuse(error)

    def _rested(self, saying: str) -> None:
        self._note.setText(saying)
        self._note.setVisible(bool(saying))
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._halt.setVisible(busy)
        self._import.setEnabled(not busy)
        if busy:
            self._halt.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(_WANTED.title, role="heading"))
        column.addWidget(self._state)
        column.addWidget(label(_WANTED.hint, role="muted"))
        row = QHBoxLayout()
        row.addWidget(self._import)
        row.addWidget(self._bar, 1)
        row.addWidget(self._halt)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._note)
