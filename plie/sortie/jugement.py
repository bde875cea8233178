"""`juger`: is the exit positive on a day, since when, from when, why, and which pieces lack (domain.md §7)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from plie import phrases
from plie.mots import Mots
from plie.regles.sortie import ReglesSortie
from plie.sortie import explication
from plie.sortie.cas import Cas
from plie.sortie.diplomes import Diplomes
from plie.sortie.emplois import Emplois, Job, covered, joined, window
from plie.sortie.explication import Expose
from plie.sortie.familles import KINDS
from plie.sortie.semaines import Semaines
from plie.vocabulaire import Mot

CERTIFICATION = "certification"
_CENT = Decimal("0.01")


class VerdictSortie(Mot):
    """The answers of the exit rules, by precedence."""

    POSITIVE = "positive", "Sortie positive"
    COMITE_TECHNIQUE = "comite_technique", "À soumettre au comité technique"
    PAS_ENCORE = "pas_encore", "Pas encore"
    NON = "non", "Pas de sortie positive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesures:
    """What was counted in the window: days covered, whole weeks touched, mean hours per week."""

    jours_couverts: int
    semaines: int
    heures_hebdo_moyennes: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Jugement:
    """The answer on one case.

    Attributes:
        verdict: the answer on `date`.
        nature: the family judged; None when families were put together, or nothing holds.
        depuis: first day of the unbroken run of positive days up to `date`.
        a_partir_de: first later day on which it becomes positive with nothing changed.
        raisons: one French sentence per step of the reasoning.
        pieces_manquantes: codes, `a|b` for one of the two.
    """

    date: dt.date
    verdict: VerdictSortie
    nature: str | None
    depuis: dt.date | None
    a_partir_de: dt.date | None
    raisons: tuple[str, ...]
    pieces_manquantes: tuple[str, ...]
    mesures: Mesures


def juger(cas: Cas, regles: ReglesSortie, *, on: date) -> Jugement:
    """Judge a case on a day: a pure function of its arguments (P7, C2, A3.2)."""
    case = _Case(cas, regles, on.toordinal())
    held = case.held()
    future = None if held else case.future()
    verdict, nature = (VerdictSortie.POSITIVE, held.code) if held else case.answer()
    if verdict is VerdictSortie.NON and future is not None:
        verdict = VerdictSortie.PAS_ENCORE
    if verdict is VerdictSortie.PAS_ENCORE and future is not None:
        nature = future.code
    depuis = date.fromordinal(held.day) if held else None
    ahead = date.fromordinal(future.day) if future else None
    expose = Expose(cas=cas, emplois=case.emplois, diplomes=case.diplomes, on=on)
    return Jugement(
        date=on,
        verdict=verdict,
        nature=nature,
        depuis=depuis,
        a_partir_de=ahead,
        raisons=tuple(
            explication.raisons(
                expose, _conclusion(verdict, case.called(nature), depuis, ahead, regles.mots)
            )
        ),
        pieces_manquantes=case.missing(nature),
        mesures=case.measures(nature),
    )


def positive(cas: Cas, regles: ReglesSortie, *, on: date) -> tuple[str, date] | None:
    """Return the family by which a case is positive on a day, and since when; None when it is not.

    It is what `juger` answers, with nothing explained: a whole caseload asks it of each dossier.
    """
    held = _Case(cas, regles, on.toordinal()).held()
    return (held.code, date.fromordinal(held.day)) if held else None


class _Way(Protocol):
    """One way for an exit to be positive: a family of contracts, or the certifications."""

    def met(self, day: int) -> bool: ...
    def positive(self, day: int) -> bool: ...
    def after(self, day: int) -> int | None: ...
    def back(self, day: int) -> int: ...


@dataclass(frozen=True, slots=True)
class _Found:
    code: str
    day: int


class _Case:
    def __init__(self, cas: Cas, regles: ReglesSortie, on: int) -> None:
        self.regles, self.on, self.cas = regles, on, cas
        self.emplois = Emplois(cas, regles)
        # In the order of the référentiel; the certifications come last.
        self.ways: dict[str, _Way] = {
            famille.code: KINDS[famille.regle](self.emplois, famille, on)
            for famille in regles.familles
            if famille.regle is not None and self.emplois.of(famille.code)
        }
        self.diplomes: Diplomes | None = None
        if regles.certification is not None and cas.certifications:
            self.diplomes = Diplomes(self.emplois, cas, regles.certification)
            self.ways[CERTIFICATION] = self.diplomes

    def held(self) -> _Found | None:
        """Return the way that has been positive for longest, and since when; None when none is."""
        runs = (
            _Found(code, _run(way, self.on))
            for code, way in self.ways.items()
            if way.positive(self.on)
        )
        return min(runs, key=lambda run: run.day, default=None)

    def answer(self) -> tuple[VerdictSortie, str | None]:
        """Return the answer on a day on which no way is positive."""
        if self.regles.comite is not None:
            met = next((code for code, way in self.ways.items() if way.met(self.on)), None)
            if met is not None:
                return VerdictSortie.COMITE_TECHNIQUE, met
            if self._days(self.emplois.listed) >= self.regles.comite.jours:
                return VerdictSortie.COMITE_TECHNIQUE, None
        followed = self.diplomes is not None and self.diplomes.followed(self.on)
        if followed or any(job.span.has(self.on) for job in self.emplois.listed):
            return VerdictSortie.PAS_ENCORE, None
        return VerdictSortie.NON, None

    def future(self) -> _Found | None:
        found: _Found | None = None
        for code, way in self.ways.items():
            day = way.after(self.on)
            while day is not None and (found is None or day < found.day):
                if way.positive(day):
                    found = _Found(code, day)
                    break
                day = way.after(day)
        return found

    def called(self, nature: str | None) -> str:
        named = (f.libelle for f in self.regles.familles if f.code == nature)
        return next(named, nature or "")

    def measures(self, nature: str | None) -> Mesures:
        jobs = self.emplois.listed if nature is None else self.emplois.of(nature)
        start = window(self.emplois, self.on)
        weeks = Semaines(jobs, self.regles, until=self.on)
        mean = weeks.mean(start, self.on)
        return Mesures(
            jours_couverts=self._days(jobs),
            semaines=weeks.touched(start, self.on),
            heures_hebdo_moyennes=None if mean is None else mean.quantize(_CENT, ROUND_HALF_UP),
        )

    def missing(self, nature: str | None) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._missing(nature)))

    def _missing(self, nature: str | None) -> Iterator[str]:
        if nature == CERTIFICATION and self.diplomes is not None:
            wanted = self.diplomes.regle.pieces
            for held in self.diplomes.held:
                yield from _lacking(wanted, held.certification.pieces)
        for job in self.emplois.of(nature or ""):
            yield from _lacking(job.famille.pieces, job.contrat.pieces)

    def _days(self, jobs: tuple[Job, ...]) -> int:
        spans = joined(job.span for job in jobs)
        return covered(spans, window(self.emplois, self.on), self.on)


def _run(way: _Way, on: int) -> int:
    """Return the first of the days in a row, up to this positive one, on which a way was positive."""
    day = way.back(on)
    while way.positive(day - 1):
        day = way.back(day - 1)
    return day


def _lacking(wanted: tuple[str, ...], held: frozenset[str]) -> Iterator[str]:
    return (piece for piece in wanted if held.isdisjoint(piece.split("|")))


def _conclusion(
    verdict: VerdictSortie, famille: str, depuis: date | None, ahead: date | None, mots: Mots
) -> str:
    of = f" ({famille})" if famille else ""
    match verdict:
        case VerdictSortie.POSITIVE if depuis:
            return f"Sortie positive{of} depuis le {phrases.short_date(depuis)}."
        case VerdictSortie.COMITE_TECHNIQUE:
            said = f"Hors des critères{of}\u00a0: {mots.dire('à soumettre au comité technique')}"
        case VerdictSortie.PAS_ENCORE:
            said = f"Pas encore de sortie positive{of}"
        case _:
            said = "Pas de sortie positive"
    if ahead is None:
        return f"{said}."
    return f"{said}\u202f; elle le serait le {phrases.short_date(ahead)}, si rien ne change."
