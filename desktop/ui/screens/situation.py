"""The dossier administratif: everything but the identity, in one form saved by itself (C5, C9-3-5).

Names: `situation_<field>`, those of the coordonnées after `ou.`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from typing_extensions import override

from desktop.ui.binding import Field, Form
from desktop.ui.forms import rome
from desktop.ui.forms import situation as forms
from desktop.ui.places import Place
from desktop.ui.screens.feuille import FeuilleHall
from desktop.ui.widgets.plain import label
from desktop.usecases import Rows
from desktop.usecases.feuilles import Feuille
from desktop.usecases.situation import PREFIXE, completer, ouvrir
from plie import niveau
from plie.entretien import Objection
from plie.situation import objections

_OURS = ("commune", "qpv_generation", "qpv_le", "qpv_source")
# Each level, and what it proposes in the other nomenclature while that one is empty.
_LEVELS = {"niveau_ancien": ("niveau", niveau.cadre), "niveau": ("niveau_ancien", niveau.ancien)}


class SituationScreen(FeuilleHall[Feuille]):
    """A level in one nomenclature proposes the other; a commune gives its INSEE code."""

    name = "situation"
    title = "Dossier administratif"
    volet = "identite"
    first = f"{PREFIXE}adresse"

    @override
    def arrive(self, id_: str) -> None:
        self.begin(id_)

    @override
    def read(self, rows: Rows) -> Feuille:
        return ouvrir(rows, self.dossier)

    @override
    def feuille_of(self, opened: Feuille) -> Feuille:
        return opened

    @override
    def fields(self, opened: Feuille) -> tuple[Field, ...]:
        return forms.fields(self.desk.referentiel)

    @override
    def dress(self, form: Form, opened: Feuille) -> None:
        form.set_below(f"{PREFIXE}qpv_source", label("Situation", role="heading"))
        form.edited.connect(self._propose)
        rome.follow(form, self.desk, "metiers_rome")
        form.set_below("metiers_rome", rome.RomeSearch(form, self.desk, "metiers_rome"))

    @override
    def kept(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return completer(values)

    @override
    def judge(self, values: Mapping[str, object]) -> Sequence[Objection]:
        known = completer(values)
        codes = known.get("metiers_rome")
        found = objections(
            metiers_rome=codes if isinstance(codes, tuple) else (),
            niveau=str(known.get("niveau", "")),
            niveau_ancien=str(known.get("niveau_ancien", "")),
            commune=str(known.get(f"{PREFIXE}commune", "")),
            commune_insee=str(known.get(f"{PREFIXE}commune_insee", "")),
            qpv={n.removeprefix(PREFIXE): v for n, v in known.items() if n.startswith(PREFIXE)},
            adhesion=self.desk.referentiel.adhesion,
        )
        return [replace(o, field=PREFIXE + o.field) if o.field in _OURS else o for o in found]

    @override
    def standing(self, asked: Place) -> Place:
        return Place(asked.name, self.dossier or asked.id)

    def _propose(self, field: str) -> None:
        if self.form is None or field not in _LEVELS:
            return
        values = self.form.values()
        other, convert = _LEVELS[field]
        proposed = convert(str(values.get(field, "")))
        if proposed and not values.get(other):
            self.form.propose(other, proposed)
