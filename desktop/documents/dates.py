"""Dates, hours and durations as they are written on paper in French."""

from datetime import date, datetime, time, timedelta

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
# No-break space: an hour is never cut at a line's end.
_NB = "\u00a0"


def long_date(day: date) -> str:
    """Return ``jeudi 12 mars 2026``, ``dimanche 1er mars 2026``."""
    return f"{_DAYS[day.weekday()]} {medium_date(day)}"


def medium_date(day: date) -> str:
    """Return ``12 mars 2026``."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{_NB}{_MONTHS[day.month - 1]}{_NB}{day.year}"


def hour(at: time) -> str:
    """Return ``9 h 05``, ``14 h``."""
    return f"{at.hour}{_NB}h{_NB}{at.minute:02d}" if at.minute else f"{at.hour}{_NB}h"


def duration(minutes: int) -> str:
    """Return ``45 min``, ``1 h``, ``1 h 15``."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return f"{rest}{_NB}min"
    return f"{hours}{_NB}h{_NB}{rest:02d}" if rest else f"{hours}{_NB}h"


def end(day: date, start: time, minutes: int) -> time:
    """Return the hour at which something of `minutes` ends."""
    return (datetime.combine(day, start) + timedelta(minutes=minutes)).time()


def moment(at: datetime) -> str:
    """Return ``12 mars 2026 à 14 h 32``, in the instant's own offset."""
    return f"{medium_date(at.date())} à {hour(at.time())}"
