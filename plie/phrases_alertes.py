"""The sentences of the alerts: why each holds, with its dates (domain.md §6).

No-break spaces are written as escapes, as in `plie.phrases`. No sentence names a person.
"""

from datetime import date
from enum import StrEnum

from plie.phrases import counted, short_date
from plie.regles.alertes import RegleAlerte


class Depart(StrEnum):
    """What the clock of a contact alert was last started by (domain.md §6)."""

    ENTRETIEN = "entretien"
    ETAPE = "etape"
    INTEGRATION = "integration"
    REPRISE = "reprise"


def delai(regle: RegleAlerte, *, times: int = 1) -> str:
    """Return the delay of an alert, or so many times it: 2 mois, 7 jours."""
    if regle.mois is not None:
        return f"{regle.mois * times}\u00a0mois"
    return counted((regle.jours or 0) * times, "jour", "jours")


def entretien_mensuel(start: date, depart: Depart, *, due: date, on: date) -> str:
    """Say that the monthly entretien is due, or was (C9-3-6)."""
    since = _since(start, depart, "Dernier entretien physique", "entretien physique")
    return f"{since}\u202f; un nouvel entretien {_was(due, on)} dû le {short_date(due)}."


def sans_entretien(start: date, depart: Depart, regle: RegleAlerte, *, due: date, on: date) -> str:
    """Say since when no entretien was held at all (C7-2A)."""
    since = _since(start, depart, "Dernier entretien", "entretien")
    return f"{since}\u202f; {_delay_over(regle, due, on)}."


def sans_etape(start: date, depart: Depart, regle: RegleAlerte, *, due: date, on: date) -> str:
    """Say since when no étape is under way (C7-2A)."""
    since = _since(start, depart, "Dernière étape terminée", "étape en cours")
    return f"{since}\u202f; {_delay_over(regle, due, on)}."


def etape_proposee(intitule: str) -> str:
    """Say of an étape already proposed that it has not begun: being proposed is no answer (C7-2A)."""
    called = f"L’étape «\u00a0{intitule}\u00a0»" if intitule else "Une étape"
    return f"{called} est proposée\u202f; elle n’a pas commencé."


def hors_parcours_entretien(start: date, depart: Depart, regle: RegleAlerte, *, due: date) -> str:
    """Say that no entretien with a signed compte-rendu justifies the follow-up (C9-1)."""
    since = _since(
        start,
        depart,
        "Dernier entretien au compte-rendu signé",
        "compte-rendu signé",
    )
    return f"{since}\u202f; hors parcours le {short_date(due)}, au bout de {delai(regle)} sans suivi justifié."


def hors_parcours_etape(start: date, depart: Depart, regle: RegleAlerte, *, due: date) -> str:
    """Say that no étape was proposed or under way (C9-1)."""
    since = _since(start, depart, "Dernière étape", "étape")
    return (
        f"{since}\u202f; hors parcours le {short_date(due)}, au bout de {delai(regle)} sans étape."
    )


def trois_ans(integration: date, regle: RegleAlerte, *, due: date, on: date) -> str:
    """Say when the longest parcours is reached (P5, C7-2B)."""
    reached = "atteints" if on >= due else "bientôt atteints"
    return (
        f"Intégration le {short_date(integration)}\u202f; {delai(regle)} de parcours {reached}, "
        f"réexamen dû le {short_date(due)}."
    )


def diagnostic_renforce(decision: date, *, due: date, on: date) -> str:
    """Say until when the diagnostic may last (C7)."""
    return (
        f"Diagnostic renforcé décidé le {short_date(decision)}\u202f; le retour en Commission "
        f"{_was(due, on)} dû le {short_date(due)}."
    )


def reexamen_du(due: date, *, on: date) -> str:
    """Say for when the next réexamen was set (C7)."""
    return (
        f"Le prochain réexamen {_was(due, on)} fixé au {short_date(due)}\u202f; il est à préparer."
    )


def suspension_finie(fin: date, *, on: date) -> str:
    """Say when the suspension ended (C7)."""
    ended = "a pris" if on > fin else "prend"
    return f"La suspension {ended} fin le {short_date(fin)}\u202f; le parcours est à reprendre."


def cr_a_signer(entretien_le: date, finalise_le: date, *, due: date) -> str:
    """Say which compte-rendu still waits for its signatures (C9-3-6)."""
    return (
        f"Compte-rendu de l’entretien du {short_date(entretien_le)} finalisé le "
        f"{short_date(finalise_le)}\u202f; à faire signer au plus tard le {short_date(due)}."
    )


