"""Coordination gives dossiers: for good, or the time of an absence (C9-3-6); what came and left, told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.models import holdings
from desktop.models.changes import Changes
from desktop.models.holdings import Etape
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.horloge import refuser_jour_faux
from desktop.usecases.ouvertures import en_partie
from plie import phrases
from plie.affectation import (
    a_finir,
    a_prolonger,
    a_venir,
    en_vigueur,
    ouvertures,
    refuser_absence,
    remplacements,
    suit,
    titulaire,
    titulaires,
)
from plie.kinds import Affectation, Id, Personne, Utilisateur
from plie.refus import Refus
from plie.vocabulaire import Role, RoleSuivi

# Told in the day for as long: then it is known.
_RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DossierSuivi:
    """One dossier: whose, who is in charge, who stands in or will, and until when, to whom it is open in part."""

    id: str
    nom: str
    accompagnateur: str
    accompagnateur_id: str
    remplacement: str
    remplace: bool
    ouvert_a: str = ""


@dataclass(frozen=True, slots=True)
class Collegue:
    """An accompagnateur·rice to whom dossiers may be given."""

    id: str
    nom: str
    dossiers: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Dossiers that came here, or left, one day: what is said of it, and the dossier if there is one."""

    titre: str
    detail: str
    dossier: str


def suivis(rows: Rows, *, on: date) -> tuple[DossierSuivi, ...]:
    """Return every dossier with who follows it, by name."""
    names = {u.id: u.nom for u in rows.all(Utilisateur)}
    given = rows.by_dossier(Affectation)
    lines = [_line(p, given.get(p.id, ()), names, on) for p in rows.all(Personne)]
    return tuple(sorted(lines, key=lambda line: (line.nom.casefold(), line.id)))


def absence_en_mots(rows: Rows, dossier: str, *, on: date) -> str:
    """Say who stands in for a dossier, for whom and until when; "" while nobody does."""
    names = {u.id: u.nom for u in rows.all(Utilisateur)}
    held, me = rows.all(Affectation, dossier=dossier), rows.identity().utilisateur
    charged = titulaire(held, on)
    away = names.get(Id(charged.utilisateur or ""), "") if charged else ""
    told = []
    for standing in remplacements(held, on):
        who = names.get(Id(standing.utilisateur or ""), "un·e collègue")
        begins = f"Vous remplacez {away or 'un·e collègue'}"
        told.append(
            f"{begins if standing.utilisateur == me else f'Confié à {who}'} {_period(standing, on)}"
        )
    return " · ".join(told)


def collegues(rows: Rows, *, on: date) -> tuple[Collegue, ...]:
    """Return every accompagnateur·rice who has access, by name, with how many dossiers they are in charge of."""
    count: dict[str, int] = {}
    for held in rows.by_dossier(Affectation).values():
        charged = titulaire(held, on)
        if charged is not None and charged.utilisateur:
            count[charged.utilisateur] = count.get(charged.utilisateur, 0) + 1
    people = [u for u in rows.all(Utilisateur) if _may_follow(u)]
    return tuple(
        Collegue(u.id, u.nom, count.get(u.id, 0))
        for u in sorted(people, key=lambda u: u.nom.casefold())
    )


def reaffecter(work: Work, dossiers: Collection[str], *, a: str, on: date) -> Changes:
    """Give dossiers to someone for good: they alone are in charge from this day on.

    Raises:
        Refus: nobody, or not an accompagnateur·rice who has access; the day is none of the store's.
    """
    refuser_jour_faux(work.rows, on=on)
    _refuse_other_than_adviser(work, a)
    for dossier in dossiers:
        held = work.rows.all(Affectation, dossier=dossier)
        for ended in a_finir(held, a, on):
            _end(work, ended, on)
        if not suit(held, a, on):
            charge = RoleSuivi.ACCOMPAGNATEUR.value
            work.insert(
                Affectation(
                    id=work.new_id(), dossier=Id(dossier), utilisateur=Id(a), role=charge, debut=on
                )
            )  # fmt: skip
    return work.commit()


def confier(
    work: Work, dossiers: Collection[str], *, a: str, on: date, du: date, jusqu_au: date
) -> Changes:
    """Hand dossiers over from a day to another, both included; who is in charge stays so.

    Raises:
        Refus: nobody, not an accompagnateur·rice, or days that are past, in disorder, or none of the store's.
    """
    refuser_jour_faux(work.rows, on=on)
    _refuse_other_than_adviser(work, a)
    refuser_absence(du, jusqu_au, on)
    for dossier in dossiers:
        held = work.rows.all(Affectation, dossier=dossier)
        known = a_prolonger(held, a, du, jusqu_au, on)
        for one in known:
            begins = {"debut": du} if a_venir(one, on) else {}
            work.patch(Affectation, one.id, work.seen(Affectation, one.id), fin=jusqu_au, **begins)
        if not known and not suit(held, a, du):
            work.insert(
                Affectation(
                    id=work.new_id(), dossier=Id(dossier), utilisateur=Id(a),
                    role=RoleSuivi.REMPLACANT.value, debut=du, fin=jusqu_au,
                )
            )  # fmt: skip
    return work.commit()


def rendre(work: Work, dossiers: Collection[str], *, on: date) -> Changes:
    """End an absence before its day, or undo one to come: who is in charge follows these dossiers alone.

    What never began is removed: whoever has followed a dossier, be it one day, may bring late work.

    Raises:
        Refus: the day is none of the store's.
    """
    refuser_jour_faux(work.rows, on=on)
    for dossier in dossiers:
        for standing in remplacements(work.rows.all(Affectation, dossier=dossier), on):
            _end(work, standing, on)
    return work.commit()


