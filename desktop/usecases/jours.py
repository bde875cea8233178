"""A day as a table writes it: a number of days, an ISO date, « 12/07/85 », « 120785 », « 12 juillet 1985 ».

Each reading says how the day was mended; where two are open, none is chosen.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from plie import phrases
from plie.phonetique import mots

_OLDEST = 120  # years
_CENTURY = 100
# A spreadsheet counts days from here; what is below or above is no date of somebody alive.
_EPOCH = date(1899, 12, 30)
_SERIALS = range(3_000, 73_000)
_FROM_1904 = 1_462  # days between the two days that spreadsheets count from
_NUMBERS = re.compile(r"(\d{1,2})\s?\D\s?(\d{1,2})\s?\D\s?(\d{4}|\d{2})(?:\D+\d{1,2}[:h]\d{2}.*)?")
_ISO = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})(?:[T ].*)?")
_JOINED = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_WORDED = re.compile(r"(\d{1,2})(?:er)? ([a-z]+) (\d{4}|\d{2})")
_MONTHS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aou", "sept", "oct", "nov", "dec")
_YEAR = 12  # months


class PasUnJourError(ValueError):
    """No day can be read; `phrase` says what is expected."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


@dataclass(frozen=True, slots=True)
class JourLu:
    """The day read, and how it was mended ("" when it was not)."""

    jour: date
    repare: str = ""


def lire_jour(words: str, *, on: date, mois_jour: bool = False) -> JourLu:
    """Return the day that words or a number write.

    Args:
        words: what the cell shows, without needless spaces.
        on: today.
        mois_jour: whether other dates of the same column write the month first.

    Raises:
        PasUnJourError: none, or two readings are open.
    """
    found = next((read for reader in _READERS if (read := reader(words, on, mois_jour))), None)
    if found is None:
        raise PasUnJourError("une date, par exemple 12/07/1985")
    if not on.year - _OLDEST <= found.jour.year <= on.year + 1:
        shown = phrases.short_date(found.jour)
        raise PasUnJourError(f"une date proche de nous\u00a0: celle-ci est lue {shown}")
    return found


def depuis_1904(words: str) -> str:
    """Return a number of days counted from 1904 as the other spreadsheets count it; other words as they are."""
    days = int(words) + _FROM_1904 if words.isdigit() else 0
    return str(days) if days in _SERIALS else words


def mois_avant_jour(cells: Iterable[str]) -> bool:
    """Whether a column writes a month first: some of its dates can be read in no other way."""
    return any(
        found is not None and int(found[1]) <= _YEAR < int(found[2])
        for found in map(_NUMBERS.fullmatch, cells)
    )


def _serial(words: str, _on: date, _mois_jour: bool) -> JourLu | None:  # noqa: FBT001 - one shape for all readers
    # « 010285 » that lost its zero is « 10285 » too: as a day, the 27th of February 1928.
    if not words.isdigit() or int(words) not in _SERIALS:
        return None
    return JourLu(_EPOCH + timedelta(days=int(words)), "nombre lu comme une date")


def _iso(words: str, _on: date, _mois_jour: bool) -> JourLu | None:  # noqa: FBT001 - as above
    found = _ISO.fullmatch(words)
    if found is None:
        return None
    return JourLu(_known(int(found[1]), int(found[2]), int(found[3])), "date remise en ordre")


def _worded(words: str, on: date, _mois_jour: bool) -> JourLu | None:  # noqa: FBT001 - as above
    found = _WORDED.fullmatch(mots(words))
    if found is None:
        return None
    month = next((n for n, m in enumerate(_MONTHS, 1) if found[2].startswith(m)), 0)
    return JourLu(_known(_year(found[3], on), month, int(found[1])), "mois écrit en lettres")


def _numbers(words: str, on: date, mois_jour: bool) -> JourLu | None:  # noqa: FBT001 - as above
    found = _NUMBERS.fullmatch(words) or _JOINED.fullmatch(words)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[2]), _year(found[3], on)
    if mois_jour and first <= _YEAR and second <= _YEAR and first != second:
        raise PasUnJourError(
            "une date au mois écrit en lettres (12\u00a0juillet\u00a01985)\u00a0: d’autres lignes de cette "
            "colonne écrivent le mois avant le jour"
        )
    if mois_jour and first <= _YEAR < second:
        return JourLu(_known(year, first, second), "mois écrit avant le jour")
    whole = len(found[3]) > len("85") and not words.isdigit()
    return JourLu(_known(year, second, first), "" if whole else "date complétée")


_READERS: tuple[Callable[[str, date, bool], JourLu | None], ...] = (
    _serial,
    _iso,
    _worded,
    _numbers,
)


def _year(written: str, on: date) -> int:
    year = int(written)
    if len(written) > len("85"):
        return year
    # Nothing in a caseload is of next year: 30 is 1930, 22 is 2022.
    year += on.year // _CENTURY * _CENTURY
    return year if year <= on.year else year - _CENTURY


def _known(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise PasUnJourError("un jour qui existe dans le calendrier") from None
