"""The orientation of a candidature, put right after it was received: saved by itself (C9-3-1).

Names: `prescription_<field>`, those of a reprise after `parcours.`; `prescription_figee`. One goes back to where one came from.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.bound import Seen
from desktop.ui.desk import Desk
from desktop.ui.field import Field
from desktop.ui.places import Name, Place, parted, side
from desktop.ui.screens.feuille import FeuilleHall
from desktop.ui.widgets.plain import label
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.feuilles import Feuille, Partie
from desktop.usecases.prescription import (
    PREFIXE,
    PrescriptionOuverte,
    completer,
    enregistrer,
    objections,
    ouvrir,
)
from plie.objection import Objection


class PrescriptionScreen(FeuilleHall[PrescriptionOuverte]):
    """Who sent the person is said on the candidature, from the directory."""

    name = "prescription"
    title = "Orientation"
    volet = "identite"
    first = "recue_le"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._from = ""
        self._closed = label(name="prescription_figee")
        self._closed.hide()
        self.above.addWidget(self._closed)

    @override
    def arrive(self, id_: str) -> None:
        dossier, self._from = parted(id_)
        if self._from:
            self.back.setText("Revenir aux candidatures")
            self.back.setToolTip("Revenir aux candidatures (Échap)")
        self.begin(dossier)

    @override
    def read(self, rows: Rows) -> PrescriptionOuverte:
        return ouvrir(rows, self.dossier, on=self.desk.clock().date())

    @override
    def feuille_of(self, opened: PrescriptionOuverte) -> Feuille:
        return opened.feuille

    @override
    def fields(self, opened: PrescriptionOuverte) -> tuple[Field, ...]:
        return _fields(opened)

    @override
    def dress(self, form: Form, opened: PrescriptionOuverte) -> None:
        if opened.reprise:
            form.set_below("freins", label("Reprise d’un protocole antérieur", role="heading"))

    @override
    def follow(self) -> None:
        closed = self.opened.figee if self.opened else ""
        self._closed.setText(closed)
        self._closed.setVisible(bool(closed))
        if self.form is not None:
            self.form.setEnabled(not closed)

    @override
    def kept(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return completer(values)

    @override
    def judge(self, values: Mapping[str, object]) -> Sequence[Objection]:
        return objections(values, on=self.desk.clock().date())

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
    def leave(self) -> None:
        if self._from:
            self.left.emit(Place(Name.CANDIDATURES, self.dossier))
        else:
            super().leave()

    @override
    def standing(self, asked: Place) -> Place:
        dossier = self.dossier or asked.id
        return Place(Name.PRESCRIPTION, side(dossier, self._from) if self._from else dossier)


def _fields(opened: PrescriptionOuverte) -> tuple[Field, ...]:
    again = (
        Field(f"{PREFIXE}integre_le", "Intégré·e à l’origine le", "date"),
        Field(f"{PREFIXE}reprise_decision", "Décision qui liste la reprise", "line", beside=True),
        Field(f"{PREFIXE}protocole_anterieur", "Protocole antérieur", "line"),
    )
    return (
        Field("recue_le", "Orientation reçue le", "date", help="auj., hier, 12/7…"),
        Field(
            "orientee_le", "Orientée le", "date", beside=True, help="L’âge d’alors choisit le lot."
        ),
        Field("origine", "Origine", "choice", options=opened.origines, beside=True),
        Field("motif", "Motif de l’orientation", "text"),
        Field("pre_diagnostic", "Pré-diagnostic", "text"),
        Field("projet", "Projet de la personne", "text"),
        Field("freins", "Freins signalés", "lines", help="Un par ligne."),
        *(again if opened.reprise else ()),
    )
