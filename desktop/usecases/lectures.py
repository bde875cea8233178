"""Openings of dossiers: told by whoever is not their AE, seen by the AE as one quiet line.

And what else is told to the store's journal: the vault opened, something taken out of it.
"""

from datetime import datetime

from desktop.models import visits
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from plie.phrases import short_date, spoken_time
from plie.vocabulaire import Role, label
from wire.messages import Doing

__all__ = ["Doing", "noter", "ouvert_par", "ouvrir"]


def ouvrir(work: Work, dossier: str, *, now: datetime) -> Changes:
    """Note that a dossier is opened by someone who is not its AE; the store will be told."""
    identity = work.rows.identity()
    told = identity.enrolled and identity.role != Role.ACCOMPAGNATEUR.value
    if told and visits.note(work.connection, work.new_id(), dossier, now):
        return work.commit()
    return Changes()


def noter(work: Work, doing: Doing, *, now: datetime, dossier: str = "") -> Changes:
    """Note that the vault was opened, or something taken out of it; the store's journal will be told.

    Without a name nor a content: what, when, and the dossier where it is of one.
    """
    enrolled = work.rows.identity().enrolled
    if enrolled and visits.note(work.connection, work.new_id(), dossier, now, doing):
        return work.commit()
    return Changes()


def ouvert_par(rows: Rows, dossier: str, *, now: datetime) -> str:
    """Say who else opened a dossier last; "" when nobody is known to have.

    `now` carries the zone in which hours are shown.
    """
    found = visits.last(rows.connection, dossier)
    if found is None:
        return ""
    who = f"{found.nom} ({label(Role, found.role).lower()})"
    if not found.le:
        return f"Ouvert par {who}"
    at = datetime.fromisoformat(found.le).astimezone(now.tzinfo)
    return f"Ouvert par {who} le {short_date(at.date())} à {spoken_time(at.time())}"
