"""Dates, times, durations and hours a week as they are typed in French, and as they are shown. Pure: no Qt.

`120785`, `12/07/1985`, `12/7`, `12 juillet`, `auj.`, `dem.`, `lundi`, `mardi dernier`, `+7`; `9h30`, `930`, `14h`; `45`, `1h15`.
"""

import re
from datetime import MAXYEAR, MINYEAR, date, time, timedelta

OLDEST = 120  # years before today that a typed date may reach
FARTHEST = 10  # years after today
LONGEST = 24 * 60  # minutes
MOST_HOURS = 7 * 24  # in a week
_MOST_FIGURES = 4

_DAYS = {
    "auj": 0,
    "aujourd'hui": 0,
    "hier": -1,
    "avant-hier": -2,
    "dem": 1,
    "demain": 1,
    "après-demain": 2,
}
_WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janv",
    "févr",
    "mars",
    "avr",
    "mai",
    "juin",
    "juil",
    "août",
    "sept",
    "oct",
    "nov",
    "déc",
)
_WEEKDAY = re.compile(r"([a-z]{3,8})\.?(\s+(?:dernier|passé)|\s+prochain)?")
_SHIFT = re.compile(r"([+-])\s?(\d{1,4})(?:\s?j(?:ours?)?\.?)?")
_SEPARATED = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{2}|\d{4}))?")
_JOINED = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})?")
_WORDED = re.compile(r"(\d{1,2})(?:er)?\s+([a-zéû]+)\.?(?:\s+(\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME = re.compile(r"(\d{1,2})(?:\s?[h:.]\s?(\d{2})?)?|(\d{1,2})(\d{2})")
_HOURS = re.compile(r"(\d{1,2})\s?[h:]\s?(\d{1,2})?(?:\s?(?:min|mn|m)\.?)?")
_WEEKLY = re.compile(r"(\d{1,3})(?:[,.](\d{1,2})|\s?h\s?(\d{2})?)?(?:\s?h)?")
_MINUTES = re.compile(r"(\d{1,4})\s?(?:min|mn|m)?\.?")


class Unreadable(ValueError):
    """What was typed is not a date, a time or a duration; `phrase` says so in French."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


def read_date(text: str, *, on: date) -> date:
    """Return the date typed; without a year, the nearest to `on`.

    Raises:
        Unreadable: not a date, not in the calendar, or too far from `on`.
    """
    words = _tidy(text)
    if words.rstrip(".") in _DAYS:
        return _shifted(on, _DAYS[words.rstrip(".")])
    found = _from_today(words, on)
    if found is None:
        year, month, day = _parts(words)
        found = _dated(year, month, day, on)
    if not on.year - OLDEST <= found.year <= on.year + FARTHEST:
        raise Unreadable(f"Cette date est trop loin d’aujourd’hui\u00a0: {show_date(found)}.")
    return found


def read_time(text: str) -> time:
    """Return the time of day typed; Unreadable otherwise."""
    found = _TIME.fullmatch(_tidy(text))
    if found is None:
        raise Unreadable("Écrivez une heure, par exemple 9h30 ou 14h.")
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004  a day has 24 h of 60 min
        raise Unreadable("Une heure va de 0h00 à 23h59.")
    return time(hour, minute)


def read_minutes(text: str) -> int:
    """Return the duration typed, in minutes (a bare number is minutes); Unreadable otherwise."""
    words = _tidy(text)
    if found := _HOURS.fullmatch(words):
        total = 60 * int(found[1]) + int(found[2] or 0)
    elif found := _MINUTES.fullmatch(words):
        total = int(found[1])
    else:
        raise Unreadable("Écrivez une durée, par exemple 45 ou 1h15.")
    if total > LONGEST:
        raise Unreadable("Une durée ne dépasse pas 24 heures.")
    return total


def read_hours(text: str) -> float:
    """Return the weekly hours typed (`35`, `17,5`, `17h30`); Unreadable otherwise."""
    found = _WEEKLY.fullmatch(_tidy(text))
    if not found:
        raise Unreadable("Écrivez un nombre d’heures, par exemple 35 ou 17,5.")
    hours = float(f"{found[1]}.{found[2] or 0}") + int(found[3] or 0) / 60
    if not 0 < hours <= MOST_HOURS:
        raise Unreadable("Une semaine compte entre 1 et 168 heures.")
    return round(hours, 2)


def show_hours(hours: float) -> str:
    """Return « 17,5 »."""
    return f"{hours:g}".replace(".", ",")


def read_number(text: str) -> int:
    """Return the whole number typed; Unreadable otherwise."""
    words = _tidy(text).rstrip("%").strip()
    if not (words.isascii() and words.isdecimal() and len(words) <= _MOST_FIGURES):
        raise Unreadable("Écrivez un nombre entier, par exemple 2.")
    return int(words)


def show_date(day: date) -> str:
    """Return « 12/07/1985 »."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def show_time(at: time) -> str:
    """Return « 14 h 05 », with no-break spaces."""
    return f"{at.hour}\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}{at.minute:02}"


def show_minutes(minutes: int) -> str:
    """Return « 45 min », « 1 h » or « 1 h 15 », with no-break spaces."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\N{NO-BREAK SPACE}min"
    shown = f"{hours}\N{NO-BREAK SPACE}h"
    return f"{shown}\N{NO-BREAK SPACE}{rest:02}" if rest else shown


def _tidy(text: str) -> str:
    # \s holds the no-break spaces too; a typed ’ is the ' of the keyboard.
    return re.sub(r"\s+", " ", text).strip().lower().replace("’", "'")


def _parts(words: str) -> tuple[str, int, int]:
    """Return the year as typed ("" when left out), the month and the day."""
    if found := _ISO.fullmatch(words):
        return found[1], int(found[2]), int(found[3])
    if found := _SEPARATED.fullmatch(words) or _JOINED.fullmatch(words):
        return found[3] or "", int(found[2]), int(found[1])
    if found := _WORDED.fullmatch(words):
        return found[3] or "", _month(found[2]), int(found[1])
    raise Unreadable("Écrivez une date, par exemple 12/07/1985, 120785 ou auj.")


def _from_today(words: str, on: date) -> date | None:
    """Return the day that « +7 », « lundi » (the next one) or « lundi dernier » means; else None."""
    if found := _SHIFT.fullmatch(words):
        return _shifted(on, int(found[1] + found[2]))
    found = _WEEKDAY.fullmatch(words)
    named = next((n for n, day in enumerate(_WEEK) if found and day.startswith(found[1])), None)
    if found is None or named is None:
        return None
    ahead = (named - on.weekday() - 1) % 7 + 1
    gone = (found[2] or "").strip() in {"dernier", "passé"}
    return _shifted(on, (ahead - 7 or -7) if gone else ahead)


def _shifted(on: date, days: int) -> date:
    try:
        return on + timedelta(days=days)
    except OverflowError:
        raise Unreadable("Ce jour n’existe pas dans le calendrier.") from None


def _month(word: str) -> int:
    plain = str.maketrans("éû", "eu")
    for number, start in enumerate(_MONTHS, 1):
        if word.translate(plain).startswith(start.translate(plain)):
            return number
    raise Unreadable(f"«\u00a0{word}\u00a0» n’est pas un mois.")


def _dated(year: str, month: int, day: int, on: date) -> date:
    if len(year) == len("1985"):
        return _calendar(int(year), month, day)
    if year:
        # Two digits: the century that keeps the date at most FARTHEST years ahead.
        wanted = on.year + FARTHEST - (on.year + FARTHEST - int(year)) % 100
        return _calendar(wanted, month, day)
    around = [near for near in _around(on.year, month, day) if near is not None]
    if not around:
        return _calendar(on.year, month, day)
    return min(around, key=lambda near: (abs(near - on), near))


def _around(year: int, month: int, day: int) -> list[date | None]:
    return [_known(near, month, day) for near in (year - 1, year, year + 1)]


def _calendar(year: int, month: int, day: int) -> date:
    found = _known(year, month, day)
    if found is None:
        raise Unreadable("Ce jour n’existe pas dans le calendrier.")
    return found


def _known(year: int, month: int, day: int) -> date | None:
    if not MINYEAR <= year <= MAXYEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
