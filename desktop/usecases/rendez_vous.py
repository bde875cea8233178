"""Rendez-vous: what is still to be said of them, how one is taken, put off, ended, taken back."""

from dataclasses import dataclass
from datetime import date, datetime, time

from desktop.models.changes import Changes
from desktop.models.unit_of_work import Work
from plie import agenda as regles
from plie import evenement, phrases
from plie import rendez_vous as attente
from plie.dossier import Dossier
from plie.kinds import Evenement, Personne, RendezVous
from plie.refus import Refus
from plie.vocabulaire import GenreEvenement, IssueRendezVous, Modalite

_MISSED = (IssueRendezVous.EXCUSE, IssueRendezVous.NON_EXCUSE)
_ABSENCE = GenreEvenement.ABSENCE
_KEPT_SAFE = "Rien n’a changé."


@dataclass(frozen=True, slots=True)
class Attendu:
    """A rendez-vous that wants an answer, or the next one: what to say of it, how it may end."""

    id: str
    phrase: str
    issues: tuple[IssueRendezVous, ...]


def attendus(dossier: Dossier, now: datetime) -> tuple[Attendu, ...]:
    """Return what is still to be said of the rendez-vous of a dossier, the next one last."""
    asked = [
        Attendu(r.id, phrases.comment_passe(r.date, r.debut), attente.issues(r, now))
        for r in attente.a_dire(dossier, now)
        if r.date
    ]
    coming = attente.prochain(dossier, now)
    if coming is not None and coming.date is not None:
        at = f" à {phrases.spoken_time(coming.debut)}" if coming.debut else ""
        said = f"Prochain rendez-vous\u00a0: {phrases.long_date(coming.date)}{at}"
        told = " · ".join(part for part in (said, coming.lieu) if part)
        asked.append(Attendu(coming.id, told, attente.issues(coming, now)))
    return tuple(asked)


def prendre(
    work: Work,
    dossier: str,
    *,
    le: date | None,
    debut: time | None,
    duree_min: int | None,
    lieu: str,
    now: datetime,
) -> Changes:
    """Take a rendez-vous.

    Raises:
        Refus: no day, a day that is past, or this person has one at that moment already.
    """
    _refuse_past(le, now)
    who = work.get(Personne, dossier).id
    taken = RendezVous(
        id=work.new_id(),
        dossier=who,
        date=le,
        debut=debut,
        duree_min=duree_min,
        modalite=Modalite.PHYSIQUE,
        lieu=lieu.strip(),
    )
    _refuse_twice(work, taken)
    work.insert(taken)
    return work.commit()


def deplacer(
    work: Work,
    id_: str,
    *,
    le: date | None,
    debut: time | None,
    duree_min: int | None,
    lieu: str,
    now: datetime,
) -> Changes:
    """Put a rendez-vous off: it stays, marked so, and another stands for it.

    Without a length or a place, those it had.

    Raises:
        Refus: no day, a day that is past, it is ended already, or this person has another one at that moment.
    """
    _refuse_past(le, now)
    before = _still_planned(work, id_)
    work.patch(RendezVous, id_, work.seen(RendezVous, id_), issue=IssueRendezVous.REPORTE)
    taken = RendezVous(
        id=work.new_id(),
        dossier=before.dossier,
        date=le,
        debut=debut,
        duree_min=duree_min or before.duree_min,
        modalite=before.modalite,
        lieu=lieu.strip() or before.lieu,
        reporte_de=before.id,
    )
    _refuse_twice(work, taken)
    work.insert(taken)
    return work.commit()


def terminer(work: Work, id_: str, issue: IssueRendezVous, *, now: datetime) -> Changes:
    """Say how a rendez-vous ended; a missed one is an événement too, and never an entretien (C7-2).

    Raises:
        Refus: it is ended already, or is still to come (an absence may be excused beforehand).
    """
    planned = _still_planned(work, id_)
    to_come = planned.date is not None and planned.date > now.date()
    if to_come and issue not in {IssueRendezVous.EXCUSE, IssueRendezVous.ANNULE}:
        raise Refus("rendez_vous_a_venir", f"Ce rendez-vous n’a pas encore eu lieu. {_KEPT_SAFE}")
    work.patch(RendezVous, id_, work.seen(RendezVous, id_), issue=issue)
    if issue in _MISSED:
        # Excused beforehand: the line is of today, and says of which day it speaks.
        day = f" du {phrases.short_date(planned.date)}" if planned.date else ""
        work.insert(
            Evenement(
                id=work.new_id(),
                dossier=planned.dossier,
                date=now.date() if to_come else planned.date or now.date(),
                heure=None if to_come else planned.debut,
                genre=GenreEvenement.ABSENCE,
                texte=f"Prévenu avant le rendez-vous{day}" if to_come else issue.label,
                rendez_vous=planned.id,
            )
        )
    return work.commit()


def reprendre(work: Work, id_: str, *, now: datetime) -> Changes:
    """Take back how a rendez-vous ended: it is planned again, and its line of absence is cancelled.

    Raises:
        Refus: it was put off, and another stands for it; or nothing was said of it.
    """
    ended = work.get(RendezVous, id_)
    if ended.issue in {IssueRendezVous.PREVU, IssueRendezVous.REPORTE}:
        raise Refus("rien_a_reprendre", f"Il n’y a rien à reprendre ici. {_KEPT_SAFE}")
    work.patch(RendezVous, id_, work.seen(RendezVous, id_), issue=IssueRendezVous.PREVU)
    lines = work.rows.all(Evenement, dossier=ended.dossier)
    already = evenement.remplacants(lines)
    for line in lines:
        if (line.rendez_vous, line.genre) == (id_, _ABSENCE) and line.id not in already:
            work.insert(
                evenement.annulation(work.new_id(), line, motif="Saisi par erreur", now=now)
            )
    return work.commit()


def _refuse_past(le: date | None, now: datetime) -> None:
    if le is None:
        raise Refus("sans_date", "Indiquez le jour du rendez-vous.")
    if le < now.date():
        raise Refus(
            "rendez_vous_passe",
            f"Un rendez-vous se prend pour aujourd’hui ou plus tard. {_KEPT_SAFE}",
        )


def _refuse_twice(work: Work, taken: RendezVous) -> None:
    """A button pressed twice, or Enter held, takes one rendez-vous; nobody has two at one time."""
    there = work.rows.all(RendezVous, dossier=taken.dossier)
    planned = [r for r in there if r.issue == IssueRendezVous.PREVU]
    same = any((r.date, r.debut) == (taken.date, taken.debut) for r in planned)
    if same or regles.chevauche(taken, planned):
        raise Refus(
            "rendez_vous_pris", f"Cette personne a déjà rendez-vous à ce moment-là. {_KEPT_SAFE}"
        )


def _still_planned(work: Work, id_: str) -> RendezVous:
    found = work.get(RendezVous, id_)
    if found.issue != IssueRendezVous.PREVU:
        raise Refus("rendez_vous_termine", f"Ce rendez-vous a déjà une issue. {_KEPT_SAFE}")
    return found
