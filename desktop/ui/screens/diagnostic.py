"""The diagnostic: conditions answered and argued, criteria, flags, what the AE makes of it (P5, C5, C9-3-5).

Names: `diagnostic_<field>`, where the fields of a condition begin with its code and a dot; `diagnostic_ages`.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.bound import Seen
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.forms import diagnostic as forms
from desktop.ui.places import Place
from desktop.ui.screens.feuille import FeuilleHall
from desktop.ui.widgets.plain import label
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.diagnostic import DiagnosticOuvert, enregistrer, ouvrir
from desktop.usecases.feuilles import Feuille, Partie

_ANSWER = ".reponse"


class DiagnosticScreen(FeuilleHall[DiagnosticOuvert]):
    """The diagnostic of a dossier; one more préconisation is always ready to be written."""

    name = "diagnostic"
    title = "Diagnostic"
    volet = "diagnostic"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._frozen = label(name="diagnostic_fige")
        self._frozen.hide()
        self.above.addWidget(self._frozen)

    @override
    def arrive(self, id_: str) -> None:
        self.begin(id_)

    @override
    def read(self, rows: Rows) -> DiagnosticOuvert:
        return ouvrir(
            rows, self.dossier, referentiel=self.desk.referentiel, on=self.desk.clock().date()
        )

    @override
    def feuille_of(self, opened: DiagnosticOuvert) -> Feuille:
        return opened.feuille

    @override
    def fields(self, opened: DiagnosticOuvert) -> tuple[Field, ...]:
        found = forms.fields(opened, self.desk.referentiel)
        self.first = found[0].name if found else ""
        return found

    @override
    def follow(self) -> None:
        self._frozen.setText(self.opened.fige if self.opened else "")
        self._frozen.setVisible(bool(self._frozen.text()))

    @override
    def write(
        self,
        work: Work,
        dossier: str,
        parties: Sequence[Partie],
        values: Mapping[str, object],
        seen: Mapping[str, Seen],
    ) -> Changes:
        on = self.desk.clock().date()
        return enregistrer(work, dossier, parties, values=values, seen=seen, on=on)

    @override
    def dress(self, form: Form, opened: DiagnosticOuvert) -> None:
        for field, title in forms.headings(opened):
            form.set_below(field, label(title, role="heading"))
        for asked in (*opened.conditions, *opened.criteres):
            # Read alone, « Argument » would not say of what.
            argument = form.editor(f"{asked.prefixe}argument")
            argument.setAccessibleName(f"Argument\u00a0: {asked.libelle}")

    @override
    def kept(self, values: Mapping[str, object]) -> Mapping[str, object]:
        # An answer is of the day it is given.
        today = self.desk.clock().date()
        days = {
            f"{name.removesuffix(_ANSWER)}.verifiee_le": today if value is not None else None
            for name, value in values.items()
            if name.endswith(_ANSWER)
        }
        return {**values, **days}

    @override
    def standing(self, asked: Place) -> Place:
        return Place(asked.name, self.dossier or asked.id)
