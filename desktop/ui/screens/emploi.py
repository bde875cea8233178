"""A work contract: type, dates, hours, employer, and the follow-up in employment (P7, C9-3-6)."""

from collections.abc import Mapping, Sequence

from typing_extensions import override

from desktop.ui.binding import Field, Form
from desktop.ui.forms.emploi import FIELDS
from desktop.ui.places import Name, Place
from desktop.ui.screens.feuille import FeuilleHall
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.emplois import ouvrir_emploi, retirer
from desktop.usecases.feuilles import Feuille
from plie.emploi import objections_emploi
from plie.entretien import Objection
from plie.kinds import Emploi

_CONSENT, _CONSENT_ON = "accord_contact", "accord_contact_le"


class EmploiScreen(FeuilleHall[Feuille]):
    """The answer about contacting the employer is dated of the day it is given, unless told otherwise."""

    name = "emploi"
    title = "Contrat de travail"
    volet = "emploi"
    first = "type"
    question = "Retirer ce contrat\u202f?"

    @override
    def read(self, rows: Rows) -> Feuille:
        return ouvrir_emploi(rows, self.dossier, self.id)

    @override
    def feuille_of(self, opened: Feuille) -> Feuille:
        return opened

    @override
    def fields(self, opened: Feuille) -> tuple[Field, ...]:
        return FIELDS

    @override
    def dress(self, form: Form, opened: Feuille) -> None:
        form.edited.connect(self._date_consent)

    @override
    def judge(self, values: Mapping[str, object]) -> Sequence[Objection]:
        return objections_emploi(values)

    @override
    def remove(self, work: Work, seen: Mapping[str, tuple[str, ...]]) -> Changes:
        return retirer(work, Emploi, self.id, seen=seen)

    @override
    def standing(self, asked: Place) -> Place:
        return Place(Name.EMPLOI, self.id) if self.id else asked

    def _date_consent(self, name: str) -> None:
        values = self.form.values() if self.form is not None else {}
        answered = values.get(_CONSENT) is not None
        if self.form and name == _CONSENT and answered and values.get(_CONSENT_ON) is None:
            self.form.propose(_CONSENT_ON, self.desk.clock().date())


class NouvelEmploi(EmploiScreen):
    """A contract that is not written yet: left untouched, there is none."""

    @override
    def arrive(self, id_: str) -> None:
        self.begin(id_)
