"""French sentences and formats made from data: dates, durations, lists, alerts.

No-break spaces are written as escapes: U+00A0 before « : » and between a number and its unit,
U+202F before « ; ». No sentence names a person.
"""

from collections.abc import Sequence
from datetime import date, time
from enum import StrEnum

from plie.referentiel import RegleAlerte

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_HOUR = 60


class Depart(StrEnum):
    """What the clock of a contact alert was last started by (domain.md §6)."""

    ENTRETIEN = "entretien"
    ETAPE = "etape"
    INTEGRATION = "integration"
    REPRISE = "reprise"


def short_date(day: date) -> str:
    """Return a date as in forms and tables: 12/07/1985."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def long_date(day: date) -> str:
    """Return a date as in documents: jeudi 3 septembre 2026, mardi 1er septembre 2026."""
    return f"{_DAYS[day.weekday()]} {medium_date(day)}"


def medium_date(day: date) -> str:
    """Return a date without its weekday, never cut at a line's end: 3 septembre 2026."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}\u00a0{_MONTHS[day.month - 1]}\u00a0{day.year}"


def clock_time(moment: time) -> str:
    """Return a time of day: 09:05."""
    return f"{moment.hour:02}:{moment.minute:02}"


def spoken_time(moment: time) -> str:
    """Return a time of day as it is said: 14 h 32, 9 h."""
    minutes = f"\u00a0{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour}\u00a0h{minutes}"


def comment_passe(day: date, start: time | None) -> str:
    """Ask how a rendez-vous went."""
    at = f" à {spoken_time(start)}" if start else ""
    return f"Comment s’est passé le rendez-vous du {short_date(day)}{at}\u202f?"


def duree_min(minutes: int) -> str:
    """Return a duration in minutes as it is read: 45 min, 1 h, 1 h 15."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02}" if rest else f"{hours}\u00a0h"


def join_words(words: Sequence[str]) -> str:
    """Return a list as it is said: « logement, mobilité et santé »; empty for no word."""
    if len(words) < 2:  # noqa: PLR2004 — one word or none needs no « et »
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def ecrit_deux_fois(count: int) -> str:
    """Say that things of a dossier were written in two ways, and that nothing is lost."""
    what = f"{count}\u00a0éléments ont été écrits" if count > 1 else "Un élément a été écrit"
    return f"{what} de deux façons, hors ligne. Rien n’est perdu\u00a0: il reste à choisir."


def delai(regle: RegleAlerte) -> str:
    """Return the delay of an alert: 2 mois, 7 jours."""
    if regle.mois is not None:
        return f"{regle.mois}\u00a0mois"
    return f"{regle.jours}\u00a0jour{'s' if (regle.jours or 0) > 1 else ''}"


def entretien_mensuel(start: date, depart: Depart, *, due: date, on: date) -> str:
    """Say that the monthly entretien is due, or was (C9-3-6)."""
    since = _since(start, depart, "Dernier entretien physique", "entretien physique")
    return f"{since}\u202f; un nouvel entretien {'était' if on > due else 'est'} dû le {short_date(due)}."


def sans_entretien(start: date, depart: Depart, regle: RegleAlerte, *, due: date, on: date) -> str:
    """Say since when no entretien was held at all (C7-2A)."""
    since = _since(start, depart, "Dernier entretien", "entretien")
    ended = "a pris" if on > due else "prend"
    return f"{since}\u202f; le délai de {delai(regle)} {ended} fin le {short_date(due)}."


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


def cr_a_signer(entretien_le: date, finalise_le: date, *, due: date) -> str:
    """Say which compte-rendu still waits for its signatures (C9-3-6)."""
    return (
        f"Compte-rendu de l’entretien du {short_date(entretien_le)} finalisé le "
        f"{short_date(finalise_le)}\u202f; à faire signer au plus tard le {short_date(due)}."
    )


def _since(start: date, depart: Depart, last: str, none: str) -> str:
    match depart:
        case Depart.INTEGRATION:
            return f"Intégration le {short_date(start)}, sans {none} depuis"
        case Depart.REPRISE:
            return f"Reprise du parcours le {short_date(start)}, sans {none} depuis"
        case _:
            return f"{last} le {short_date(start)}"
