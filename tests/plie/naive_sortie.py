"""The exit rules of domain.md §7 a second time, naively: sets of days, no code of plie.sortie, nor its data.

It looks at each day in turn; months are counted on the fingers. Slow, and easy to read beside the text.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from plie.sortie.cas import Cas, Contrat
from tests.plie.naive_alertes import month_later

ONE_DAY = timedelta(days=1)
END_OF_TIME = date(2028, 6, 30)
FAMILIES = {
    "cdi": "cdi", "aide_marchand_cdi": "cdi", "fonction_publique": "cdi",
    "cdd": "cdd", "aide_marchand_cdd": "cdd",
    "alternance": "alternance", "interim": "interim", "creation": "creation",
    "cdi_interimaire": "comite",
}  # fmt: skip
MERGED = ("cdi", "cdd", "alternance")
ORDER = ("cdi", "cdd", "alternance", "interim", "creation", "certification")


@dataclass(frozen=True)
class Job:
    contrat: Contrat
    family: str
    first: date
    last: date

    def days(self) -> list[date]:
        return every_day(self.first, self.last)


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def nine_months_before(day: date) -> date:
    year, month = day.year, day.month
    for _ in range(9):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


class Naive:
    """One case under one of the two protocols: `rouen` or not."""

    def __init__(self, cas: Cas, *, rouen: bool) -> None:
        self.rouen = rouen
        self.cas = cas
        self.enough = Fraction(24) if rouen else Fraction("17.5")
        since = cas.integration or date.min
        self.jobs = [
            Job(c, FAMILIES[c.type], max(c.debut, since), c.fin or END_OF_TIME)
            for c in cas.contrats
            if c.type in FAMILIES and (c.fin or END_OF_TIME) >= since
        ]
        self.certifications = [c for c in cas.certifications if c.obtenue_le >= since]

    def verdict(self, on: date) -> tuple[str, str | None]:
        found = [f for f in ORDER if self.positive(f, on)]
        if found:
            return "positive", min(found, key=lambda f: (self.since(f, on), ORDER.index(f)))
        if self.rouen:
            met = [f for f in ORDER if self.positive(f, on, hours=False)]
            if met:
                return "comite_technique", met[0]
            if self.covered(self.jobs, on) >= 182:
                return "comite_technique", None
        busy = any(j.first <= on <= j.last for j in self.jobs)
        followed = self.rouen and any(
            c.obtenue_le <= on < self.follow_up(c) for c in self.certifications
        )
        return ("pas_encore" if busy or followed else "non"), None

    def since(self, family: str, on: date) -> date:
        day = on
        while self.positive(family, day - ONE_DAY):
            day -= ONE_DAY
        return day

    def ahead(self, on: date, until: date) -> tuple[date, str] | None:
        day = on + ONE_DAY
        while day <= until:
            for family in ORDER:
                if self.positive(family, day):
                    return day, family
            day += ONE_DAY
        return None

    def covered(self, jobs: list[Job], on: date) -> int:
        start = nine_months_before(on)
        return len({d for j in jobs for d in j.days() if start <= d < on})

    def positive(self, family: str, on: date, *, hours: bool = True) -> bool:
        jobs = [j for j in self.jobs if j.family == family]
        if family == "certification":
            return any(self.certified(c, on, hours=hours) for c in self.certifications)
        if family == "interim":
            return self.missions(jobs, on, hours=hours)
        if family == "cdd" or (family == "alternance" and not self.rouen):
            return self.in_window(jobs, on, hours=hours, total=family == "cdd" and self.rouen)
        for span in self.chains(jobs):
            held = {d for j in span for d in j.days()}
            due = month_later(min(held), 6)
            if on in held and (due <= on if self.rouen else due < on):
                running = [j for j in span if j.first <= on <= j.last]
                if not hours or family == "creation" or any(self.suits(j, on) for j in running):
                    return True
        return False

    def in_window(self, jobs: list[Job], on: date, *, hours: bool, total: bool) -> bool:
        start = nine_months_before(on)
        counted: set[date] = set()
        for span in self.chains(jobs):
            days = sorted({
                d for j in span for d in j.days() if d >= start and (not hours or self.suits(j, d))
            })  # fmt: skip
            counted.update(d for d in days if d < on)
            for run in runs(days):
                due, end = month_later(run[0], 6), min(run[-1] + ONE_DAY, on)
                if due <= end if self.rouen else due < end:
                    return True
        return total and len(counted) >= 182

    def missions(self, jobs: list[Job], on: date, *, hours: bool) -> bool:
        if self.rouen:
            weeks = self.weeks(jobs, on)
            return len(weeks) >= 26 and (not hours or self.mean_is(weeks, Fraction(28)))
        days = sorted({d for j in jobs for d in j.days()})
        start = nine_months_before(on)
        for chain in runs(days, gap=3):
            inside = [j for j in jobs if chain[0] <= j.first <= chain[-1]]
            first = max(chain[0], start)
            last = min(chain[-1] + ONE_DAY, on)
            long = first <= chain[-1] and month_later(first, 6) <= last
            if long and (not hours or self.mean_is(self.weeks(inside, on), Fraction("17.5"))):
                return True
        return False

    def weeks(self, jobs: list[Job], on: date) -> dict[date, Fraction | None]:
        found: dict[date, Fraction | None] = {}
        monday = nine_months_before(on)
        while monday.weekday() != 0:
            monday += ONE_DAY
        while monday + timedelta(days=7) <= on:
            week = set(every_day(monday, monday + timedelta(days=6)))
            for job in jobs:
                days = len([d for d in week if job.first <= d <= job.last])
                if not days:
                    continue
                weekly = job.contrat.heures_hebdo
                if weekly is None and job.contrat.temps_plein:
                    weekly = 35.0
                so_far = found.get(monday, Fraction(0))
                if weekly is None or so_far is None:
                    found[monday] = None
                else:
                    found[monday] = so_far + Fraction(str(weekly)) * min(Fraction(days, 5), 1)
            monday += timedelta(days=7)
        return found

    def mean_is(self, weeks: dict[date, Fraction | None], least: Fraction) -> bool:
        if not weeks or None in weeks.values():
            return False
        return sum(w for w in weeks.values() if w is not None) / len(weeks) >= least

    def certified(self, certification: object, on: date, *, hours: bool) -> bool:
        if certification.nature == "branche" and self.rouen and hours:
            return False
        if on < certification.obtenue_le:
            return False
        if not self.rouen:
            return True
        end = self.follow_up(certification)
        blockers = [
            first for first, last in self.contracts() if first <= on <= last and first < end
        ]
        if blockers:
            return any(month_later(first, 6) <= on for first in blockers)
        return on >= end

    def contracts(self) -> list[tuple[date, date]]:
        """First and last day of each contract, those of one family and employer that follow one another made one."""
        chains = [[job] for job in self.jobs if job.family not in MERGED]
        for family in MERGED:
            chains += self.chains([job for job in self.jobs if job.family == family])
        return [(min(j.first for j in one), max(j.last for j in one)) for one in chains]

    def follow_up(self, certification: object) -> date:
        if certification.suivi_jusqu_au:
            return certification.suivi_jusqu_au
        higher = certification.formation_superieure_jusqu_au
        return month_later(higher or certification.obtenue_le, 6)

    def suits(self, job: Job, on: date) -> bool:
        contrat = job.contrat
        if contrat.temps_plein or (self.rouen and contrat.derogation_duree):
            return True
        total = Fraction(0)
        for other in self.jobs:
            if other.first <= on <= other.last:
                hours = other.contrat.heures_hebdo
                if hours is None:
                    hours = 0 if other.contrat.temps_plein is False else 35
                total += Fraction(str(hours))
        if contrat.temps_plein is None and (contrat.heures_hebdo is None or total >= 35):
            return True
        return total >= self.enough and (bool(contrat.temps_partiel_convenu) or not self.rouen)

    def chains(self, jobs: list[Job]) -> list[list[Job]]:
        if jobs and jobs[0].family == "creation":
            return [[job] for job in jobs]
        left, found = list(jobs), []
        while left:
            chain = [left.pop(0)]
            grown = True
            while grown:
                grown = False
                for other in list(left):
                    if any(touch(other, j) for j in chain):
                        chain.append(other)
                        left.remove(other)
                        grown = True
            found.append(chain)
        return found


def touch(a: Job, b: Job) -> bool:
    same = a.contrat.employeur.lower().split() == b.contrat.employeur.lower().split()
    return same and a.first <= b.last + ONE_DAY and b.first <= a.last + ONE_DAY


def runs(days: list[date], *, gap: int = 0) -> list[list[date]]:
    found: list[list[date]] = []
    for day in days:
        if found and (day - found[-1][-1]).days - 1 <= gap:
            found[-1].append(day)
        else:
            found.append([day])
    return found
