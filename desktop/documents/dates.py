"""When something ends, and an instant, as they are written on paper."""

from datetime import date, datetime, time, timedelta

from plie.phrases import medium_date, spoken_time


def end(day: date, start: time, minutes: int) -> time:
    """Return the hour at which something of `minutes` ends."""
    return (datetime.combine(day, start) + timedelta(minutes=minutes)).time()


def moment(at: datetime) -> str:
    """Return ``12 mars 2026 à 14 h 32``, in the instant's own offset; ``14 h 32 UTC`` without one.

    The hour inside a seal is the universal one: left unsaid, the reader would take it for the
    clock's on the wall, an hour or two later.
    """
    zone = "" if at.utcoffset() else "\u00a0UTC"
    return f"{medium_date(at.date())} à {spoken_time(at.time())}{zone}"
