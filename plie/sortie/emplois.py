"""`Emplois`: the contracts of a case as spans of days, clipped, merged, and the hours of each day.

Days are proleptic ordinals; a span's `end` is the day after its last one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from plie.calendrier import add_months
from plie.regles.sortie import Famille, ReglesSortie
from plie.sortie.cas import Cas, Contrat

FOREVER = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row: from `start`, until the eve of `end`."""

    start: int
    end: int

    def has(self, day: int) -> bool:
        """Whether the day is one of them."""
        return self.start <= day < self.end

    def completed(self, day: int, months: int, *, more: bool) -> bool:
        """Whether, on a day, the span has completed so many months; `more`: exceeded them (§7)."""
        due = months_after(self.start, months)
        reached = min(self.end, day)
        return due < reached if more else due <= reached

    def first(self, months: int, *, more: bool) -> int:
        """Return the first day on which `completed` may hold."""
        return months_after(self.start, months) + more


@dataclass(frozen=True, slots=True)
class Job:
    """One contract: its span, its family, its hours per week."""

    contrat: Contrat
    famille: Famille
    span: Span
    hours: Decimal | None
    group: str


@dataclass(frozen=True, slots=True)
class Group:
    """Contracts that are one: a renewal at one employer (§7)."""

    span: Span
    jobs: tuple[Job, ...]


class Emplois:
    """The contracts that count, and what each day makes of them."""

    def __init__(self, cas: Cas, regles: ReglesSortie) -> None:
        self.regles = regles
        self.all = tuple(_jobs(cas, regles))
        self.listed = tuple(job for job in self.all if job.famille.compte)

    def of(self, code: str) -> tuple[Job, ...]:
        """Return the contracts of a family."""
        return tuple(job for job in self.all if job.famille.code == code)

    def groups(self, famille: Famille) -> tuple[Group, ...]:
        """Return a family's contracts, those contiguous at one employer merged into one."""
        return tuple(_merged(self.of(famille.code), famille))

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """The days on which a listed contract starts, or has just ended, in order."""
        found = {day for job in self.listed for day in (job.span.start, job.span.end)}
        return tuple(sorted(found - {FOREVER}))

    def suits(self, job: Job, day: int) -> bool:
        """Whether the hours of a contract are accepted on a day (P7: full time, or enough part)."""
        if not job.famille.temps_partiel or job.contrat.temps_plein:
            return True
        regle = self.regles.temps_partiel
        if regle.derogation and job.contrat.derogation_duree:
            return True
        total = self.hours_on(day)
        if job.contrat.temps_plein is None and (job.hours is None or total >= regle.plein):
            return True
        return total >= regle.minimum and (
            job.contrat.temps_partiel_convenu is True or not regle.convenu
        )

    def hours_on(self, day: int) -> Decimal:
        """Return the weekly hours of all listed contracts running that day; unknown is full time."""
        return sum((self._weekly(job) for job in self.listed if job.span.has(day)), Decimal(0))

    def stretches(self, group: Group, *, suitable: bool) -> tuple[Span, ...]:
        """Return the spans of a group on whose days its hours are accepted, or all of its days."""
        if not suitable or not group.jobs[0].famille.temps_partiel:
            return (group.span,)
        inside = [day for day in self.edges if group.span.start < day < group.span.end]
        cuts = [group.span.start, *inside, group.span.end]
        kept = [
            Span(start, end)
            for start, end in pairwise(cuts)
            if any(job.span.has(start) and self.suits(job, start) for job in group.jobs)
        ]
        return tuple(joined(kept))

    def _weekly(self, job: Job) -> Decimal:
        if job.hours is not None:
            return job.hours
        return Decimal(0) if job.contrat.temps_plein is False else self.regles.temps_partiel.plein


def merged(jobs: Iterable[Job]) -> Iterator[Group]:
    """Yield contracts of any families, those that are one made one (§7)."""
    held = tuple(jobs)
    for famille in {job.famille.code: job.famille for job in held}.values():
        yield from _merged(tuple(job for job in held if job.famille is famille), famille)


# A run of days asks for the same windows many times over; a day made a date and back costs more than all the rest.
@lru_cache(maxsize=1 << 12)
def months_after(day: int, months: int) -> int:
    """Return a day moved by calendar months, as an ordinal."""
    return add_months(date.fromordinal(day), months).toordinal()


def joined(spans: Iterable[Span], *, gap: int = 0) -> Iterator[Span]:
    """Yield spans in order, those that overlap or are at most `gap` days apart made one."""
    held: Span | None = None
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        if held is None:
            held = span
        elif span.start - held.end <= gap:
            held = Span(held.start, max(held.end, span.end))
        else:
            yield held
            held = span
    if held is not None:
        yield held


def covered(spans: Iterable[Span], start: int, end: int) -> int:
    """Return how many days of [start, end[ are in spans that do not overlap."""
    return sum(max(0, min(s.end, end) - max(s.start, start)) for s in spans)


def next_of(days: tuple[int, ...], day: int) -> int | None:
    """Return the first of ordered days after a day."""
    at = bisect_right(days, day)
    return days[at] if at < len(days) else None


def last_of(days: tuple[int, ...], day: int) -> int:
    """Return the last of ordered days up to a day, or the day itself when there is none."""
    at = bisect_right(days, day)
    return days[at - 1] if at else day


def window(emplois: Emplois, day: int) -> int:
    """Return the first day of the window that ends on the eve of a day."""
    return months_after(day, -emplois.regles.fenetre_mois)


def _jobs(cas: Cas, regles: ReglesSortie) -> Iterator[Job]:
    since = cas.integration.toordinal() if cas.integration else 0
    for contrat in cas.contrats:
        famille = regles.famille(contrat.type)
        end = contrat.fin.toordinal() + 1 if contrat.fin else FOREVER
        if famille is None or end <= since:
            continue
        yield Job(
            contrat,
            famille,
            Span(max(contrat.debut.toordinal(), since), end),
            None if contrat.heures_hebdo is None else Decimal(str(contrat.heures_hebdo)),
            " ".join(contrat.employeur.casefold().split()),
        )


def _merged(jobs: tuple[Job, ...], famille: Famille) -> Iterator[Group]:
    if not famille.renouvellement:
        yield from (Group(job.span, (job,)) for job in jobs)
        return
    for employer in sorted({job.group for job in jobs}):
        same = [job for job in jobs if job.group == employer]
        for span in joined(job.span for job in same):
            yield Group(span, tuple(j for j in same if span.start <= j.span.start < span.end))
