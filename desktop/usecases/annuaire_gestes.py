"""What one does in the directory: an entry made, put right, merged with another (C9-3-1).

A merge moves nothing: both entries stay as they were written, and what named the one resolves to the other.
"""

from collections.abc import Mapping
from datetime import date

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Seen, Work
from desktop.usecases.annuaire import annuaire
from plie import annuaire as regles
from plie import nir
from plie.annuaire import Entree, designation, memes_personnes, memes_structures
from plie.kinds import Id, Professionnel, Structure
from plie.objection import Objection
from plie.refus import Refus

_GONE = "Cette fiche n’est plus dans l’annuaire."


def objections(values: Mapping[str, object], *, on: date) -> tuple[Objection, ...]:
    """Return what stands against an entry as it is typed."""
    le = values.get("parti_le")
    return (
        *regles.sans_nom(str(values.get("nom") or "")),
        *regles.contre_depart(le if isinstance(le, date) else None, on=on),
    )


def ressemblances(
    rows: Rows, cls: type, values: Mapping[str, object]
) -> tuple[tuple[str, str], ...]:
    """Return the entries that may be the one that is being typed: (id, how it is called)."""
    known = annuaire(rows)
    one = _made(cls, Id(""), values)
    if isinstance(one, Structure):
        like = [s for s in known.en_vigueur if memes_structures(one, s)]
        return tuple((s.id, designation(s)) for s in like)
    return tuple((p.id, designation(p)) for p in known.personnes if memes_personnes(one, p))


def creer(work: Work, cls: type, values: Mapping[str, object], *, on: date) -> Changes:
    """Make an entry: a structure, or a professional.

    Raises:
        Refus: it has no name, or a social security number is written in it.
    """
    _judge(values, on)
    work.insert(_made(cls, work.new_id(), values))
    return work.commit()


def modifier(
    work: Work, cls: type, id_: str, values: Mapping[str, object], seen: Seen, *, on: date
) -> Changes:
    """Write the fields of an entry that changed, with what their form had shown of each.

    Raises:
        Refus: its name is taken away, it leaves in more than a year, a social security number is written in it,
            or it is no longer here.
    """
    found: object | None = work.rows.find(cls, id_)
    if found is None:
        raise Refus("fiche_absente", _GONE)
    _judge({"nom": getattr(found, "nom", ""), **values}, on)
    work.patch(cls, id_, seen, **_typed(values))
    return work.commit()


def fusionner(work: Work, de: str, vers: str) -> Changes:
    """Say that an entry is another, which is kept: both stay, and what named the first resolves to the second.

    Raises:
        Refus: it would say nothing, or it is not this role's to say.
    """
    known = annuaire(work.rows)
    regles.juger_fusion(known, de, vers, role=work.auteur.role)
    left, kept = known.fiche(de), known.fiche(vers)
    # Pointed at the one in force, not at one already merged: fewer steps to follow, and to undo.
    _point(work, left, kept.id if kept else None)
    return work.commit()


def defaire_fusion(work: Work, id_: str) -> Changes:
    """Say that an entry is itself again.

    Raises:
        Refus: it is merged into no other, or it is not this role's to say.
    """
    known = annuaire(work.rows)
    regles.juger_separation(known, id_, role=work.auteur.role)
    kept = known.fiche(id_)
    own = next(one for one in known.entrees if one.id == id_)
    _point(work, own, None)
    # Two machines pointed them at each other: left there, the other half would merge them again, the other way.
    if kept is not None and _pointed(kept) is not None:
        _point(work, kept, None)
    return work.commit()


def _pointed(one: Entree) -> Id | None:
    return one.fusionnee_dans if isinstance(one, Structure) else one.fusionne_dans


def _point(work: Work, one: Entree | None, into: Id | None) -> None:
    if isinstance(one, Structure):
        work.patch(Structure, one.id, work.seen(Structure, one.id), fusionnee_dans=into)
    elif one is not None:
        work.patch(Professionnel, one.id, work.seen(Professionnel, one.id), fusionne_dans=into)


def _judge(values: Mapping[str, object], on: date) -> None:
    for objection in objections(values, on=on):
        raise objection.refus()
    nir.refuse(_words(values))


def _words(values: Mapping[str, object]) -> str:
    return "\n".join(str(value) for value in values.values() if value)


def _typed(values: Mapping[str, object]) -> dict[str, object]:
    """Return what a form gave as the kind holds it: an unnamed structure is none."""
    found = {name: v.strip() if isinstance(v, str) else v for name, v in values.items()}
    if "structure" in found:
        found["structure"] = found["structure"] or None
    return found


def _made(cls: type, id_: Id, values: Mapping[str, object]) -> Entree:
    made: Entree = cls(id=id_, **_typed(values))
    return made
