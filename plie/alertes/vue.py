"""`Vue`: one dossier as it is known on a day: what is dated later is not there yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from plie.mots import ECRITS, Mots
from plie.regles.sortie import ReglesSortie
from plie.suivi import EntretienSuivi, EtapeSuivie, Suivi
from plie.vocabulaire import EtatCompteRendu, EtatParcours


@dataclass(frozen=True, slots=True)
class Activite:
    """An étape or a work contract that counts.

    `proposee_le` and `debut` are None until then; `fin` is its last day, None while it is under way.
    """

    proposee_le: date | None
    debut: date | None
    fin: date | None


@dataclass(frozen=True, slots=True)
class Connue:
    """An étape that counts on a day, with its real first and last days, None until then."""

    etape: EtapeSuivie
    debut: date | None
    fin: date | None

    @classmethod
    def on(cls, etape: EtapeSuivie, on: date) -> Self | None:
        """Return the étape as known on a day; None when it does not count.

        It ends when it is abandoned; one of which no start was noted started at its end at the latest.
        """
        end = etape.fin if etape.fin is not None and etape.fin <= on else None
        given_up = etape.abandonnee_le is not None and etape.abandonnee_le <= on
        if given_up and etape.abandonnee_le is not None:
            end = min(end or etape.abandonnee_le, etape.abandonnee_le)
        start = etape.debut or etape.fin
        if start is not None and start <= (end or on):
            return cls(etape, start, end)
        to_come = etape.proposee_le is not None and etape.proposee_le > on
        return None if given_up or to_come else cls(etape, None, end)


# No slots: what several rules look at is kept once it was asked for.
@dataclass(frozen=True)
class Vue:
    """One dossier, one day, the exit rules of its PLIE, None when it judges no exit, and its words."""

    suivi: Suivi
    on: date
    sortie: ReglesSortie | None
    mots: Mots = ECRITS

    def past(self, day: date | None) -> bool:
        """Whether a fact of that day is known."""
        return day is not None and day <= self.on

    @property
    def integre(self) -> date | None:
        """The integration of someone in parcours; None for anyone else."""
        return self.integration if self.suivi.etat is EtatParcours.INTEGRE else None

    @cached_property
    def integration(self) -> date | None:
        """The integration, once it is known."""
        joined = self.suivi.integration
        return joined if self.past(joined) else None

    @cached_property
    def reprise(self) -> date | None:
        """The real end of the last suspension."""
        ends = (s.fin for s in self.suivi.suspensions)
        return max((end for end in ends if end is not None and end <= self.on), default=None)

    @cached_property
    def entretiens(self) -> tuple[EntretienSuivi, ...]:
        """The entretiens held; one whose compte-rendu was replaced is told by the newer version."""
        on = self.on
        return tuple(e for e in self.suivi.entretiens if e.date <= on and not e.remplace)

    @cached_property
    def etapes(self) -> tuple[Connue, ...]:
        """The étapes known; an abandoned one counts only if it had started."""
        known = (Connue.on(etape, self.on) for etape in self.suivi.etapes)
        return tuple(etape for etape in known if etape is not None)

    @cached_property
    def activites(self) -> tuple[Activite, ...]:
        """The étapes and the work contracts, which are étapes from their start to their end (P8, C9-1)."""
        return tuple(self._activites())

    def signed(self, entretien: EntretienSuivi) -> bool:
        """Whether both parties had signed its compte-rendu; a refusal is no signature (C9-1)."""
        return (
            entretien.etat == EtatCompteRendu.SIGNE
            and not entretien.refus_signature
            and (entretien.signe_le is None or entretien.signe_le <= self.on)
        )

    def _activites(self) -> Iterator[Activite]:
        for known in self.etapes:
            proposed = known.etape.proposee_le
            if proposed is not None and proposed > self.on:
                proposed = None
            if proposed or known.debut:
                yield Activite(proposed, known.debut, known.fin if known.debut else None)
        for contrat in self.suivi.cas.contrats:
            if contrat.debut <= self.on:
                yield Activite(None, contrat.debut, contrat.fin if self.past(contrat.fin) else None)
