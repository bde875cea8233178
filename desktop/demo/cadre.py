"""What the stories share: the calendar, the material, the phases, and what a planned entretien is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from desktop.demo.agenda import Agenda
from desktop.demo.library import Fil, Library, Pas
from plie.kinds import Id
from plie.vocabulaire import Modalite

RECHERCHE, FORMATION, INSERTION = "recherche", "formation", "insertion"
EMPLOI, CREATION = "emploi", "creation"
# Which structures orient people, and how they are named in a sentence.
PRESCRIPTEURS = {
    "service_public_emploi": "France Travail",
    "ccas": "le CCAS",
    "departement": "le centre médico-social",
}
_LONG, _USUAL, _SHORT = (60, 75), (30, 45, 45, 45, 60), (15, 20, 30)


@dataclass(slots=True, kw_only=True)
class Rencontre:
    """A planned entretien: when, how, and which steps it tells."""

    day: date
    debut: time
    minutes: int
    modalite: str
    lieu: str
    nature: str
    plan: str
    phase: str
    pas: tuple[tuple[Fil, Pas], ...] = ()
    manque: date | None = None
    parcours: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadre:
    """What every story of the caseload shares."""

    library: Library
    agenda: Agenda
    today: date
    new_id: Callable[[], Id]
    structures: tuple[Id, ...]
    professionnels: tuple[tuple[Id, str], ...]

    def place(self, day: date) -> str:
        """Return where the adviser receives that day of the week."""
        places = self.library.lieux.permanence
        return next((p.nom for p in places if day.weekday() in p.jours), places[0].nom)

    def weekdays(self, commune: str) -> frozenset[int]:
        """Return the days on which the people of a commune are met."""
        lieux = self.library.lieux
        where = next(c.permanence for c in lieux.commune if c.nom == commune)
        return next(p.jours for p in lieux.permanence if p.commune == where)


def minutes_of(plan: str, modalite: str) -> tuple[int, ...]:
    """Return the durations that are usual for an entretien."""
    if plan != "suivi":
        return _LONG
    return _USUAL if modalite == Modalite.PHYSIQUE else _SHORT
