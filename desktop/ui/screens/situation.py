"""The dossier administratif: everything but the identity, in one form saved by itself (C5, C9-3-5).

Names: `situation_<field>`, those of the coordonnées after `ou.`, those of the parcours after `parcours.`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.forms import rome
from desktop.ui.forms import situation as forms
from desktop.ui.places import Place
from desktop.ui.screens.feuille import FeuilleHall
from desktop.ui.widgets.plain import label
from desktop.usecases import Rows
from desktop.usecases.feuilles import Feuille
from desktop.usecases.situation import (
    PARTICIPATION,
    PREFIXE,
    PREFIXE_PARCOURS,
    completer,
    ouvrir,
)
from plie import niveau, phrases
from plie.kinds import Parcours
from plie.objection import Objection
from plie.participation import objections as contre_participation
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
        return ouvrir(rows, self.dossier, referentiel=self.desk.referentiel)

    @override
    def feuille_of(self, opened: Feuille) -> Feuille:
        return opened

    @override
    def fields(self, opened: Feuille) -> tuple[Field, ...]:
        return forms.fields(self.desk.referentiel, parcours=_has_parcours(opened))

    @override
    def dress(self, form: Form, opened: Feuille) -> None:
        form.set_below(f"{PREFIXE}qpv_source", label("Situation", role="heading"))
        rules = self.desk.referentiel.participation
        if rules is not None and _has_parcours(opened):
            title = f"{rules.libelle}{phrases.cited(rules.article)}"
            form.set_below(forms.LAST, label(title, role="heading"))
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
        ours = [replace(o, field=PREFIXE + o.field) if o.field in _OURS else o for o in found]
        part = {name: str(known.get(PREFIXE_PARCOURS + name, "")) for name in PARTICIPATION}
        accompanies = contre_participation(self.desk.referentiel.participation, **part)
        return [*ours, *(replace(o, field=PREFIXE_PARCOURS + o.field) for o in accompanies)]

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


def _has_parcours(opened: Feuille) -> bool:
    """Whether how the person takes part may be said: there is a parcours, and several ways of it."""
    return any(partie.cls is Parcours for partie in opened.parties)
