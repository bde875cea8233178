"""The panel of the identity: who the person is, how they are reached, their situation (C5, C9-3-5).

Names: `modifier_situation`, `modifier_orientation`, `identite_<n>_<m>`.
"""

from PySide6.QtCore import Qt
from typing_extensions import override

from desktop.ui.panel import Panel
from desktop.ui.places import Name, Place
from desktop.ui.widgets.plain import button, label
from desktop.usecases.situation import Rubrique, vue
from plie.droits import may_write


class IdentitePanel(Panel):
    """Reads and leads to the form of the dossier administratif."""

    word = "identite"
    title = "Identité"

    @override
    def read(self) -> None:
        dossier, referentiel = self.dossier, self.desk.referentiel
        self.look(lambda rows: vue(rows, dossier, referentiel=referentiel), self._show)

    def _show(self, found: tuple[Rubrique, ...]) -> None:
        self.clear()
        self.leading(
            "Modifier le dossier administratif",
            Place(Name.SITUATION, self.dossier),
            name="modifier_situation",
        )
        self._lead_to_orientation()
        for n, rubrique in enumerate(found):
            if rubrique.lignes:
                self.column.addWidget(label(rubrique.titre, role="heading"))
            for m, (name, words) in enumerate(rubrique.lignes):
                line = label(f"{name}\u00a0: {words}", name=f"identite_{n}_{m}")
                self.column.addWidget(line)

    def _lead_to_orientation(self) -> None:
        """Coordination puts an orientation right too: it receives some."""
        leads = button("Modifier l’orientation", name="modifier_orientation")
        place = Place(Name.PRESCRIPTION, self.dossier)
        leads.clicked.connect(lambda: self.asked.emit(place))
        self.column.addWidget(leads, 0, Qt.AlignmentFlag.AlignLeft)
        leads.setVisible(may_write(self.desk.user.role, "patch", "prescription").allowed)
