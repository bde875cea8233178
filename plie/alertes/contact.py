"""The alerts of the link with the person: entretiens held, comptes-rendus to sign (C9-3-6, C7-2A)."""

from collections.abc import Iterator

from plie import phrases_alertes as phrases
from plie.alertes.alerte import Alerte, alerte, held_after, held_from
from plie.alertes.horloge import horloge
from plie.alertes.vue import Vue
from plie.phrases_alertes import Depart
from plie.regles.alertes import RegleAlerte
from plie.vocabulaire import CodeAlerte, EtatCompteRendu, EtatParcours, Modalite, NatureEntretien

_FINALISED = (EtatCompteRendu.FINALISE, EtatCompteRendu.SIGNE)


def entretien_mensuel(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the reminder of the monthly entretien in presence (C9-3-6)."""
    met = (e.date for e in vue.entretiens if e.modalite == Modalite.PHYSIQUE)
    clock = horloge(vue, max(met, default=None), Depart.ENTRETIEN)
    if clock is None:
        return
    due = regle.due(clock.start)
    tenue = held_after(regle, due, on=vue.on)
    if tenue:
        phrase = phrases.entretien_mensuel(clock.start, clock.depart, due=due, on=vue.on)
        yield alerte(regle, tenue, phrase)


def sans_entretien_2_mois(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a person whom no one has met, by any means (C7-2A, C9-3-3)."""
    clock = horloge(vue, max((e.date for e in vue.entretiens), default=None), Depart.ENTRETIEN)
    if clock is None:
        return
    due = regle.due(clock.start)
    tenue = held_after(regle, due, on=vue.on)
    if tenue:
        phrase = phrases.sans_entretien(clock.start, clock.depart, regle, due=due, on=vue.on)
        yield alerte(regle, tenue, phrase, inclut=(CodeAlerte.ENTRETIEN_MENSUEL,))


def cr_a_signer(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield one alert per compte-rendu that waits for its signatures for too long (C9-3-6)."""
    if vue.suivi.etat is EtatParcours.SORTI:
        return
    for entretien in vue.entretiens:
        finalised = entretien.finalise_le
        if (
            finalised is None
            or finalised > vue.on
            or entretien.etat not in _FINALISED
            or entretien.refus_signature
            or vue.signed(entretien)
        ):
            continue
        due = regle.due(finalised)
        tenue = held_after(regle, due, on=vue.on)
        if tenue:
            phrase = phrases.cr_a_signer(entretien.date, finalised, due=due)
            yield alerte(regle, tenue, phrase, objet=entretien.id or entretien.date.isoformat())


def point_etape_6_mois(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the earliest point d’étape that no bilan answers (A3.1)."""
    joined = vue.integre
    if joined is None:
        return
    bilans = (e.date for e in vue.entretiens if e.nature == NatureEntretien.BILAN)
    last, turn = max(bilans, default=None), 1
    while last is not None and regle.cleared_from(regle.due(joined, times=turn)) <= last:
        turn += 1
    due = regle.due(joined, times=turn)
    tenue = held_from(regle, due, on=vue.on)
    if tenue:
        delay = phrases.delai(regle, times=turn)
        phrase = phrases.point_etape(joined, delay, due=due, on=vue.on)
        yield alerte(regle, tenue, vue.mots.dire(phrase))
