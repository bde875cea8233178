"""The directory as it is read: who is in it, an entry and what it sent, and whom a new choice proposes (C9-3-1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.models.rows import Rows
from desktop.usecases.ouvertures import en_partie
from plie import phrases
from plie.annuaire import REUNISSENT, Annuaire, Entree, designation
from plie.dossier import Dossier
from plie.droits import may_write, readable
from plie.kinds import (
    Cloture,
    Decision,
    Inscription,
    Parcours,
    Personne,
    Prescription,
    Professionnel,
    Structure,
    by_class,
)
from plie.orientation import Orientation, SuiteOrientation, orientations
from plie.vocabulaire import GenreStructure, label
from wire.op import EXISTS

STRUCTURE = ("nom", "genre", "commune", "telephone", "courriel")
PROFESSIONNEL = ("nom", "prenom", "fonction", "structure", "telephone", "courriel", "parti_le")
_LONG = ("motif", "pre_diagnostic", "projet", "freins")
_FACTS = (Parcours, Inscription, Decision, Cloture)


@dataclass(frozen=True, slots=True)
class LigneAnnuaire:
    """One entry in the list: who, the rest in a line, and every word that finds it.

    A person of a structure is reached through it: they are in the list only when it is searched.
    """

    id: str
    nom: str
    detail: str
    mots: str
    dans_une_structure: bool = False


@dataclass(frozen=True, slots=True)
class Fiche:
    """An entry as its screen opens it; `values` and `seen` are its form's, `structures` the choices of a professional.

    `reunies` are the entries merged into it and `doublons` those that may be it: (id, how it is called).
    """

    id: str
    cls: type
    nom: str
    values: Mapping[str, object]
    seen: Mapping[str, tuple[str, ...]]
    a_trancher: tuple[str, ...] = ()
    structures: tuple[tuple[str, str], ...] = ()
    equipe: tuple[LigneAnnuaire, ...] = ()
    reunies: tuple[tuple[str, str], ...] = ()
    doublons: tuple[tuple[str, str], ...] = ()
    parti_le: date | None = None


@dataclass(frozen=True, slots=True)
class Chiffre:
    """A figure of an entry: what it counts, and the list that it opens."""

    code: str
    titre: str
    orientations: tuple[Orientation, ...]


def annuaire(rows: Rows) -> Annuaire:
    """Return the whole directory."""
    return rows.once("annuaire", lambda: Annuaire(rows.all(Structure), rows.all(Professionnel)))


def lire(rows: Rows, *, on: date) -> tuple[LigneAnnuaire, ...]:
    """Return the entries in force, structures and people, by name."""
    known = annuaire(rows)
    found = [*(_structure(s) for s in known.en_vigueur)]
    found += [_person(p, known, on) for p in known.personnes]
    return tuple(sorted(found, key=lambda line: (line.nom.casefold(), line.id)))


def ouvrir(rows: Rows, id_: str, *, on: date) -> Fiche:
    """Return the entry that holds for an id.

    Raises:
        KeyError: it is not here.
    """
    known = annuaire(rows)
    found = known.fiche(id_)
    if found is None:
        raise KeyError(id_)
    of_structure = isinstance(found, Structure)
    cls, names = (Structure, STRUCTURE) if of_structure else (Professionnel, PROFESSIONNEL)
    values = {name: getattr(found, name) for name in names}
    if isinstance(found, Professionnel):
        where = known.structure(found.structure)
        values["structure"] = where.id if where else found.structure
    heads = rows.shown(cls, found.id)
    return Fiche(
        found.id,
        cls,
        designation(found),
        values,
        {name: heads.get(name, ()) for name in (*names, EXISTS)},
        tuple(name for name in rows.conflicts(cls, found.id) if name in names),
        choix_structures(known),
        tuple(_person(p, known, on) for p in sorted(known.equipe(found.id), key=_present_first)),
        tuple((one.id, designation(one)) for one in known.reunies(found.id)),
        tuple((one.id, _told(one, known)) for one in known.doublons(found.id)),
        found.parti_le if isinstance(found, Professionnel) else None,
    )


def chiffres(rows: Rows, id_: str, *, on: date) -> tuple[Chiffre, ...]:
    """Return what an entry sent and what came of it, in the dossiers of this machine; nothing for who reads none."""
    if readable(rows.identity().role, by_class(Prescription).word) == frozenset():
        return ()
    sent = rows.once(
        ("orientations", on), lambda: orientations(annuaire(rows), _dossiers(rows, on))
    )
    mine = tuple(one for one in sent if id_ in {one.structure, one.professionnel})
    return (
        Chiffre("orientations", "Orientations", mine),
        *(
            Chiffre(code, code.label, tuple(one for one in mine if one.suite is code))
            for code in SuiteOrientation
        ),
    )


def choix_structures(known: Annuaire) -> tuple[tuple[str, str], ...]:
    """Return the structures that a new choice proposes, by name: those merged into no other."""
    named = [(s.id, designation(s)) for s in known.en_vigueur]
    return tuple(sorted(named, key=lambda one: (one[1].casefold(), one[0])))


def choix_professionnels(known: Annuaire, *, on: date) -> tuple[tuple[str, str], ...]:
    """Return the professionals that a new choice proposes, by name: neither merged nor gone."""
    named = [(p.id, _told(p, known)) for p in known.presents(on)]
    return tuple(sorted(named, key=lambda one: (one[1].casefold(), one[0])))


def peut_ecrire(role: str) -> bool:
    """Whether a role writes in the directory."""
    return may_write(role, "patch", by_class(Structure).word).allowed


def peut_fusionner(role: str) -> bool:
    """Whether a role says that two entries are one."""
    return role in REUNISSENT


def _dossiers(rows: Rows, on: date) -> tuple[Dossier, ...]:
    """Return the dossiers that someone was sent to, with the facts that say what came of it."""
    apart = en_partie(rows, on=on)
    sent = rows.by_dossier(Prescription, _LONG)
    parcours, inscriptions, decisions, clotures = (rows.by_dossier(cls, ()) for cls in _FACTS)
    return tuple(
        Dossier(
            personne=p,
            prescriptions=sent[p.id],
            parcours=parcours.get(p.id, ()),  # type: ignore[arg-type]  # grouped by kind, above
            inscriptions=inscriptions.get(p.id, ()),  # type: ignore[arg-type]
            decisions=decisions.get(p.id, ()),  # type: ignore[arg-type]
            clotures=clotures.get(p.id, ()),  # type: ignore[arg-type]
        )
        for p in rows.all(Personne)
        if p.id in sent and p.id not in apart
    )


def _structure(one: Structure) -> LigneAnnuaire:
    detail = " · ".join(part for part in (label(GenreStructure, one.genre), one.commune) if part)
    return LigneAnnuaire(one.id, designation(one), detail, f"{one.nom} {detail}")


def _person(one: Professionnel, known: Annuaire, on: date) -> LigneAnnuaire:
    where = known.structure(one.structure)
    gone = ""
    if one.parti_le:
        gone = (
            f"{'parti·e' if one.parti_le <= on else 'part'} le {phrases.short_date(one.parti_le)}"
        )
    parts = (one.fonction, where.nom if where else "sans structure", gone)
    detail = " · ".join(part for part in parts if part)
    return LigneAnnuaire(
        one.id, designation(one), detail, f"{designation(one)} {detail}", where is not None
    )


def _present_first(one: Professionnel) -> tuple[date, str, str]:
    return one.parti_le or date.min, designation(one).casefold(), one.id


def _told(one: Entree, known: Annuaire) -> str:
    """Return how an entry is called, with where it is: two of one name are told apart."""
    if isinstance(one, Structure):
        return f"{designation(one)} ({one.commune})" if one.commune else designation(one)
    where = known.structure(one.structure)
    return f"{designation(one)}, {where.nom}" if where else designation(one)
