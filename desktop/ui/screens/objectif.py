"""An intermediate objective agreed with the person: its measure, its term, where it stands (C9-3-6)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from typing_extensions import override

from desktop.ui.field import Field
from desktop.ui.forms import etape as forms
from desktop.ui.places import Name, Place
from desktop.ui.screens.feuille import FeuilleHall
from desktop.usecases import Rows
from desktop.usecases.etapes import ouvrir_objectif
from desktop.usecases.feuilles import Feuille
from plie import etape as regles
from plie.kinds import Etape, Id, Objectif
from plie.objection import Objection

Opened = tuple[Feuille, tuple[Etape, ...]]


class ObjectifScreen(FeuilleHall[Opened]):
    """One objective of the dossier; its fields are named `objectif_<field>`."""

    name = "objectif"
    title = "Objectif"
    volet = "parcours"
    first = "intitule"

    @override
    def read(self, rows: Rows) -> Opened:
        return ouvrir_objectif(rows, self.dossier, self.id)

    @override
    def feuille_of(self, opened: Opened) -> Feuille:
        return opened[0]

    @override
    def fields(self, opened: Opened) -> tuple[Field, ...]:
        return forms.objectif(opened[1])

    @override
    def kept(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return {k: v or None if k == "etape" else v for k, v in values.items()}

    @override
    def judge(self, values: Mapping[str, object]) -> Sequence[Objection]:
        typed = Objectif(id=Id(self.id), dossier=Id(self.dossier))
        return regles.objections_objectif(replace(typed, **self.kept(values)))  # type: ignore[arg-type]  # the form's editors give these shapes

    @override
    def standing(self, asked: Place) -> Place:
        return Place(Name.OBJECTIF, self.id) if self.id else asked


class NouvelObjectif(ObjectifScreen):
    """An objective that is not written yet: left untouched, there is none."""

    title = "Nouvel objectif"

    @override
    def arrive(self, id_: str) -> None:
        self.begin(id_)