def objectif_echu(intitule: str, echeance: date) -> str:
    """Say which objective is past its date (C9-3-6)."""
    return (
        f"Objectif{_named(intitule)} fixé pour le {short_date(echeance)}\u202f; "
        "il n’est ni atteint ni abandonné."
    )


def cv_perime(dernier: date, *, due: date, on: date) -> str:
    """Say how old the last CV is (C9-3-5)."""
    return f"Dernier CV du {short_date(dernier)}\u202f; sa mise à jour {_was(due, on)} due le {short_date(due)}."


def sans_cv(depuis: date, *, integre: bool) -> str:
    """Say that there is no CV at all (C9-3-5)."""
    what = "Intégration" if integre else "Orientation"
    return f"{what} le {short_date(depuis)}\u202f; le dossier n’a aucun CV."


def sortie_possible(nature: str, depuis: date) -> str:
    """Say since when the exit would be positive (P7)."""
    return (
        f"Critères d’une sortie positive remplis ({nature}) depuis le {short_date(depuis)}\u202f; "
        "aucune sortie n’est proposée."
    )


def fin_post_formation(nature: str, obtenue_le: date, *, due: date, on: date) -> str:
    """Say when the follow-up after a certification ends (P7, C2)."""
    ended = "a pris" if on > due else "prend"
    return (
        f"{nature}, certification obtenue le {short_date(obtenue_le)}\u202f; son suivi {ended} fin le "
        f"{short_date(due)}, aucune sortie n’est proposée."
    )


def point_etape(integration: date, delay: str, *, due: date, on: date) -> str:
    """Say which point d’étape was not made (A3.1)."""
    return (
        f"Intégration le {short_date(integration)}\u202f; le point d’étape des {delay} "
        f"{_was(due, on)} dû le {short_date(due)}."
    )


def etape_a_cloturer(intitule: str, fin_prevue: date, *, due: date) -> str:
    """Say which étape has no real end (C9-3-5)."""
    return (
        f"Étape{_named(intitule)} prévue jusqu’au {short_date(fin_prevue)}\u202f; "
        f"sa fin est à noter au plus tard le {short_date(due)}."
    )


def liaison_a_transmettre(intitule: str, debut: date, *, due: date) -> str:
    """Say which partner still has to be told the objectives (C9-3-6)."""
    return (
        f"Étape{_named(intitule)} prévue le {short_date(debut)} avec un partenaire\u202f; "
        f"ses objectifs sont à lui transmettre dès le {short_date(due)}."
    )


def bilan_etape_du(intitule: str, fin: date, *, due: date) -> str:
    """Say which partner’s bilan is missing (C9-3-6)."""
    return (
        f"Étape{_named(intitule)} terminée le {short_date(fin)}\u202f; "
        f"le bilan signé du partenaire est attendu au plus tard le {short_date(due)}."
    )


def acte_a_signer(integration: date, *, due: date) -> str:
    """Say since when the acte d’engagement lacks a signature (C7-1)."""
    return (
        f"Intégration le {short_date(integration)}\u202f; l’acte d’engagement est à faire signer par "
        f"toutes les parties au plus tard le {short_date(due)}."
    )


def reorientation_a_preparer(fin: date, *, due: date, on: date) -> str:
    """Say when the accompaniment ends for everyone, and that nothing is organised after it (C9-3-4)."""
    when = "est à préparer depuis le" if on >= due else "sera à préparer à partir du"
    return (
        f"L’accompagnement prend fin le {short_date(fin)}\u202f; la réorientation vers un autre dispositif "
        f"{when} {short_date(due)}."
    )


def bilan_du(fin: date, *, due: date, on: date, jamais: bool) -> str:
    """Say which bilan of a lot is to be sent; `jamais` when none is known to have been (C11)."""
    since = ", et aucun envoi n’est noté pour ce lot" if jamais and on > due else ""
    return (
        f"Bilan d’activité arrêté au {short_date(fin)}\u202f; son envoi {_was(due, on)} dû le "
        f"{short_date(due)}{since}."
    )


def _named(intitule: str) -> str:
    return f" «\u00a0{intitule}\u00a0»" if intitule else ""


def _was(due: date, on: date) -> str:
    return "était" if on > due else "est"


def _delay_over(regle: RegleAlerte, due: date, on: date) -> str:
    ended = "a pris" if on > due else "prend"
    return f"le délai de {delai(regle)} {ended} fin le {short_date(due)}"


def _since(start: date, depart: Depart, last: str, none: str) -> str:
    match depart:
        case Depart.INTEGRATION:
            return f"Intégration le {short_date(start)}, sans {none} depuis"
        case Depart.REPRISE:
            return f"Reprise du parcours le {short_date(start)}, sans {none} depuis"
        case _:
            return f"{last} le {short_date(start)}"
