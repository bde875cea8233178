"""Équipe: the state of each caseload, by name; figures about files, never a ranking of people."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.screen import Screen
from desktop.ui.tables import Column, TableModel
from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.lists import Table
from desktop.ui.widgets.plain import label
from desktop.usecases import Changes
from desktop.usecases.revue import LigneEquipe, equipe

_COLUMNS = (
    Column[LigneEquipe]("Accompagnateur·rice", text=lambda x: x.accompagnateur),
    Column[LigneEquipe](
        "Dossiers", text=lambda x: str(x.dossiers), key=lambda x: x.dossiers, figures=True
    ),
    Column[LigneEquipe](
        "Comptes-rendus signés", text=lambda x: str(x.signes), key=lambda x: x.signes, figures=True
    ),
    Column[LigneEquipe](
        "À signer", text=lambda x: str(x.a_signer), key=lambda x: x.a_signer, figures=True
    ),
)


class Equipe(Screen):
    """One table."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("equipe")
        self._rows = TableModel(_COLUMNS, identity=lambda line: line.accompagnateur)
        self._table = Table("equipe_table", self._rows)
        self._table.setAccessibleName("Dossiers par accompagnateur·rice")
        self._states = States(self._table, "equipe_etats")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(label("Équipe", role="title"))
        column.addWidget(self._states, 1)

    @override
    def arrive(self, id_: str) -> None:
        self.desk.jobs.look(self, equipe, self._show)

    @override
    def refresh(self, changes: Changes) -> None:
        if changes:
            self.desk.jobs.look(self, equipe, self._show)

    def _show(self, lines: tuple[LigneEquipe, ...]) -> None:
        if not lines:
            self._states.show_empty("Aucun dossier reçu.", picture="equipe")
            return
        self._rows.set_rows(lines)
        self._table.resizeColumnsToContents()
        self._states.show_content()
