"""Rendez-vous: taken, put off, ended; and the days of the agenda as the screen shows them."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from desktop.documents import ics
from desktop.documents.ics import Moment
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases import nommer
from desktop.usecases.ouvertures import en_partie
from plie import agenda as regles
from plie import evenement, phrases
from plie import rendez_vous as attente
from plie.agenda import Creneau
from plie.dossier import Dossier
from plie.kinds import Entretien, Evenement, Id, Lieu, Permanence, Personne, RendezVous
from plie.refus import Refus
from plie.vocabulaire import DemiJournee, GenreEvenement, IssueRendezVous, Modalite

_MISSED = (IssueRendezVous.EXCUSE, IssueRendezVous.NON_EXCUSE)
_ABSENCE = GenreEvenement.ABSENCE
_KEPT_SAFE = "Rien n’a changé."


@dataclass(frozen=True, slots=True)
class LigneRendezVous:
    """One rendez-vous as the agenda shows it. `chevauche`: names met at the same time."""

    id: str
    dossier: str
    nom: str
    le: date
    creneau: Creneau | None
    duree_min: int | None
    lieu: str
    issue: IssueRendezVous
    chevauche: tuple[str, ...]
    commence: bool  # an entretien of that day exists already


@dataclass(frozen=True, slots=True)
class Jour:
    """One day of the agenda: its permanences, its rendez-vous by hour, and what is free."""

    le: date
    permanences: tuple[Permanence, ...]
    rendez_vous: tuple[LigneRendezVous, ...]
    libres: tuple[Creneau, ...]


@dataclass(frozen=True, slots=True)
class Attendu:
    """A rendez-vous that wants an answer, or the next one: what to say of it, how it may end."""

    id: str
    phrase: str
    issues: tuple[IssueRendezVous, ...]


def attendus(dossier: Dossier, now: datetime) -> tuple[Attendu, ...]:
    """Return what is still to be said of the rendez-vous of a dossier, the next one last."""
    asked = [
        Attendu(r.id, phrases.comment_passe(r.date, r.debut), attente.issues(r, now.date()))
        for r in attente.a_dire(dossier, now)
        if r.date
    ]
    coming = attente.prochain(dossier, now)
    if coming is not None and coming.date is not None:
        at = f" à {phrases.spoken_time(coming.debut)}" if coming.debut else ""
        said = f"Prochain rendez-vous\u00a0: {phrases.long_date(coming.date)}{at}"
        told = " · ".join(part for part in (said, coming.lieu) if part)
        asked.append(Attendu(coming.id, told, attente.issues(coming, now.date())))
    return tuple(asked)


def jours(rows: Rows, days: tuple[date, ...]) -> tuple[Jour, ...]:
    """Return days of the agenda of whoever works in this vault."""
    names = {p.id: p.nom for p in rows.all(Personne)}
    mine = permanences(rows)
    # Read once for all the days: no index helps, and a year of entretiens is long to go through.
    iso = [day.isoformat() for day in days]
    planned = rows.among(RendezVous, "date", iso)
    begun = {(e.dossier, e.date) for e in rows.among(Entretien, "date", iso)}
    return tuple(
        _jour(day, tuple(r for r in planned if r.date == day), begun, names, mine) for day in days
    )


def personnes(rows: Rows, *, on: date) -> tuple[tuple[str, str], ...]:
    """Return (dossier, name) of everyone with whom a rendez-vous can be taken, by name."""
    apart = en_partie(rows, on=on)
    mine = (p for p in rows.all(Personne) if p.id not in apart)
    found = sorted(mine, key=lambda p: (p.nom_usage or p.nom_naissance, p.prenoms))
    return tuple((p.id, p.nom) for p in found)


def au_meme_moment(
    rows: Rows, le: date | None, debut: time | None, duree_min: int | None
) -> tuple[str, ...]:
    """Return who is received already at the moment of a rendez-vous to be taken, and when."""
    asked = RendezVous(id=Id(""), dossier=Id(""), date=le, debut=debut, duree_min=duree_min)
    planned = rows.among(RendezVous, "date", [le.isoformat()]) if le else ()
    return tuple(
        f"{rows.get(Personne, other.dossier).nom}, {hours(regles.creneau(other))}"
        for other in regles.chevauche(asked, planned)
    )


def lieux(rows: Rows) -> tuple[str, ...]:
    """Return the places known: those of the directory, of permanences, of past rendez-vous."""
    known = {one.nom for one in rows.all(Lieu)} | {one.lieu for one in permanences(rows)}
    known |= {one.lieu for one in rows.all(RendezVous)}
    return tuple(sorted(place for place in known if place))


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
        Refus: no day, a day that is past, or it is ended already.
    """
    _refuse_past(le, now)
    before = _still_planned(work, id_)
    work.patch(RendezVous, id_, work.seen(RendezVous, id_), issue=IssueRendezVous.REPORTE)
    work.insert(
        RendezVous(
            id=work.new_id(),
            dossier=before.dossier,
            date=le,
            debut=debut,
            duree_min=duree_min or before.duree_min,
            modalite=before.modalite,
            lieu=lieu.strip() or before.lieu,
            reporte_de=before.id,
        )
    )
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


