"""The alerts of the parcours: its étapes run out, its decisions fall due (C7, C7-2, C9-1, P5)."""

from collections.abc import Iterator
from datetime import date

from plie import phrases_alertes as phrases
from plie.alertes.alerte import Alerte, alerte, held_after, held_from
from plie.alertes.horloge import horloge
from plie.alertes.vue import Activite, Vue
from plie.phrases_alertes import Depart
from plie.regles.alertes import RegleAlerte
from plie.vocabulaire import CodeAlerte, EtatParcours
from plie.vocabulaire_dossier import MotifReexamen

_ACCOMPAGNE = (EtatParcours.INTEGRE, EtatParcours.SUSPENDU)


def sans_etape_2_mois(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a person who does nothing: no étape, no work contract (C7-2A)."""
    done = [activite for activite in vue.activites if activite.debut is not None]
    if any(activite.fin is None for activite in done):
        return
    ends = (activite.fin for activite in done if activite.fin is not None)
    clock = horloge(vue, max(ends, default=None), Depart.ETAPE)
    if clock is None:
        return
    due = regle.due(clock.start)
    tenue = held_after(regle, due, on=vue.on)
    if tenue:
        phrase = phrases.sans_etape(clock.start, clock.depart, regle, due=due, on=vue.on)
        yield alerte(regle, tenue, phrase)


def hors_parcours_6_mois(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a person without justified follow-up, or without étape (C9-1, C7-2A)."""
    signed = (e.date for e in vue.entretiens if vue.signed(e))
    met = horloge(vue, max(signed, default=None), Depart.ENTRETIEN)
    days = (day for activite in vue.activites for day in _days(activite, vue.on))
    busy = horloge(vue, max(days, default=None), Depart.ETAPE)
    if met is None or busy is None:
        return
    due = min(regle.due(met.start), regle.due(busy.start))
    tenue = held_from(regle, due, on=vue.on)
    if tenue is None:
        return
    if due == regle.due(met.start):
        phrase = phrases.hors_parcours_entretien(met.start, met.depart, regle, due=due)
        yield alerte(regle, tenue, phrase, inclut=(CodeAlerte.SANS_ENTRETIEN_2_MOIS,))
    else:
        phrase = phrases.hors_parcours_etape(busy.start, busy.depart, regle, due=due)
        yield alerte(regle, tenue, phrase)


def trois_ans(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a parcours that reaches its longest; its suspensions count (P5, C7-2B)."""
    joined = vue.integration
    if joined is None or vue.suivi.etat not in _ACCOMPAGNE:
        return
    due = regle.due(joined)
    cleared = any(
        reexamen.motif == MotifReexamen.TROIS_ANS
        and regle.cleared_from(due) <= reexamen.date <= vue.on
        for reexamen in vue.suivi.reexamens
    )
    tenue = None if cleared else held_from(regle, due, on=vue.on)
    if tenue:
        phrase = phrases.trois_ans(joined, regle, due=due, on=vue.on)
        yield alerte(regle, tenue, vue.mots.dire(phrase))


def diagnostic_renforce(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a diagnostic that must come back before the Commission (C7)."""
    decided = vue.suivi.diagnostic_renforce_le
    if vue.suivi.etat is not EtatParcours.DIAGNOSTIC_RENFORCE or decided is None:
        return
    due = regle.due(decided)
    tenue = held_after(regle, due, on=vue.on)
    if tenue and decided <= vue.on:
        phrase = phrases.diagnostic_renforce(decided, due=due, on=vue.on)
        yield alerte(regle, tenue, vue.mots.dire(phrase))


def reexamen_du(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of the next réexamen, at the date set by the last (C7)."""
    due = vue.suivi.prochain_reexamen
    if vue.suivi.etat not in _ACCOMPAGNE or due is None:
        return
    tenue = held_from(regle, due, on=vue.on)
    if tenue:
        yield alerte(regle, tenue, vue.mots.dire(phrases.reexamen_du(due, on=vue.on)))


def suspension_finie(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a suspension whose end is past, the person still suspended (C7)."""
    due = _suspended_until(vue)
    if vue.suivi.etat is not EtatParcours.SUSPENDU or due is None:
        return
    tenue = held_after(regle, due, on=vue.on)
    if tenue:
        yield alerte(regle, tenue, vue.mots.dire(phrases.suspension_finie(due, on=vue.on)))


def acte_a_signer(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of an acte d’engagement that not all parties signed (C7-1)."""
    joined = vue.integre
    if joined is None or vue.past(vue.suivi.acte_signe_le):
        return
    due = regle.due(joined)
    tenue = held_after(regle, due, on=vue.on)
    if tenue:
        yield alerte(regle, tenue, vue.mots.dire(phrases.acte_a_signer(joined, due=due)))


def _days(activite: Activite, on: date) -> Iterator[date]:
    """Yield the days on which an activity was proposed, and last under way."""
    if activite.proposee_le is not None:
        yield activite.proposee_le
    if activite.debut is not None:
        yield activite.fin or on


def _suspended_until(vue: Vue) -> date | None:
    if vue.suivi.suspendu_jusqu_au is not None:
        return vue.suivi.suspendu_jusqu_au
    begun = [s for s in vue.suivi.suspensions if s.debut <= vue.on]
    return max(begun, key=lambda s: s.debut).fin if begun else None
