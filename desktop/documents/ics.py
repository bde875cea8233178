"""Rendez-vous as a calendar file (RFC 5545), with the least personal data: an hour and a place.

No name, no dossier: the file goes to telephones and to calendars of others' making.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

_SUMMARY = "Rendez-vous"


@dataclass(frozen=True, slots=True)
class Moment:
    """One rendez-vous: its id, when it begins (aware), minutes, and where."""

    id: str
    debut: datetime
    duree_min: int
    lieu: str


def calendar(moments: Sequence[Moment], *, at: datetime) -> bytes:
    """Return the file; the same rendez-vous keeps its identity from one export to the next.

    The identity is drawn from the id and is not the id: it says nothing of the vault.
    """
    made = Calendar()
    made.add("prodid", "-//Permanence//FR")
    made.add("version", "2.0")
    for moment in moments:
        event = Event()
        event.add("uid", f"{sha256(moment.id.encode()).hexdigest()[:32]}@permanence")
        event.add("dtstamp", at)
        event.add("dtstart", moment.debut)
        event.add("dtend", moment.debut + timedelta(minutes=moment.duree_min))
        event.add("summary", _SUMMARY)
        event.add("class", "PRIVATE")
        if moment.lieu:
            event.add("location", moment.lieu)
        made.add_component(event)
    return bytes(made.to_ical())
