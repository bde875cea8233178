"""The panel of the identity: who the person is, how they are reached, their situation (C5, C9-3-5).

Names: `modifier_situation`, `modifier_orientation`, `identite_<n>_<m>`.
"""

from typing_extensions import override

from desktop.ui.panel import Panel
from desktop.ui.places import Name, Place
from desktop.ui.widgets.plain import label
from desktop.usecases.situation import Rubrique, vue


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
            kind="situation",
        )
        self.leading(
            "Modifier l’orientation",
            Place(Name.PRESCRIPTION, self.dossier),
            name="modifier_orientation",
            kind="prescription",
        )
        for n, rubrique in enumerate(found):
            if rubrique.lignes:
                self.column.addWidget(label(rubrique.titre, role="heading"))
            for m, (name, words) in enumerate(rubrique.lignes):
                line = label(f"{name}\u00a0: {words}", name=f"identite_{n}_{m}")
                self.column.addWidget(line)
