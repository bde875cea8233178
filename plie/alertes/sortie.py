"""The alerts of an exit that the rules would call positive, or that a follow-up brings near (P7, C2)."""

from collections.abc import Iterator

from plie import phrases_alertes as phrases
from plie.alertes.alerte import Alerte, Tenue, alerte, held_from
from plie.alertes.vue import Vue
from plie.regles.alertes import RegleAlerte
from plie.sortie.diplomes import follow_up_end
from plie.sortie.jugement import positive
from plie.vocabulaire import EtatParcours, NatureCertification, label


def sortie_possible(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a positive exit that nobody has proposed (P7)."""
    cas = vue.suivi.cas
    if vue.sortie is None or not (cas.contrats or cas.certifications) or not _awaited(vue):
        return
    found = positive(cas, vue.sortie, on=vue.on)
    if found is not None:
        code, depuis = found
        libelles = {famille.code: famille.libelle for famille in vue.sortie.familles}
        phrase = phrases.sortie_possible(libelles.get(code, "certification"), depuis)
        yield alerte(regle, Tenue(annoncee=False, depuis=depuis), phrase)


def fin_post_formation(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield one alert per certification whose follow-up ends, until a sortie is proposed (P7, C2)."""
    certified = vue.sortie.certification if vue.sortie else None
    if certified is None or certified.suivi_mois is None or not _awaited(vue):
        return
    since = vue.suivi.cas.integration
    for held in vue.suivi.cas.certifications:
        # What was obtained before the integration counts for no exit (domain.md §7).
        if held.obtenue_le > vue.on or (since is not None and held.obtenue_le < since):
            continue
        due = follow_up_end(held, certified)
        tenue = held_from(regle, due, on=vue.on)
        if tenue:
            nature = label(NatureCertification, held.nature)
            phrase = phrases.fin_post_formation(nature, held.obtenue_le, due=due, on=vue.on)
            yield alerte(regle, tenue, phrase, objet=held.id or held.nature)


def reorientation_a_preparer(vue: Vue, regle: RegleAlerte) -> Iterator[Alerte]:
    """Yield the alert of a person for whom nothing is organised after the accompaniment, in its last year (C9-3-4)."""
    joined, since, until = vue.integration, regle.depuis, regle.jusqu_au
    if joined is None or since is None or until is None or vue.on > until:
        return
    suivi = vue.suivi
    if suivi.etat not in (EtatParcours.INTEGRE, EtatParcours.SUSPENDU):
        return
    if vue.past(suivi.reorientation_preparee_le) or vue.past(suivi.sortie_proposee_le):
        return
    due = max(since, joined)
    tenue = held_from(regle, due, on=vue.on)
    if tenue:
        phrase = phrases.reorientation_a_preparer(until, due=due, on=vue.on)
        yield alerte(regle, tenue, phrase)


def _awaited(vue: Vue) -> bool:
    """Whether an exit is still to be proposed."""
    return vue.suivi.etat is EtatParcours.INTEGRE and not vue.past(vue.suivi.sortie_proposee_le)
