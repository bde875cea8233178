"""`Frise`: the contracts of a case on a line of time, with the window judged and what counts in it (domain.md §7)."""

from dataclasses import dataclass
from datetime import date

from plie.regles.sortie import ReglesSortie
from plie.sortie.cas import Cas
from plie.sortie.emplois import FOREVER, Emplois, covered, joined, window


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One contract: its first day, the day after its last (None while open), and its days in the window.

    `compte` is false for a contract that never makes an exit.
    """

    id: str
    libelle: str
    debut: date
    fin: date | None
    jours: int
    compte: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Frise:
    """The window [debut, on[ and the contracts, in order of their start; `jours` counts overlaps once."""

    debut: date
    on: date
    traits: tuple[Trait, ...]
    jours: int


def frise(cas: Cas, regles: ReglesSortie, *, on: date) -> Frise:
    """Return the line of time of a case as it is judged on a day (P7, C2, A3.2)."""
    emplois, day = Emplois(cas, regles), on.toordinal()
    start = window(emplois, day)
    traits = tuple(
        Trait(
            id=job.contrat.id,
            libelle=job.famille.libelle,
            debut=date.fromordinal(job.span.start),
            fin=None if job.span.end == FOREVER else date.fromordinal(job.span.end),
            jours=covered((job.span,), start, day),
            compte=job.famille.compte,
        )
        for job in sorted(emplois.all, key=lambda j: (j.span.start, j.span.end, j.contrat.id))
    )
    spans = joined(job.span for job in emplois.listed)
    return Frise(
        debut=date.fromordinal(start),
        on=on,
        traits=traits,
        jours=covered(tuple(spans), start, day),
    )
