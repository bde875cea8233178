"""`Diplomes`: the rule of certifications (P7, C2), the other way for an exit to be positive.

The follow-up after a certification ends at F. Positive from F when no listed job runs that began
before F; when one does, from the day it has completed its months; nothing before it was obtained.
"""

from dataclasses import dataclass
from datetime import date

from plie.calendrier import add_months
from plie.regles.sortie import RegleCertification
from plie.sortie.cas import Cas, Certification
from plie.sortie.emplois import Emplois, Span, last_of, months_after, next_of


@dataclass(frozen=True, slots=True)
class Suivie:
    """A certification, the day it was obtained and the end of its follow-up, as ordinals."""

    certification: Certification
    obtained: int
    end: int


class Diplomes:
    """The certifications that count, and what each day makes of them."""

    def __init__(self, emplois: Emplois, cas: Cas, regle: RegleCertification) -> None:
        self.emplois = emplois
        self.regle = regle
        since = cas.integration or date.min
        self.held = tuple(
            Suivie(c, c.obtenue_le.toordinal(), follow_up_end(c, regle).toordinal())
            for c in cas.certifications
            if c.obtenue_le >= since and c.nature in (*regle.natures, *regle.comite)
        )
        # A renewal goes on with its contract: what it began before counts (§7).
        self.jobs = tuple(
            group.span
            for famille in emplois.regles.familles
            if famille.compte
            for group in emplois.groups(famille)
        )
        due = {months_after(span.start, regle.emploi_mois) for span in self.jobs}
        own = {day for c in self.held for day in (c.obtained, c.end)}
        self.changes = tuple(sorted({*emplois.edges, *due, *own}))

    def met(self, day: int) -> bool:
        """Whether a certification, of any nature, has done its time."""
        return any(self.done(c, day) for c in self.held)

    def positive(self, day: int) -> bool:
        """Whether one of the natures that suffice has."""
        return any(
            self.done(c, day) for c in self.held if c.certification.nature in self.regle.natures
        )

    def followed(self, day: int) -> bool:
        """Whether a follow-up runs on a day."""
        return any(c.obtained <= day < c.end for c in self.held)

    def after(self, day: int) -> int | None:
        """Return the next day on which anything may change."""
        return next_of(self.changes, day)

    def back(self, day: int) -> int:
        """Return the last of those days."""
        return last_of(self.changes, day)

    def awaited(self, held: Suivie, day: int) -> list[Span]:
        """Return the contracts that run on a day and began before the end of a follow-up: they are to last."""
        return [span for span in self.jobs if span.has(day) and span.start < held.end]

    def done(self, held: Suivie, day: int) -> bool:
        """Whether a certification has done its time on a day."""
        if day < held.obtained:
            return False
        running = self.awaited(held, day)
        if self.regle.suivi_mois is None or not running:
            return day >= held.end
        return any(span.completed(day, self.regle.emploi_mois, more=False) for span in running)


def follow_up_end(certification: Certification, regle: RegleCertification) -> date:
    """Return the day from which a certification counts, no job being in its way (C2)."""
    if regle.suivi_mois is None:
        return certification.obtenue_le
    if certification.suivi_jusqu_au is not None:
        return certification.suivi_jusqu_au
    after = certification.formation_superieure_jusqu_au or certification.obtenue_le
    return add_months(after, regle.suivi_mois)
