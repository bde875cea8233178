"""`Agenda`: one adviser's calendar, in which no two rendez-vous overlap.

Office hours of working days, a lunch break, French public holidays, the last week of the year off.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random

OPENS, CLOSES = 9 * 60, 17 * 60 + 30
_LUNCH = (12 * 60 + 15, 13 * 60 + 30)
_GRID = 15
_GAP = 5
_MOST_IN_A_DAY = 7
_SATURDAY = 5
_BACK = 22
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)
_LAST_DAYS = (12, 26)


class Agenda:
    """What is taken. `until`: the last day on which something may have been held."""

    def __init__(self, *, until: date) -> None:
        self._until = until
        self._taken: dict[date, list[tuple[int, int]]] = {}

    def book(self, day: date, minutes: int, rng: Random) -> time | None:
        """Take a free slot of that length on a day, whatever the day; None when it is full."""
        taken = self._taken.setdefault(day, [])
        if len(taken) >= _MOST_IN_A_DAY:
            return None
        free = [start for start in _starts(minutes) if _is_free(taken, start, start + minutes)]
        if not free:
            return None
        start = rng.choice(free)
        taken.append((start, start + minutes))
        return time(start // 60, start % 60)

    def book_between(
        self, latest: date, earliest: date, minutes: int, rng: Random, *, weekdays: frozenset[int]
    ) -> tuple[date, time]:
        """Take the latest slot up to a day, on one of these weekdays (0 is Monday) if it can be.

        With none since `earliest`, the first one after `latest`; failing that, an earlier one.

        Raises:
            LookupError: everything around is taken or closed.
        """
        for candidate in self._candidates(min(latest, self._until), earliest, weekdays):
            start = self.book(candidate, minutes, rng)
            if start is not None:
                return candidate, start
        raise LookupError(latest)

    def _candidates(self, latest: date, earliest: date, weekdays: frozenset[int]) -> Iterator[date]:
        near = [latest - timedelta(days=back) for back in range(_BACK)]
        back = [day for day in near if day >= earliest and is_open(day)]
        yield from (day for day in back if day.weekday() in weekdays)
        yield from back
        ahead = (latest + timedelta(days=days) for days in range(1, 15))
        yield from (day for day in ahead if day <= self._until and is_open(day))
        yield from (day for day in near if day < earliest and is_open(day))


def is_open(day: date) -> bool:
    """Whether the adviser works that day."""
    if day.weekday() >= _SATURDAY or (day.month, day.day) in _FIXED:
        return False
    if (day.month, day.day) >= _LAST_DAYS:
        return False
    return (day - easter(day.year)).days not in _AFTER_EASTER


def working_day(day: date, *, step: int) -> date:
    """Return the first open day from `day`, going forward (`step` 1) or back (-1)."""
    while not is_open(day):
        day += timedelta(days=step)
    return day


def easter(year: int) -> date:
    """Return Easter Sunday of a year (Gregorian computus, Meeus)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    quarter, left = divmod(century, 4)
    moon = (19 * golden + century - quarter - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * left + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def commission_from(day: date) -> date:
    """Return the first Commission on or after a day: they sit on second Thursdays."""
    second = _second_thursday(day.year, day.month)
    if second >= day:
        return second
    return _second_thursday(day.year + day.month // 12, day.month % 12 + 1)


def commission_until(day: date) -> date:
    """Return the last Commission on or before a day."""
    second = _second_thursday(day.year, day.month)
    if second <= day:
        return second
    return _second_thursday(day.year - (day.month == 1), (day.month - 2) % 12 + 1)


def _second_thursday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 7)


def _starts(minutes: int) -> range:
    return range(OPENS, CLOSES - minutes + 1, _GRID)


def _is_free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return all(end + _GAP <= low or start >= high + _GAP for low, high in (*taken, _LUNCH))
