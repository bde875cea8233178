"""What is still to be said of rendez-vous: how one went, who has none, which one comes (C7-2, C9-3-6)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from plie.agenda import creneau
from plie.calendrier import end_of_month
from plie.dossier import Dossier
from plie.kinds import CompteRendu, Entretien, Id, RendezVous
from plie.vocabulaire import EtatParcours, IssueRendezVous

ENDS = (
    IssueRendezVous.HONORE,
    IssueRendezVous.EXCUSE,
    IssueRendezVous.NON_EXCUSE,
    IssueRendezVous.REPORTE,
    IssueRendezVous.ANNULE,
)
_BEFOREHAND = (IssueRendezVous.EXCUSE, IssueRendezVous.REPORTE, IssueRendezVous.ANNULE)
_AROUND = timedelta(hours=1)  # received that much before or after, it is this rendez-vous still
PREVENU = "Annulé (prévenu)"  # what an absence excused beforehand is


def sans_rendez_vous(dossier: Dossier, on: date) -> bool:
    """Whether someone of the active caseload has no rendez-vous planned until the month's end."""
    last = end_of_month(on)
    return dossier.file_active and not any(
        r.date is not None and on <= r.date <= last for r in _planned(dossier)
    )


def a_recevoir(dossier: Dossier) -> bool:
    """Whether this person is still received: oriented, being diagnosed, in parcours; not once it is over."""
    return dossier.etat not in {EtatParcours.REFUSE, EtatParcours.SANS_SUITE, EtatParcours.SORTI}


def a_dire(dossier: Dossier, now: datetime) -> tuple[RendezVous, ...]:
    """Return the rendez-vous that are over and of which nobody said how they went, the oldest first.

    While its entretien is being written nothing is asked: finalised, it is the answer.
    `now` is local.
    """
    frozen = {cr.entretien for cr in dossier.comptes_rendus}
    written = [e for e in dossier.entretiens if e.id not in frozen]
    over = [r for r in _planned(dossier) if _is_over(r, now)]
    asked = (r for r in over if not any(tenu_par(r, draft) for draft in written))
    return tuple(sorted(asked, key=when))


def tenu_par(rendez_vous: RendezVous, entretien: Entretien | CompteRendu) -> bool:
    """Whether an entretien is how a rendez-vous was kept: of its day, and not of another moment of that day.

    An hour that nobody said contradicts nothing.
    """
    day = rendez_vous.date
    if day is None or day != entretien.date:
        return False
    there = creneau(rendez_vous)
    if there is None or entretien.debut is None:
        return True
    began = datetime.combine(day, entretien.debut)
    ended = began + timedelta(minutes=entretien.duree_min or 0)
    early, late = (datetime.combine(day, hour) for hour in (there.debut, there.fin))
    return began <= late + _AROUND and early - _AROUND <= ended


def prochain(dossier: Dossier, now: datetime) -> RendezVous | None:
    """Return the next rendez-vous planned, today's until it is over. `now` is local."""
    coming = (r for r in _planned(dossier) if r.date is not None and not _is_over(r, now))
    return min(coming, key=when, default=None)


def fil(one: RendezVous, known: Iterable[RendezVous]) -> tuple[RendezVous, RendezVous]:
    """Return a rendez-vous as it was first taken, and as it stands after every time it was put off.

    Put off on two machines at once, two stand for it: one goes on with it, the other is another rendez-vous.
    """
    by_id = {r.id: r for r in known}
    after: dict[Id, RendezVous] = {}
    for r in sorted(by_id.values(), key=lambda r: r.id):
        if r.reporte_de is not None:
            after.setdefault(r.reporte_de, r)
    first = last = one
    # A rendez-vous is passed once: facts that turn round lead nowhere.
    passed = {one.id}
    while (
        first.reporte_de in by_id
        and after[first.reporte_de].id == first.id
        and first.reporte_de not in passed
    ):
        first = by_id[first.reporte_de]
        passed.add(first.id)
    passed = {one.id}
    while last.id in after and after[last.id].id not in passed:
        last = after[last.id]
        passed.add(last.id)
    return first, last


def issues(rendez_vous: RendezVous, now: datetime) -> tuple[IssueRendezVous, ...]:
    """Return how a planned rendez-vous may end now (local): another day, it is only excused or put off.

    Of one of today someone may come early, but nobody is absent without a word before its hour.
    """
    day = rendez_vous.date
    if day is not None and day > now.date():
        return _BEFOREHAND
    early = ahead(day, rendez_vous.debut, now)
    return tuple(end for end in ENDS if not (early and end is IssueRendezVous.NON_EXCUSE))


def ahead(day: date | None, start: time | None, now: datetime) -> bool:
    """Whether a day and hour are still to come; without an hour, the day is enough to have come."""
    today = now.date()
    return day is not None and (
        day > today or (day == today and start is not None and start > now.time())
    )


def dite(issue: IssueRendezVous, *, to_come: bool) -> str:
    """Return the words of an issue; nobody is absent from what has not taken place."""
    return PREVENU if to_come and issue is IssueRendezVous.EXCUSE else issue.label


def when(rendez_vous: RendezVous) -> tuple[str, str, str]:
    """Return what sorts rendez-vous by day and hour."""
    return str(rendez_vous.date), str(rendez_vous.debut or ""), rendez_vous.id


def _planned(dossier: Dossier) -> tuple[RendezVous, ...]:
    return tuple(r for r in dossier.rendez_vous if r.issue == IssueRendezVous.PREVU)


def _is_over(rendez_vous: RendezVous, now: datetime) -> bool:
    if rendez_vous.date is None or rendez_vous.date > now.date():
        return False
    there = creneau(rendez_vous)
    return rendez_vous.date < now.date() or (there is not None and there.fin <= now.time())
