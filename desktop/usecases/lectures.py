"""Openings of dossiers: told by whoever is not their AE, seen by the AE as one quiet line.

And what else is told to the store's journal: the vault opened, something taken out of it.
"""

from collections.abc import Callable
from datetime import datetime, tzinfo

from desktop.models import visits
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from plie.affectation import en_vigueur, suit
from plie.kinds import Affectation
from plie.phrases import short_date, spoken_time
from plie.vocabulaire import Role, label
from wire.messages import Doing

__all__ = ["Doing", "consultations", "consulte", "noter", "ouvert_par", "ouvertures", "ouvrir"]


def ouvrir(work: Work, dossier: str, *, now: datetime) -> Changes:
    """Note that a dossier is opened by someone who is not its AE; the store will be told.

    Its AE is who is in charge of it that day: neither who stands in nor the referent of a structure.
    """
    identity = work.rows.identity()
    day = now.date()
    given = [a for a in work.rows.all(Affectation, dossier=dossier) if en_vigueur(a, day)]
    # A dossier just opened here is said to be followed by nobody until the store has it.
    new = not given and identity.role == Role.ACCOMPAGNATEUR.value
    theirs = new or suit(given, identity.utilisateur, day)
    if (
        identity.enrolled
        and not theirs
        and visits.note(work.connection, work.new_id(), dossier, now)
    ):
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


def ouvert_par(rows: Rows, dossier: str, *, now: datetime, dire: Callable[[str], str] = str) -> str:
    """Say who else opened a dossier last; "" when nobody is known to have.

    `now` carries the zone in which hours are shown.
    """
    found = visits.last(rows.connection, dossier)
    return "" if found is None else f"Ouvert par {_said(found, now, dire)}"


def ouvertures(
    rows: Rows, dossier: str, *, now: datetime, dire: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Say each opening of a dossier by someone else, the latest first; `dire` says who with the words of a PLIE."""
    return tuple(_said(one, now, dire) for one in visits.of(rows.connection, dossier))


def consultations(rows: Rows, dossier: str) -> tuple[visits.Visite, ...]:
    """Return the openings of a dossier by others that the store told to whoever works here, the oldest first."""
    return visits.of(rows.connection, dossier)[::-1]


def consulte(one: visits.Visite, zone: tzinfo | None, dire: Callable[[str], str] = str) -> str:
    """Say one to the person: in which role and when, not by whom.

    Of those who work under the same authority, the person is owed the days and the reasons, not the
    names (CJUE, 22 June 2023, C-579/21).
    """
    who = dire(label(Role, one.role).lower())
    return f"{_hour(one.le, zone)}\u00a0: {who}" if one.le else who


def _said(one: visits.Visite, now: datetime, dire: Callable[[str], str]) -> str:
    who = f"{one.nom} ({dire(label(Role, one.role).lower())})"
    if not one.le:
        return who
    return f"{who} le {_hour(one.le, now.tzinfo)}"


def _hour(le: str, zone: tzinfo | None) -> str:
    at = datetime.fromisoformat(le).astimezone(zone)
    return f"{short_date(at.date())} à {spoken_time(at.time())}"
