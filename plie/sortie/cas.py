"""`Cas`: what the exit rules judge: work contracts, certifications, and since when the person is in.

Dates are whole days, both ends included; hours are hours per week.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrat:
    """A work contract, signed, whether it runs or not.

    Attributes:
        type: a word of `TypeContrat`; the référentiel says of which family it is.
        debut: first day.
        fin: last day; None while it is open.
        heures_hebdo: weekly hours; None when unknown.
        temps_plein: whether it is full time; None lets the hours say.
        temps_partiel_convenu: the part time suits the person (P7); None when it was not asked.
        derogation_duree: the branch agreement or legal derogation that allows less; "" for none.
        employeur: as written; "" when unnamed.
        pieces: codes of the pieces held.
        id: of the fact it comes from, if any.
    """

    type: str
    debut: date
    fin: date | None = None
    heures_hebdo: float | None = None
    temps_plein: bool | None = None
    temps_partiel_convenu: bool | None = None
    derogation_duree: str = ""
    employeur: str = ""
    pieces: frozenset[str] = field(default_factory=frozenset)
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """A certification and the follow-up that comes after it (P7, C2).

    Attributes:
        nature: a word of `NatureCertification`.
        obtenue_le: the day it was obtained.
        suivi_jusqu_au: when the follow-up ends, if that was decided.
        formation_superieure_jusqu_au: end of the higher training that follows, if one does.
        pieces: codes of the pieces held.
        id: of the fact it comes from, if any.
    """

    nature: str
    obtenue_le: date
    suivi_jusqu_au: date | None = None
    formation_superieure_jusqu_au: date | None = None
    pieces: frozenset[str] = field(default_factory=frozenset)
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cas:
    """One person's contracts and certifications; what is before `integration` does not count (§7)."""

    contrats: tuple[Contrat, ...] = ()
    certifications: tuple[Certification, ...] = ()
    integration: date | None = None
