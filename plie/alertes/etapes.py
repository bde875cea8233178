"""The alerts of what was agreed with the person and the partners: étapes, objectives, CV (C9-3-5, C9-3-6)."""

from collections.abc import Iterator

from plie import phrases_alertes as phrases
from plie.alertes.alerte import Alerte, alerte, held_after, held_from
from plie.alertes.vue import Connue, Vue
from plie.regles.alertes import RegleAlerte
from plie.suivi import EtapeSuivie
from plie.vocabulaire import EtatParcours

_WITH_CV = (EtatParcours.DIAGNOSTIC, EtatParcours.PRESENTE, EtatParcours.INTEGRE)


def etape_a_cloturer(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield one alert per étape past its planned end, without a real one (C9-3-5)."""
    for known in _etapes(vue):
        etape = known.etape
        if etape.fin_prevue is None or known.fin:
            continue
        due = regle.due(etape.fin_prevue)
        tenue = held_after(regle, due, on=vue.on)
        if tenue:
            phrase = phrases.etape_a_cloturer(etape.intitule, etape.fin_prevue, due=due)
            yield alerte(regle, tenue, phrase, objet=_objet(etape))


def liaison_a_transmettre(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield one alert per étape about to start, its partner not told the objectives (C9-3-6)."""
    for known in _etapes(vue):
        etape = known.etape
        planned = etape.debut or etape.debut_prevu
        if (
            not etape.partenaire
            or planned is None
            or vue.past(etape.debut)
            or vue.past(etape.objectifs_transmis_le)
        ):
            continue
        due = regle.due(planned)
        tenue = held_from(regle, due, on=vue.on)
        if tenue:
            phrase = phrases.liaison_a_transmettre(etape.intitule, planned, due=due)
            yield alerte(regle, tenue, phrase, objet=_objet(etape))


def bilan_etape_du(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield one alert per étape that ended without the bilan that its partner signs (C9-3-6)."""
    for known in _etapes(vue):
        etape, ended = known.etape, known.fin
        if not etape.partenaire or ended is None or vue.past(etape.bilan_signe_le):
            continue
        due = regle.due(ended)
        tenue = held_after(regle, due, on=vue.on)
        if tenue:
            phrase = phrases.bilan_etape_du(etape.intitule, ended, due=due)
            yield alerte(regle, tenue, phrase, objet=_objet(etape))


def objectif_echu(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield one alert per open objective past its date (C9-3-6)."""
    if vue.suivi.etat is not EtatParcours.INTEGRE:
        return
    for objectif in vue.suivi.objectifs:
        due = objectif.echeance
        if due is None or vue.past(objectif.atteint_le) or vue.past(objectif.abandonne_le):
            continue
        tenue = held_after(regle, due, on=vue.on)
        if tenue:
            yield alerte(
                regle,
                tenue,
                phrases.objectif_echu(objectif.intitule, due),
                objet=objectif.id or objectif.intitule or due.isoformat(),
            )


def cv_perime(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a CV too old, or of none since the integration, the orientation (C9-3-5)."""
    if vue.suivi.etat not in _WITH_CV:
        return
    last = max((day for day in vue.suivi.cvs if day <= vue.on), default=None)
    if last is not None:
        due = regle.due(last)
        tenue = held_after(regle, due, on=vue.on)
        if tenue:
            yield alerte(regle, tenue, phrases.cv_perime(last, due=due, on=vue.on))
        return
    since = vue.integration or vue.suivi.orientation
    tenue = held_after(regle, since, on=vue.on) if since and vue.past(since) else None
    if since and tenue:
        phrase = phrases.sans_cv(since, integre=vue.integration is not None)
        yield alerte(regle, tenue, phrase)


def _etapes(vue: Vue) -> tuple[Connue, ...]:
    return vue.etapes if vue.suivi.etat is EtatParcours.INTEGRE else ()


def _objet(etape: EtapeSuivie) -> str | None:
    day = etape.debut or etape.proposee_le or etape.fin_prevue
    return etape.id or etape.intitule or (day.isoformat() if day else None)
