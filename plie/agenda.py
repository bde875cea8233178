"""The calendar of one adviser: weeks, permanences (place × half-day), what overlaps, what is free."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from plie.kinds import Permanence, RendezVous
from plie.vocabulaire import DemiJournee, IssueRendezVous

_WEEK = 7
_USUAL_MINUTES = 45  # of a rendez-vous whose duration nobody said
_SHORTEST = timedelta(minutes=30)  # under it, a gap between two rendez-vous is no free slot
# When one is received on a half-day: what a permanence opens, and nothing forbids to go beyond.
HEURES = {
    DemiJournee.MATIN: (time(9), time(12)),
    DemiJournee.APRES_MIDI: (time(13, 30), time(17)),
}


@dataclass(frozen=True, slots=True)
class Creneau:
    """A stretch of one day, from an hour to another."""

    debut: time
    fin: time


def semaine(day: date) -> tuple[date, ...]:
    """Return the seven days of the week of a day, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=n) for n in range(_WEEK))


def tient_sa_place(rendez_vous: RendezVous) -> bool:
    """Whether it takes time in the day: not once it was put off, excused or cancelled."""
    return rendez_vous.issue not in {
        IssueRendezVous.REPORTE,
        IssueRendezVous.EXCUSE,
        IssueRendezVous.ANNULE,
    }


def creneau(rendez_vous: RendezVous) -> Creneau | None:
    """Return when a rendez-vous is; None without an hour. Its usual length when none is said."""
    if rendez_vous.date is None or rendez_vous.debut is None:
        return None
    start = datetime.combine(rendez_vous.date, rendez_vous.debut)
    end = start + timedelta(minutes=rendez_vous.duree_min or _USUAL_MINUTES)
    # A day ends at midnight: nothing here goes on into the next one.
    last = time(23, 59) if end.date() > rendez_vous.date else end.time()
    return Creneau(rendez_vous.debut, last)


def chevauche(one: RendezVous, others: Iterable[RendezVous]) -> tuple[RendezVous, ...]:
    """Return the rendez-vous of the same day that are at the same time: warned, never refused."""
    mine = creneau(one)
    if mine is None or not tient_sa_place(one):
        return ()
    return tuple(
        other
        for other in others
        if other.id != one.id
        and other.date == one.date
        and tient_sa_place(other)
        and (there := creneau(other)) is not None
        and mine.debut < there.fin
        and there.debut < mine.fin
    )


def permanences_du(permanences: Iterable[Permanence], day: date) -> tuple[Permanence, ...]:
    """Return the permanences held on a day, the morning first."""
    held = (
        p
        for p in permanences
        if p.jour == day.weekday()
        and (p.depuis is None or p.depuis <= day)
        and (p.jusqu_au is None or day <= p.jusqu_au)
    )
    return tuple(sorted(held, key=lambda p: (p.demi_journee != DemiJournee.MATIN, p.lieu)))


def lieu_propose(permanences: Iterable[Permanence], day: date, debut: time | None) -> str:
    """Return the place where one is at that hour, "" when no permanence says it."""
    held = permanences_du(permanences, day)
    noon = HEURES[DemiJournee.APRES_MIDI][0]
    half = DemiJournee.MATIN if debut is None or debut < noon else DemiJournee.APRES_MIDI
    return next((p.lieu for p in held if p.demi_journee == half), held[0].lieu if held else "")


def libres(
    permanences: Sequence[Permanence], rendez_vous: Iterable[RendezVous], day: date
) -> tuple[Creneau, ...]:
    """Return what is free of the permanences of a day."""
    taken = sorted(
        (there.debut, there.fin)
        for one in rendez_vous
        if one.date == day and tient_sa_place(one) and (there := creneau(one)) is not None
    )
    halves = dict.fromkeys(p.demi_journee for p in permanences_du(permanences, day))
    return tuple(
        gap
        for half in DemiJournee
        if half in halves
        for gap in _gaps(Creneau(*HEURES[half]), taken, day)
    )


def _gaps(open_: Creneau, taken: Sequence[tuple[time, time]], day: date) -> Iterator[Creneau]:
    start = open_.debut
    for begins, ends in (*taken, (open_.fin, open_.fin)):
        until = min(begins, open_.fin)
        if _length(day, start, until) >= _SHORTEST:
            yield Creneau(start, until)
        start = max(start, ends)


def _length(day: date, start: time, end: time) -> timedelta:
    return datetime.combine(day, end) - datetime.combine(day, start)
