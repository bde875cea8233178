"""French sentences and formats made from data: dates, durations, lists.

No-break spaces are written as escapes: U+00A0 before « : » and between a number and its unit,
U+202F before « ; ». No sentence names a person.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from plie.lettres import folded

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
_ELIDED = frozenset("aeiou")
# The article of what no text asks for: it is done by custom.
USAGE = "usage"


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


def between(first: date, last: date) -> str:
    """Return two days with what they share said once: 23 au 28 novembre 2026."""
    begins, ends = medium_date(first), medium_date(last)
    if first.year == last.year:
        begins = begins.rpartition("\u00a0")[0]
        if first.month == last.month:
            begins = begins.rpartition("\u00a0")[0]
    return f"{begins} au {ends}"


def clock_time(moment: time) -> str:
    """Return a time of day where there is no sentence, as the line of the exchanges: 09:05."""
    return f"{moment.hour:02}:{moment.minute:02}"


def spoken_time(moment: time) -> str:
    """Return a time of day as it is said: 14 h 32, 9 h."""
    minutes = f"\u00a0{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour}\u00a0h{minutes}"


def moment(at: datetime | None) -> str:
    """Return an instant as it is read in a list, on the clocks of its zone: 03/09/2026 à 14 h 32."""
    if at is None:
        return "date inconnue"
    return f"{short_date(at.date())} à {spoken_time(at.time())}"


def le_moment(at: datetime | None) -> str:
    """Return an instant as a sentence says it: le 03/09/2026 à 14 h 32."""
    return "à une date inconnue" if at is None else f"le {moment(at)}"


def day_and_hour(day: date, start: time | None) -> str:
    """Return « 03/09/2026 à 14 h », or the day alone where nobody said the hour."""
    return f"{short_date(day)} à {spoken_time(start)}" if start else short_date(day)


def comment_passe(day: date, start: time | None) -> str:
    """Ask how a rendez-vous went."""
    return f"Comment s’est passé le rendez-vous du {day_and_hour(day, start)}\u202f?"


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


def counted(count: int, one: str, several: str) -> str:
    """Return a count with what agrees with it: « 1 pièce demandée », « 2 pièces demandées »."""
    return f"{count}\u00a0{several if count > 1 else one}"


def de(name: str) -> str:
    """Return « de » and a name, elided before a vowel; « h » and « y » are left: nobody agrees on theirs."""
    first = folded(name)[:1]
    return f"d’{name}" if first in _ELIDED else f"de {name}"


def nom_du_lot(numero: int, nom: str) -> str:
    """Say what a lot is called: its number, if it has one, and its name."""
    return f"{numero} · {nom}" if numero else nom


def source(article: str) -> str:
    """Say where a rule is written; nothing of a rule that no text commands."""
    return f"Protocole, article {article}." if article not in ("", USAGE) else ""


def cited(article: str) -> str:
    """Say it between brackets at the end of a few words; nothing of a rule that no text commands."""
    return f" ({article})" if article else ""


def ecrit_deux_fois(count: int) -> str:
    """Say that things of a dossier were written in two ways, and that nothing is lost."""
    what = f"{count}\u00a0éléments ont été écrits" if count > 1 else "Un élément a été écrit"
    return f"{what} de deux façons, hors ligne. Rien n’est perdu\u00a0: il reste à choisir."


def mis_de_cote(count: int) -> str:
    """Say that the store set things of a dossier aside, which it shows no more, and that nothing is lost."""
    if count > 1:
        return (
            f"Le magasin central a mis {count}\u00a0éléments de côté\u00a0: ils ne sont plus dans ce dossier. "
            "Rien n’est perdu\u00a0: ils se corrigent, ou s’abandonnent."
        )
    return (
        "Le magasin central a mis un élément de côté\u00a0: il n’est plus dans ce dossier. Rien n’est "
        "perdu\u00a0: il se corrige, ou s’abandonne."
    )
