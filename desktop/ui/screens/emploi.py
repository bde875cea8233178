"""A work contract: type, dates, hours, employer, and the follow-up in employment (P7, C9-3-6)."""

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.forms import emploi as forms
from desktop.ui.places import Name
from desktop.ui.screens.fiche import FicheHall, Modele
from plie.emploi import objections_emploi
from plie.kinds import Emploi

_CONSENT, _CONSENT_ON = "accord_contact", "accord_contact_le"
_MODELE = Modele(
    word="emploi",
    cls=Emploi,
    title="Contrat de travail",
    place=Name.EMPLOI,
    panel="emploi",
    fields=forms.FIELDS,
    question="Retirer ce contrat\u202f?",
    objections=lambda values, _on: objections_emploi(values),
    to_form=forms.to_form,
    from_form=forms.from_form,
)


class EmploiScreen(FicheHall):
    """The answer about contacting the employer is dated of the day it is given, unless told otherwise."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _MODELE, parent)
        self.form.edited.connect(self._date_consent)

    def _date_consent(self, name: str) -> None:
        values = self.form.values()
        if name == _CONSENT and values.get(_CONSENT) and values.get(_CONSENT_ON) is None:
            self.form.propose(_CONSENT_ON, self.desk.clock().date())


class NouvelEmploi(EmploiScreen):
    """Begins a contract in a dossier with the first words typed of it."""

    begins = True
