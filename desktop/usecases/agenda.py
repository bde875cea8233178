"""The days of the agenda as the screen shows them, and what leaves of them for outside."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from desktop.documents import ics
from desktop.documents.ics import Moment
from desktop.models.rows import Rows
from desktop.usecases import nommer
from desktop.usecases.ouvertures import en_partie
from desktop.usecases.permanences import permanences
from plie import agenda as regles
from plie import phrases
from plie.agenda import Creneau
from plie.kinds import Entretien, Id, Lieu, Permanence, Personne, RendezVous
from plie.vocabulaire import IssueRendezVous


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
