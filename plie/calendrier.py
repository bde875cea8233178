"""All date arithmetic of the rules, in whole days and calendar months."""

from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache

MONTHS_IN_A_YEAR = 12
DAYS_IN_A_WEEK = 7


# A verdict seeks its days one by one, and asks of each the same window several times over.
@lru_cache(maxsize=1 << 12)
def add_months(day: date, months: int) -> date:
    """Return `day` moved by `months` calendar months, clamped to the month's end (domain.md §6).

    31 January + 1 month is 28 or 29 February.
    """
    index = day.year * MONTHS_IN_A_YEAR + day.month - 1 + months
    year, month = divmod(index, MONTHS_IN_A_YEAR)
    try:
        return day.replace(year=year, month=month + 1)
    # The month is shorter. Asking first would cost each of the rules' thousands of days.
    except ValueError:
        return date(year, month + 1, monthrange(year, month + 1)[1])


def end_of_month(day: date) -> date:
    """Return the last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def age(birth: date, *, on: date) -> int:
    """Return the age in whole years on a day; someone born on 29 February ages on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def months_between(start: date, *, on: date) -> int:
    """Return how many whole calendar months have passed from `start` to `on` (0 if none)."""
    months = (on.year - start.year) * MONTHS_IN_A_YEAR + on.month - start.month
    return max(0, months if add_months(start, months) <= on else months - 1)


def minutes(at: datetime) -> int:
    """Return the minutes since the epoch of an instant, for comparing spans."""
    return int(at.timestamp()) // 60
