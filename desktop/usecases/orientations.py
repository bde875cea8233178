"""Who sent whom: said from the directory, whose entries in force alone are proposed, and counted (C9-3-1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Seen, Work
from desktop.usecases.annuaire import annuaire, choix_professionnels, choix_structures
from desktop.usecases.ouvertures import en_partie
from plie.dossier import Dossier
from plie.droits import readable
from plie.kinds import (
    Annulation,
    Cloture,
    Decision,
    Id,
    Inscription,
    Parcours,
    Personne,
    Prescription,
    RetraitInscription,
    by_class,
)
from plie.orientation import Orientation, SuiteOrientation, orientations

CHAMPS = ("structure", "professionnel")
_TITRES = {
    SuiteOrientation.INTEGREE: "Intégrées",
    SuiteOrientation.EN_INSTANCE: "En instance",
    SuiteOrientation.SANS_SUITE: "Sans suite ou refusées",
}
_LONG = ("motif", "pre_diagnostic", "projet", "freins")


@dataclass(frozen=True, slots=True)
class Orienteurs:
    """Who may be said to send someone: (id, words); and who was, with what its form shows of it."""

    structures: tuple[tuple[str, str], ...]
    professionnels: tuple[tuple[str, str], ...]
    values: Mapping[str, object] = field(default_factory=dict)
    seen: Seen = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chiffre:
    """A figure of an entry: what it counts, and the list that it opens."""

    code: str
    titre: str
    orientations: tuple[Orientation, ...]


def orienteurs(rows: Rows, *, on: date, prescription: str = "") -> Orienteurs:
    """Return the choices of a day for a new orientation, or for one that was received.

    Raises:
        KeyError: the prescription is not here.
    """
    known = annuaire(rows)
    if not prescription:
        return Orienteurs(choix_structures(known), choix_professionnels(known, on=on))
    received = rows.get(Prescription, prescription)
    where, who = known.structure(received.structure), known.professionnel(received.professionnel)
    heads = rows.shown(Prescription, prescription)
    return Orienteurs(
        choix_structures(known),
        choix_professionnels(known, on=on, dit=received.professionnel),
        {"structure": where.id if where else "", "professionnel": who.id if who else ""},
        {name: heads.get(name, ()) for name in CHAMPS},
    )


def orienter(work: Work, prescription: str, values: Mapping[str, object], seen: Seen) -> Changes:
    """Note who sent someone: what changed of the structure and of the professional.

    Raises:
        KeyError: no such prescription here.
    """
    found = {
        name: Id(str(values[name])) if values[name] else None for name in CHAMPS if name in values
    }
    where = structure_de(work.rows, found.get("professionnel"))
    if where is not None:
        found.setdefault("structure", where)
    every = {**work.seen(Prescription, prescription), **seen}
    work.patch(Prescription, prescription, every, **found)
    return work.commit()


def structure_de(rows: Rows, professionnel: str | None) -> Id | None:
    """Return where a professional works: kept with whom they send, it stays so when they move on."""
    known = annuaire(rows)
    who = known.professionnel(professionnel)
    where = known.structure(who.structure) if who else None
    return where.id if where else None


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
            Chiffre(code, titre, tuple(one for one in mine if one.suite is code))
            for code, titre in _TITRES.items()
        ),
    )


def _dossiers(rows: Rows, on: date) -> tuple[Dossier, ...]:
    """Return the dossiers that someone was sent to, with the facts that say what came of it."""
    apart = en_partie(rows, on=on)
    sent = rows.by_dossier(Prescription, _LONG)
    parcours, inscriptions = rows.by_dossier(Parcours), rows.by_dossier(Inscription)
    retraits, annulations = rows.by_dossier(RetraitInscription), rows.by_dossier(Annulation)
    decisions, clotures = rows.by_dossier(Decision), rows.by_dossier(Cloture)
    return tuple(
        Dossier(
            personne=p,
            prescriptions=sent[p.id],
            parcours=parcours.get(p.id, ()),
            inscriptions=inscriptions.get(p.id, ()),
            retraits=retraits.get(p.id, ()),
            decisions=decisions.get(p.id, ()),
            clotures=clotures.get(p.id, ()),
            annulations=annulations.get(p.id, ()),
        )
        for p in rows.all(Personne)
        if p.id in sent and p.id not in apart
    )
