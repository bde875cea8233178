"""The panel of the identity: who the person is, how they are reached, their situation (C5, C9-3-5).

Names: `modifier_situation`, `identite_<n>_<m>`.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.panel import Panel
from desktop.ui.places import Name, Place
from desktop.ui.widgets.panel_page import PanelPage
from desktop.ui.widgets.plain import button, label
from desktop.usecases.situation import Rubrique, vue
from plie.vocabulaire import Role


class IdentitePanel(Panel):
    """Reads and leads to the form of the dossier administratif."""

    word = "identite"
    title = "Identité"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("volet_identite")
        self._writes = desk.user.role == Role.ACCOMPAGNATEUR
        self._page = PanelPage("volet_identite_page", "Identité")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._page)

    @override
    def read(self) -> None:
        dossier, referentiel = self.dossier, self.desk.referentiel
        self.desk.jobs.look(
            self,
            lambda rows: vue(rows, dossier, referentiel=referentiel),
            lambda found: self._show(dossier, found),
            failed=self._gone,
        )

    def _show(self, dossier: str, found: tuple[Rubrique, ...]) -> None:
        if dossier != self.dossier:
            return
        self._page.clear()
        leads = button("Modifier le dossier administratif", name="modifier_situation")
        leads.clicked.connect(lambda: self.asked.emit(Place(Name.SITUATION, dossier)))
        self._page.column.addWidget(leads, 0, Qt.AlignmentFlag.AlignLeft)
        leads.setVisible(self._writes)
        for n, rubrique in enumerate(found):
            if rubrique.lignes:
                self._page.column.addWidget(label(rubrique.titre, role="heading"))
            for m, (name, words) in enumerate(rubrique.lignes):
                line = label(f"{name}\u00a0: {words}", name=f"identite_{n}_{m}")
                self._page.column.addWidget(line)

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, KeyError):
            self.desk.speak.refuse(error)
