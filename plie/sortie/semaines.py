"""`Semaines`: the calendar weeks that contracts touch, Monday to Sunday, and their hours.

Hours of a contract in a week = weekly hours × min(1, days covered that week / days of work); those of
one week add up (P7); a renewal is one contract. They are kept multiplied by the days of work, so that
they stay exact.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

from plie.calendrier import DAYS_IN_A_WEEK
from plie.regles.sortie import ReglesSortie
from plie.sortie.emplois import Group, Job, Span, merged


class Semaines:
    """Weeks touched and hours done, in any window, by counting once."""

    def __init__(self, jobs: Iterable[Job], regles: ReglesSortie, *, until: int) -> None:
        self._work_days = regles.jours_semaine
        self._full = regles.temps_partiel.plein
        groups = [group for group in merged(jobs) if group.span.start < until]
        first = min((group.span.start for group in groups), default=0)
        last = max((min(group.span.end, until) for group in groups), default=0)
        # Ordinal 1 is a Monday.
        self._monday = first - (first - 1) % DAYS_IN_A_WEEK
        count = max(0, -(-(last - self._monday) // DAYS_IN_A_WEEK))
        touched, unknown = [0] * count, [0] * count
        hours = [Decimal(0)] * count
        for group in groups:
            span = Span(group.span.start, min(group.span.end, until))
            alone = self._each(group.jobs[0]) if len(group.jobs) == 1 else None
            for week in range(
                (span.start - self._monday) // DAYS_IN_A_WEEK,
                -(-(span.end - self._monday) // DAYS_IN_A_WEEK),
            ):
                touched[week] = 1
                monday = self._monday + week * DAYS_IN_A_WEEK
                if alone is None:
                    done = self._done(group, span, monday)
                else:
                    days = min(span.end, monday + DAYS_IN_A_WEEK) - max(span.start, monday)
                    done = alone[min(days, self._work_days)]
                if done is None:
                    unknown[week] = 1
                else:
                    hours[week] += done
        self._touched = [0, *accumulate(touched)]
        self._unknown = [0, *accumulate(unknown)]
        self._hours = [Decimal(0), *accumulate(hours)]

    def touched(self, start: int, end: int) -> int:
        """Return how many whole weeks of [start, end[ are touched."""
        low, high = self._whole(start, end)
        return self._touched[high] - self._touched[low]

    def mean(self, start: int, end: int) -> Decimal | None:
        """Return the mean weekly hours over those weeks; None when unknown, or without any."""
        low, high = self._whole(start, end)
        weeks = self._touched[high] - self._touched[low]
        if not weeks or self._unknown[high] > self._unknown[low]:
            return None
        return (self._hours[high] - self._hours[low]) / (weeks * self._work_days)

    def enough(self, start: int, end: int, *, hours: Decimal, weeks: int = 1) -> bool:
        """Whether so many weeks are touched, and their mean is known and reaches so many hours."""
        low, high = self._whole(start, end)
        touched = self._touched[high] - self._touched[low]
        if touched < weeks or self._unknown[high] > self._unknown[low]:
            return False
        return self._hours[high] - self._hours[low] >= hours * touched * self._work_days

    def _each(self, job: Job) -> tuple[Decimal | None, ...]:
        """Return the hours of one contract in a week, times the days of work, by the days that it covers."""
        weekly = self._weekly(job)
        days = range(self._work_days + 1)
        return tuple(None if weekly is None else weekly * n for n in days)

    def _weekly(self, job: Job) -> Decimal | None:
        return self._full if job.hours is None and job.contrat.temps_plein else job.hours

    def _done(self, group: Group, span: Span, monday: int) -> Decimal | None:
        """Return the hours of one week, times the days of work; those of a renewal are of one contract."""
        days, done = _days(span, monday), Decimal(0)
        for job in group.jobs:
            inside = _days(Span(job.span.start, min(job.span.end, span.end)), monday)
            if inside <= 0:
                continue
            weekly = self._weekly(job)
            if weekly is None:
                return None
            done += weekly * inside
        return done if days <= self._work_days else done * self._work_days / days

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        low = -(-(start - self._monday) // DAYS_IN_A_WEEK)
        high = (end - self._monday) // DAYS_IN_A_WEEK
        last = len(self._touched) - 1
        low = min(max(low, 0), last)
        return low, max(low, min(high, last))


def _days(span: Span, monday: int) -> int:
    return min(span.end, monday + DAYS_IN_A_WEEK) - max(span.start, monday)
