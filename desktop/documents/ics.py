"""Rendez-vous as a calendar file (RFC 5545), with the least personal data: an hour and a place.

No name, no dossier: the file goes to telephones and to calendars of others' making.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

_SUMMARY, _CANCELLED = "Rendez-vous", "Annulé\u00a0: rendez-vous"
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """One rendez-vous.

    Attributes:
        id: what names it from one export to the next, whatever day it is put off to.
        debut: when it begins (aware); its day alone when nobody said an hour.
        duree_min: minutes, with an hour.
        lieu: where.
        tenu: whether it still stands; else the calendar that has it crosses it out.
    """

    id: str
    debut: datetime | date
    duree_min: int
    lieu: str
    tenu: bool = True


def calendar(moments: Sequence[Moment], *, at: datetime) -> bytes:
    """Return the file; the same rendez-vous keeps its identity from one export to the next.

    The identity is drawn from the id and is not the id: it says nothing of the vault.
    """
    made = Calendar()
    made.add("prodid", "-//Permanence//FR")
    made.add("version", "2.0")
    for moment in moments:
        made.add_component(_event(moment, at))
    return bytes(made.to_ical())


def _event(moment: Moment, at: datetime) -> Event:
    whole_day = not isinstance(moment.debut, datetime)
    length = timedelta(days=1) if whole_day else timedelta(minutes=moment.duree_min)
    event = Event()
    event.add("uid", f"{sha256(moment.id.encode()).hexdigest()[:32]}@permanence")
    event.add("dtstamp", at)
    # The last export is right, whatever became of the rendez-vous in between: put off, cancelled, taken again.
    event.add("sequence", int(at.timestamp()) // _MINUTE)
    event.add("dtstart", moment.debut)
    event.add("dtend", moment.debut + length)
    event.add("summary", _SUMMARY if moment.tenu else _CANCELLED)
    event.add("status", "CONFIRMED" if moment.tenu else "CANCELLED")
    event.add("transp", "OPAQUE" if moment.tenu and not whole_day else "TRANSPARENT")
    event.add("class", "PRIVATE")
    if moment.lieu:
        event.add("location", moment.lieu)
    return event
