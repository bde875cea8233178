"""A competence acquired, and the étape or the job that proved it: the livret de compétences, line by line (C9-3-5)."""

from collections.abc import Mapping

from typing_extensions import override

from desktop.ui.field import Field
from desktop.ui.forms import etape as forms
from desktop.ui.places import Name, Place
from desktop.ui.screens.feuille import FeuilleHall
from desktop.usecases import Rows
from desktop.usecases.etapes import CompetenceOuverte, ouvrir_competence
from desktop.usecases.feuilles import Feuille

_TIES = ("etape", "emploi")


class CompetenceScreen(FeuilleHall[CompetenceOuverte]):
    """One competence of the dossier; its fields are named `competence_<field>`."""

    name = "competence"
    title = "Compétence"
    volet = "parcours"
    first = "intitule"

    @override
    def read(self, rows: Rows) -> CompetenceOuverte:
        return ouvrir_competence(rows, self.dossier, self.id)

    @override
    def feuille_of(self, opened: CompetenceOuverte) -> Feuille:
        return opened.feuille

    @override
    def fields(self, opened: CompetenceOuverte) -> tuple[Field, ...]:
        return forms.competence(opened)

    @override
    def kept(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return {k: v or None if k in _TIES else v for k, v in values.items()}

    @override
    def standing(self, asked: Place) -> Place:
        return Place(Name.COMPETENCE, self.id) if self.id else asked


class NouvelleCompetence(CompetenceScreen):
    """A competence that is not written yet: left untouched, there is none."""

    title = "Nouvelle compétence"

    @override
    def arrive(self, id_: str) -> None:
        self.begin(id_)
