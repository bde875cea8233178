"""All the alerts of one dossier on a day, the gravest first, then in the protocol's order (domain.md §6)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from plie.alertes import contact, etapes, parcours, sortie
from plie.alertes.alerte import Alerte
from plie.alertes.vue import Vue
from plie.referentiel import Referentiel
from plie.regles.alertes import RegleAlerte
from plie.suivi import Suivi
from plie.vocabulaire import CodeAlerte, Gravite

_ORDER = {code: place for place, code in enumerate(CodeAlerte)}
_SEVERITY = {gravite: place for place, gravite in enumerate(Gravite)}
# `bilan_du` is not here: it is of a lot (`plie.alertes.lot`), no dossier has it.
_RULES: dict[CodeAlerte, Callable[[Vue, RegleAlerte], Iterator[Alerte]]] = {
    CodeAlerte.ENTRETIEN_MENSUEL: contact.entretien_mensuel,
    CodeAlerte.SANS_ENTRETIEN_2_MOIS: contact.sans_entretien_2_mois,
    CodeAlerte.SANS_ETAPE_2_MOIS: parcours.sans_etape_2_mois,
    CodeAlerte.HORS_PARCOURS_6_MOIS: parcours.hors_parcours_6_mois,
    CodeAlerte.TROIS_ANS: parcours.trois_ans,
    CodeAlerte.DIAGNOSTIC_RENFORCE: parcours.diagnostic_renforce,
    CodeAlerte.REEXAMEN_DU: parcours.reexamen_du,
    CodeAlerte.SUSPENSION_FINIE: parcours.suspension_finie,
    CodeAlerte.CR_A_SIGNER: contact.cr_a_signer,
    CodeAlerte.OBJECTIF_ECHU: etapes.objectif_echu,
    CodeAlerte.CV_PERIME: etapes.cv_perime,
    CodeAlerte.SORTIE_POSSIBLE: sortie.sortie_possible,
    CodeAlerte.FIN_POST_FORMATION: sortie.fin_post_formation,
    CodeAlerte.POINT_ETAPE_6_MOIS: contact.point_etape_6_mois,
    CodeAlerte.ETAPE_A_CLOTURER: etapes.etape_a_cloturer,
    CodeAlerte.LIAISON_A_TRANSMETTRE: etapes.liaison_a_transmettre,
    CodeAlerte.BILAN_ETAPE_DU: etapes.bilan_etape_du,
    CodeAlerte.ACTE_A_SIGNER: parcours.acte_a_signer,
    CodeAlerte.REORIENTATION_A_PREPARER: sortie.reorientation_a_preparer,
}


def alertes(suivi: Suivi, *, referentiel: Referentiel, on: date) -> tuple[Alerte, ...]:
    """Return the alerts of a dossier on a day, announced ones included.

    Those that the référentiel has, and that are of a dossier: `bilan_du` is of a lot. Of someone whom another
    accompanies, without those that are the other's (A3.1).
    """
    vue = Vue(suivi, on, referentiel.sortie, referentiel.brefs)
    rules = referentiel.participation
    silent = rules.forme(suivi.participation).sans_alertes if rules is not None else ()
    found = [
        one
        for regle in referentiel.alertes
        if regle.code in _RULES and regle.code not in silent
        for one in _RULES[regle.code](vue, regle)
    ]
    return tuple(sorted(found, key=_rank))


def folded(found: Iterable[Alerte]) -> tuple[Alerte, ...]:
    """Return the alerts without those that a graver one says already, for a screen (domain.md §6).

    Hors parcours for want of an entretien includes two months without one, which includes the month's.
    A mere announcement includes nothing that holds.
    """
    held = tuple(found)
    included = {code for one in held if not one.annoncee for code in one.inclut}
    return tuple(one for one in held if one.code not in included)


def _rank(one: Alerte) -> tuple[int, int, date, str]:
    return -_SEVERITY[one.gravite], _ORDER[one.code], one.depuis, one.objet or ""
