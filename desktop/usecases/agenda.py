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
from plie.refus import Refus
from plie.rendez_vous import fil
from plie.vocabulaire import IssueRendezVous

_WORKED = 5  # days of a week, Monday first


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


def montres(found: tuple[Jour, ...], *, on: date) -> tuple[Jour, ...]:
    """Return the days to be shown: a weekend with nothing in it leaves its room to others, unless it is today."""
    return tuple(
        jour
        for jour in found
        if jour.le.weekday() < _WORKED or jour.rendez_vous or jour.le == on or len(found) == 1
    )


def personnes(rows: Rows, *, on: date) -> tuple[tuple[str, str], ...]:
    """Return (dossier, name) of everyone with whom a rendez-vous can be taken, by name."""
    apart = en_partie(rows, on=on)
    mine = (p for p in rows.all(Personne) if p.id not in apart)
    found = sorted(mine, key=lambda p: (p.nom_usage or p.nom_naissance, p.prenoms))
    return tuple((p.id, p.nom) for p in found)


def au_meme_moment(
    rows: Rows, dossier: str, le: date | None, debut: time | None, duree_min: int | None
) -> tuple[str, ...]:
    """Return who else is received already at the moment of a rendez-vous to be taken, and when.

    That the person of this dossier is, is no question: it is refused.
    """
    asked = RendezVous(id=Id(""), dossier=Id(dossier), date=le, debut=debut, duree_min=duree_min)
    planned = rows.among(RendezVous, "date", [le.isoformat()]) if le else ()
    return tuple(
        f"{rows.get(Personne, other.dossier).nom}, {hours(regles.creneau(other))}"
        for other in regles.chevauche(asked, planned)
        if other.dossier != dossier
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
    """Return the rendez-vous of these days as a calendar file, without any name.

    What is no longer held is told as such, and what was put off is told where it stands now: a calendar that had it
    follows. A place that names the person is left out: one is received at home too. Its hours were typed on the
    clocks of `zone`, winter or summer as each day is; `now` is aware.

    Raises:
        Refus: these days have none.
    """
    asked = rows.among(RendezVous, "date", [day.isoformat() for day in days])
    of = {dossier: rows.all(RendezVous, dossier=dossier) for dossier in {r.dossier for r in asked}}
    names = {p.id: p.nom for p in rows.all(Personne)}
    told = {}
    for first, last in (fil(one, of[one.dossier]) for one in asked):
        told[first.id] = _moment(first.id, last, names.get(last.dossier, ""), zone)
    if not told:
        raise Refus("rien_a_exporter", "Cette semaine n’a aucun rendez-vous. Rien n’est exporté.")
    return ics.calendar(tuple(told.values()), at=now.astimezone(UTC))


def _moment(id_: str, one: RendezVous, nom: str, zone: tzinfo) -> Moment:
    there = regles.creneau(one)
    day = one.date or date.min
    begins = datetime.combine(day, there.debut, tzinfo=zone).astimezone(UTC) if there else day
    lieu = "" if nommer.by_word(nom, one.lieu) else one.lieu
    # What goes on after midnight lasts there as long as it was taken for.
    minutes = one.duree_min or (_minutes(there) if there else 0)
    return Moment(id_, begins, minutes, lieu, tenu=regles.tient_sa_place(one))


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
