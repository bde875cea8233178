"""A certification obtained, and the follow-up that comes after it (P7, C2)."""

from collections.abc import Mapping, Sequence

from typing_extensions import override

from desktop.ui.field import Field
from desktop.ui.forms.certification import FIELDS
from desktop.ui.places import Name, Place
from desktop.ui.screens.feuille import FeuilleHall
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.emplois import ouvrir_certification, retirer
from desktop.usecases.feuilles import Feuille
from plie.emploi import objections_certification
from plie.kinds import CertificationObtenue
from plie.objection import Objection


class CertificationScreen(FeuilleHall[Feuille]):
    """The contract’s little sister."""

    name = "certification"
    title = "Certification"
    volet = "emploi"
    first = "nature"
    question = "Retirer cette certification\u202f?"

    @override
    def read(self, rows: Rows) -> Feuille:
        return ouvrir_certification(rows, self.dossier, self.id)

    @override
    def feuille_of(self, opened: Feuille) -> Feuille:
        return opened

    @override
    def fields(self, opened: Feuille) -> tuple[Field, ...]:
        return FIELDS

    @override
    def judge(self, values: Mapping[str, object]) -> Sequence[Objection]:
        return objections_certification(values, on=self.desk.clock().date())

    @override
    def remove(self, work: Work, seen: Mapping[str, tuple[str, ...]]) -> Changes:
        return retirer(work, CertificationObtenue, self.id, seen=seen)

    @override
    def standing(self, asked: Place) -> Place:
        return Place(Name.CERTIFICATION, self.id) if self.id else asked


class NouvelleCertification(CertificationScreen):
    """A certification that is not written yet: left untouched, there is none."""

    @override
    def arrive(self, id_: str) -> None:
        self.begin(id_)
