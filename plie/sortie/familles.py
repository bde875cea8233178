"""The kinds of exit rule, as code: each says of a family, on any day, whether it makes an exit positive.

`met`: the durations are there; `positive`: the hours are accepted besides (domain.md §7). `after` and
`back` tell how far nothing can change, so that no one looks at every day.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable

from plie.calendrier import DAYS_IN_A_WEEK
from plie.regles.sortie import Famille, GenreRegle
from plie.sortie.emplois import (
    FOREVER,
    Emplois,
    Job,
    Span,
    covered,
    joined,
    last_of,
    months_after,
    next_of,
    window,
)
from plie.sortie.semaines import Semaines


class Regle(ABC):
    """A rule over the days of one case."""

    def __init__(self, emplois: Emplois, famille: Famille, on: int) -> None:
        self.on = on
        self.emplois = emplois
        self.famille = famille
        self.jobs = emplois.of(famille.code)

    @abstractmethod
    def met(self, day: int) -> bool:
        """Whether the durations are there on a day, whatever the hours."""

    @abstractmethod
    def positive(self, day: int) -> bool:
        """Whether the exit is positive on a day."""

    @abstractmethod
    def after(self, day: int) -> int | None:
        """Return the first later day on which a negative answer may change; None for never."""

    @abstractmethod
    def back(self, day: int) -> int:
        """Return a day up to this positive one, since when the answer was positive throughout."""


class EnCours(Regle):
    """Running, and so many months completed; the hours are those of the day (P7)."""

    def __init__(self, emplois: Emplois, famille: Famille, on: int) -> None:
        super().__init__(emplois, famille, on)
        self.groups = emplois.groups(famille)
        due = {g.span.first(famille.mois, more=famille.plus_de) for g in self.groups}
        self.changes = tuple(sorted({*due, *emplois.edges}))

    def met(self, day: int) -> bool:
        """Whether a contract runs that has completed the months."""
        return any(self._holds(group.span, day) for group in self.groups)

    def positive(self, day: int) -> bool:
        """Whether its hours are accepted besides."""
        return any(
            self._holds(group.span, day)
            and any(job.span.has(day) and self.emplois.suits(job, day) for job in group.jobs)
            for group in self.groups
        )

    def after(self, day: int) -> int | None:
        """Return the next day on which a contract starts, has ended, or completes its months."""
        return next_of(self.changes, day)

    def back(self, day: int) -> int:
        """Return the last of those days."""
        return last_of(self.changes, day)

    def _holds(self, span: Span, day: int) -> bool:
        months, more = self.famille.mois, self.famille.plus_de
        return span.has(day) and span.completed(day, months, more=more)


class Fenetre(Regle):
    """So many days in the window, or one contract, clipped to it, of so many months (P7, A3.2)."""

    def __init__(self, emplois: Emplois, famille: Famille, on: int) -> None:
        super().__init__(emplois, famille, on)
        groups = emplois.groups(famille)
        self.held = tuple(span for g in groups for span in emplois.stretches(g, suitable=False))
        self.kept = tuple(span for g in groups for span in emplois.stretches(g, suitable=True))
        self.days = tuple(joined(self.kept))
        self.all_days = tuple(joined(self.held))
        # Past it, a contract that is still open has filled the window.
        last = max((s.end if s.end < FOREVER else s.start for s in self.held), default=0)
        edge = max((last, *emplois.edges))
        self.horizon = months_after(edge, emplois.regles.fenetre_mois + 1) if self.held else 0

    def met(self, day: int) -> bool:
        """Whether the contracts last long enough."""
        return self._enough(self.all_days, day) or any(self._one(span, day) for span in self.held)

    def positive(self, day: int) -> bool:
        """Whether they do by the days on which their hours are accepted."""
        return self._enough(self.days, day) or any(self._one(span, day) for span in self.kept)

    def after(self, day: int) -> int | None:
        """Return the day that the missing days need at least, or on which a contract is long enough."""
        if day >= self.horizon:
            return None
        missing = self.famille.jours - self._count(self.days, day) if self._by_days else FOREVER
        due = [span.first(self.famille.mois, more=self.famille.plus_de) for span in self.kept]
        found = min([d for d in due if d > day] + [day + max(1, missing)])
        return found if found <= self.horizon else None

    def back(self, day: int) -> int:
        """Return since when a contract has been long enough, or days were in excess."""
        mois, more = self.famille.mois, self.famille.plus_de
        since = [span.first(mois, more=more) for span in self.kept if self._one(span, day)]
        spare = self._count(self.days, day) - self.famille.jours if self._by_days else 0
        return min([*since, day - max(0, spare)])

    @property
    def _by_days(self) -> bool:
        return self.famille.regle is GenreRegle.FENETRE

    def _count(self, days: tuple[Span, ...], day: int) -> int:
        return covered(days, window(self.emplois, day), day)

    def _enough(self, days: tuple[Span, ...], day: int) -> bool:
        return self._by_days and self._count(days, day) >= self.famille.jours

    def _one(self, span: Span, day: int) -> bool:
        clipped = Span(max(span.start, window(self.emplois, day)), span.end)
        return clipped.start < clipped.end and clipped.completed(
            day, self.famille.mois, more=self.famille.plus_de
        )


class Interim(Regle):
    """Missions, by the whole weeks of the window: nothing changes until one comes into it or leaves it."""

    def __init__(self, emplois: Emplois, famille: Famille, on: int) -> None:
        super().__init__(emplois, famille, on)
        spans = [job.span for job in self.jobs]
        last = max((s.end if s.end < FOREVER else s.start for s in spans), default=0)
        # A window and a week later, a mission that is still open has filled it.
        self.horizon = months_after(last, emplois.regles.fenetre_mois + 1) if spans else 0

    def weeks_of(self, jobs: Iterable[Job]) -> Semaines:
        """Return the weeks of some missions, until nothing changes any more."""
        return Semaines(jobs, self.emplois.regles, until=max(self.horizon, self.on))

    def next_week(self, day: int) -> int:
        """Return the next day on which a week is gained or lost."""
        monday = _monday_from(window(self.emplois, day))
        lost = months_after(monday, self.emplois.regles.fenetre_mois) + 1
        return min(_monday_from(day + 1), max(lost, day + 1))

    def same_weeks(self, day: int) -> int:
        """Return since when the whole weeks of the window are those of a day."""
        whole = _monday_from(window(self.emplois, day))
        since = months_after(whole - DAYS_IN_A_WEEK, self.emplois.regles.fenetre_mois) + 1
        # Months are of unequal lengths: a week may leave the window a few days later than that.
        while since < day and _monday_from(window(self.emplois, since)) != whole:
            since += 1
        return min(day, max(_monday_from(day + 1) - DAYS_IN_A_WEEK, since))


class ParSemaines(Interim):
    """Enough weeks touched, and enough hours in them (P7)."""

    def __init__(self, emplois: Emplois, famille: Famille, on: int) -> None:
        super().__init__(emplois, famille, on)
        self.weeks = self.weeks_of(self.jobs)

    def met(self, day: int) -> bool:
        """Whether the weeks are there."""
        return self.weeks.touched(window(self.emplois, day), day) >= self.famille.semaines

    def positive(self, day: int) -> bool:
        """Whether the mean of hours is known and enough besides."""
        famille = self.famille
        return self.weeks.enough(
            window(self.emplois, day), day, weeks=famille.semaines, hours=famille.heures
        )

    def after(self, day: int) -> int | None:
        """Return the next day on which the weeks change, or that those which are missing need."""
        if day >= self.horizon:
            return None
        missing = self.famille.semaines - self.weeks.touched(window(self.emplois, day), day)
        return max(self.next_week(day), day + (missing - 1) * DAYS_IN_A_WEEK + 1)

    def back(self, day: int) -> int:
        """Return since when the weeks are the same."""
        return self.same_weeks(day)


class ParMissions(Interim):
    """Enough months without a break, and enough hours in their weeks (A3.2)."""

    def __init__(self, emplois: Emplois, famille: Famille, on: int) -> None:
        super().__init__(emplois, famille, on)
        chains = joined((job.span for job in self.jobs), gap=famille.interruption_jours)
        # One that ends too soon is long on no day: most of those of years of missions do.
        self.chains = tuple(
            (chain, self.weeks_of(job for job in self.jobs if chain.has(job.span.start)))
            for chain in chains
            if self._done(chain.start) <= chain.end
        )
        self.due = tuple(sorted(self._done(chain.start) for chain, _ in self.chains))

    def met(self, day: int) -> bool:
        """Whether the months are there."""
        start = window(self.emplois, day)
        return any(self._long(chain, start, day) for chain, _ in self.chains)

    def positive(self, day: int) -> bool:
        """Whether the mean of hours is known and enough besides."""
        start = window(self.emplois, day)
        return any(
            self._long(chain, start, day) and weeks.enough(start, day, hours=self.famille.heures)
            for chain, weeks in self.chains
        )

    def after(self, day: int) -> int | None:
        """Return the next day on which the weeks change, or on which months are completed."""
        if day >= self.horizon or not self.chains:
            return None
        due = next_of(self.due, day)
        return self.next_week(day) if due is None else min(self.next_week(day), due)

    def back(self, day: int) -> int:
        """Return since when the weeks are the same, and no more months were completed."""
        return max(self.same_weeks(day), last_of(self.due, day))

    def _long(self, chain: Span, start: int, day: int) -> bool:
        """Whether what is of a chain in the window [start, day[ has the months."""
        return self._done(max(chain.start, start)) <= min(chain.end, day)

    def _done(self, start: int) -> int:
        """Return the day on which the months that begin on another are completed."""
        return months_after(start, self.famille.mois) + self.famille.plus_de


KINDS: dict[GenreRegle, type[Regle]] = {
    GenreRegle.EN_COURS: EnCours,
    GenreRegle.FENETRE: Fenetre,
    GenreRegle.UN_CONTRAT: Fenetre,
    GenreRegle.SEMAINES: ParSemaines,
    GenreRegle.MISSIONS: ParMissions,
}


def _monday_from(day: int) -> int:
    # Ordinal 1 is a Monday.
    return day + -(day - 1) % DAYS_IN_A_WEEK