def permanences(rows: Rows) -> tuple[Permanence, ...]:
    """Return the permanences of whoever works in this vault, Monday first."""
    me = rows.identity().utilisateur
    mine = (p for p in rows.all(Permanence) if p.utilisateur == me)
    return tuple(sorted(mine, key=lambda p: (p.jour, p.demi_journee != DemiJournee.MATIN, p.lieu)))


def ajouter_permanence(
    work: Work, *, lieu: str, jour: int, demi_journee: DemiJournee, now: datetime
) -> Changes:
    """Say that one is at a place on a half-day, week after week, from today on.

    Raises:
        Refus: no place, or the half-day is taken already.
    """
    if not lieu.strip():
        raise Refus("sans_lieu", "Indiquez le lieu de la permanence.")
    held = permanences(work.rows)
    if any((p.jour, p.demi_journee) == (jour, demi_journee) for p in held):
        raise Refus(
            "demi_journee_prise",
            f"Cette demi-journée a déjà une permanence\u00a0: ôtez-la d’abord. {_KEPT_SAFE}",
        )
    work.insert(
        Permanence(
            id=work.new_id(),
            utilisateur=Id(work.rows.identity().utilisateur),
            lieu=lieu.strip(),
            jour=jour,
            demi_journee=demi_journee,
            depuis=now.date(),
        )
    )
    return work.commit()


def oter_permanence(work: Work, id_: str) -> Changes:
    """Take a permanence away; the rendez-vous that were taken in it stay."""
    work.delete(Permanence, id_, work.seen(Permanence, id_))
    return work.commit()


def hours(creneau: Creneau | None) -> str:
    """Return « 9 h 30 – 10 h 15 », "" without an hour."""
    if creneau is None:
        return ""
    return f"{phrases.spoken_time(creneau.debut)} – {phrases.spoken_time(creneau.fin)}"


def calendrier(rows: Rows, days: tuple[date, ...], *, zone: tzinfo, now: datetime) -> bytes:
    """Return the rendez-vous still planned of these days as a calendar file, without any name.

    A place that names the person is left out: one is received at home too. Its hours were typed on the clocks of `zone`, winter or summer as each day is; `now` is aware.
    """
    moments = [
        Moment(
            line.id,
            datetime.combine(line.le, line.creneau.debut, tzinfo=zone).astimezone(UTC),
            _minutes(line.creneau),
            "" if nommer.by_word(line.nom, line.lieu) else line.lieu,
        )
        for jour in jours(rows, days)
        for line in jour.rendez_vous
        if line.issue is IssueRendezVous.PREVU and line.creneau is not None
    ]
    return ics.calendar(moments, at=now.astimezone(UTC))


def _minutes(creneau: Creneau) -> int:
    start, end = (moment.hour * 60 + moment.minute for moment in (creneau.debut, creneau.fin))
    return end - start


def _jour(
    day: date,
    planned: tuple[RendezVous, ...],
    begun: Container[tuple[Id, date | None]],
    names: dict[Id, str],
    mine: tuple[Permanence, ...],
) -> Jour:
    lines = [
        LigneRendezVous(
            r.id,
            r.dossier,
            names.get(r.dossier, ""),
            day,
            regles.creneau(r),
            r.duree_min,
            r.lieu,
            _issue(r.issue),
            tuple(names.get(o.dossier, "") for o in regles.chevauche(r, planned)),
            (r.dossier, day) in begun,
        )
        for r in planned
    ]
    return Jour(
        day,
        regles.permanences_du(mine, day),
        tuple(
            sorted(
                lines, key=lambda line: (line.creneau.debut if line.creneau else time(0), line.nom)
            )
        ),
        regles.libres(mine, planned, day),
    )


def _issue(code: str) -> IssueRendezVous:
    return next((issue for issue in IssueRendezVous if issue == code), IssueRendezVous.PREVU)


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
