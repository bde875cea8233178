"""The panel of work: the contracts, and whether the exit is positive today or on a day chosen."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.panel import Panel
from desktop.ui.typed_dates import Unreadable, read_date, show_date
from desktop.ui.widgets.plain import label
from desktop.usecases.sortie import Examen, examiner

_WIDTH = 120  # of a date, in pixels


class EmploiPanel(Panel):
    """Contracts above; below, the verdict of a day and each step of its reasoning."""

    word = "emploi"
    title = "Emploi et sortie"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("volet_emploi")
        self._on: date | None = None
        self._day = QLineEdit()
        self._day.setObjectName("sortie_le")
        self._day.setAccessibleName("Jour pour lequel la sortie est jugée")
        self._day.setFixedWidth(_WIDTH)
        self._told = label(role="objection", name="sortie_le_objection")
        self._told.hide()
        self._page = QVBoxLayout()
        self._lay_out()
        self._day.editingFinished.connect(self._choose)

    @override
    def stand_for(self, dossier: str) -> None:
        if dossier != self.dossier:
            self._on = None
            self._told.hide()
        super().stand_for(dossier)

    @override
    def read(self) -> None:
        dossier, referentiel = self.dossier, self.desk.referentiel
        on = self._on or self.desk.clock().date()
        self._day.setText(show_date(on))
        self.desk.jobs.look(
            self,
            lambda rows: examiner(rows, dossier, referentiel=referentiel, on=on),
            lambda found: self._show(dossier, found),
            failed=self._gone,
        )

    def _lay_out(self) -> None:
        asked = QHBoxLayout()
        asked.addWidget(label("Sortie, jugée au", role="heading"))
        asked.addWidget(self._day)
        asked.addWidget(self._told, 1)
        asked.addStretch(1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(8)
        column.addLayout(asked)
        column.addLayout(self._page)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("volet_emploi_page")
        scroll.setAccessibleName("Emploi et sortie")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)

    def _choose(self) -> None:
        today = self.desk.clock().date()
        try:
            chosen = read_date(self._day.text(), on=today)
        except Unreadable as problem:
            self._told.setText(problem.phrase)
            self._told.show()
            return
        self._told.hide()
        if chosen != (self._on or today):
            self._on = chosen
            self.read()

    def _show(self, dossier: str, found: Examen) -> None:
        if dossier != self.dossier:
            return
        _empty(self._page)
        if found.jugement is not None:
            verdict = found.jugement.verdict.label
            self._page.addWidget(label(verdict, role="strong", name="verdict"))
            for place, raison in enumerate(found.jugement.raisons):
                self._page.addWidget(label(raison, name=f"raison_{place}"))
        if found.pieces:
            self._page.addWidget(label("Pièces à demander", role="heading"))
            for place, piece in enumerate(found.pieces):
                self._page.addWidget(label(f"· {piece}", name=f"piece_{place}"))
        self._page.addWidget(label("Contrats de travail", role="heading"))
        if not found.emplois:
            self._page.addWidget(label("Aucun contrat n’est noté dans ce dossier.", role="muted"))
        for emploi in found.emplois:
            self._page.addWidget(label(emploi.titre, role="strong", name=f"emploi_{emploi.id}"))
            self._page.addWidget(label(emploi.detail, role="muted"))

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