def retraits_demandes(rows: Rows) -> int:
    """Return how many dossiers would leave this machine and wait for the person's yes."""
    return len(holdings.among(rows.connection, Etape.DEMANDE))


def laisser_partir(work: Work) -> Changes:
    """Let leave what was asked about; the next exchange takes it, once all of it is at the store."""
    holdings.agree(work.connection)
    work.moved("affectation", "")
    return work.commit()


def suppressions_demandees(rows: Rows) -> int:
    """Return in how many dossiers something would be deleted, and waits for the person's yes."""
    return len(holdings.among(rows.connection, Etape.SUPPRESSION))


def laisser_supprimer(work: Work) -> Changes:
    """Let the deletions in that were asked about; they come with the next exchange."""
    holdings.agree(work.connection, Etape.SUPPRESSION)
    work.moved("affectation", "")
    return work.commit()


def passages(rows: Rows, *, now: datetime) -> tuple[Passage, ...]:
    """Tell which dossiers came here and which left in the last days, the latest first.

    Nobody's name is kept of those that left: their number and the day are all that stays.
    """
    since = now - _RECENT
    apart = en_partie(rows, on=now.date())
    came = [
        (at, _opened(rows, dossier, at, now))
        if dossier in apart
        else (at, Passage(_name(rows, dossier), _arrived(rows, dossier, at, now), dossier))
        for dossier, at in holdings.arrived(rows.connection).items()
        if at >= since
    ]
    left: dict[date, int] = {}
    for etape in (Etape.EFFACE, Etape.COPIES, Etape.PARTI):
        for one in holdings.gone(rows.connection, etape):
            if one.le >= since:
                day = one.le.astimezone(now.tzinfo).date()
                left[day] = left.get(day, 0) + 1
    told = [passage for _, passage in sorted(came, key=lambda each: each[0], reverse=True)]
    return (*told, *(_left(day, count) for day, count in sorted(left.items(), reverse=True)))


def _line(
    person: Personne, held: tuple[Affectation, ...], names: dict[Id, str], on: date
) -> DossierSuivi:
    charged = titulaire(held, on)
    standing = remplacements(held, on)
    said = [
        f"{names.get(r.utilisateur or Id(''), '')}, {_period(r, on)}" for r in standing if r.fin
    ]
    who = charged.utilisateur if charged and charged.utilisateur else Id("")
    # Given twice at once, by two hands: told until it is given again, which settles it.
    others = {a.utilisateur or Id("") for a in titulaires(held, on)} - {who}
    said += [
        f"donné aussi, au même moment, à {names.get(other, '')}\u00a0: réaffectez-le pour trancher"
        for other in sorted(others)
    ]
    return DossierSuivi(
        person.id,
        person.nom,
        names.get(who, "Sans accompagnateur·rice"),
        who,
        " · ".join(said),
        bool(standing),
        " · ".join(
            names.get(o.utilisateur or Id(""), "") for o in ouvertures(held) if en_vigueur(o, on)
        ),
    )


def _period(standing: Affectation, on: date) -> str:
    until = f"au {phrases.short_date(standing.fin)}" if standing.fin else ""
    if standing.debut and a_venir(standing, on):
        return f"du {phrases.short_date(standing.debut)} {until}"
    return f"jusqu’{until}"


def _refuse_other_than_adviser(work: Work, utilisateur: str) -> None:
    known = work.rows.find(Utilisateur, utilisateur)
    if known is None or not _may_follow(known):
        raise Refus("sans_accompagnateur", "Choisissez à qui donner ces dossiers.")


def _may_follow(user: Utilisateur) -> bool:
    return user.role == Role.ACCOMPAGNATEUR.value and user.desactive_le is None


def _end(work: Work, affectation: Affectation, on: date) -> None:
    """End an affectation the day before; one that never began is removed, see `rendre`."""
    seen = work.seen(Affectation, affectation.id)
    if a_venir(affectation, on):
        work.delete(Affectation, affectation.id, seen)
    else:
        work.patch(Affectation, affectation.id, seen, fin=on - timedelta(days=1))


def _name(rows: Rows, dossier: str) -> str:
    person = rows.find(Personne, dossier)
    return person.nom if person else "Un dossier"


def _arrived(rows: Rows, dossier: str, at: datetime, now: datetime) -> str:
    day = phrases.short_date(at.astimezone(now.tzinfo).date())
    me = rows.identity().utilisateur
    standing = [
        a
        for a in rows.all(Affectation, dossier=dossier)
        if a.utilisateur == me and a.role == RoleSuivi.REMPLACANT and en_vigueur(a, now.date())
    ]
    until = standing[0].fin if standing else None
    if until:
        return f"Confié jusqu’au {phrases.short_date(until)}, arrivé le {day}"
    return f"Vous suivez ce dossier\u00a0: il est arrivé le {day}"


def _opened(rows: Rows, dossier: str, at: datetime, now: datetime) -> Passage:
    """Say of a dossier open in part where it is: it stands apart from the file active."""
    day = phrases.short_date(at.astimezone(now.tzinfo).date())
    return Passage(
        _name(rows, dossier),
        f"Ouvert en partie le {day}, comme référent·e d’une structure\u00a0: voir «\u00a0Ouverture "
        "limitée\u00a0», dans la file active",
        "",
    )


def _left(day: date, count: int) -> Passage:
    who = f"{count}\u00a0dossiers sont partis" if count > 1 else "Un dossier est parti"
    gone = "ne sont plus" if count > 1 else "n’est plus"
    return Passage(
        f"{who} le {phrases.short_date(day)}",
        f"Par la coordination, ou à la fin d’une absence\u00a0: {'ils' if count > 1 else 'il'} {gone} "
        "sur ce poste, "
        "et tout ce que vous y aviez écrit est au magasin central.",
        "",
    )
