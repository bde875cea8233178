"""The review: what came in since it was last looked at, taking note of it, commenting it (C9-3-6)."""

from dataclasses import dataclass
from datetime import datetime

from desktop.models import nouvelles
from desktop.models.changes import Changes
from desktop.models.nouvelles import Nouvelle
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.demandes import note
from plie import nir, phrases
from plie.entretien import etat
from plie.kinds import (
    AccuseReception,
    Affectation,
    Commentaire,
    CompteRendu,
    Emploi,
    Etape,
    Id,
    Objectif,
    Personne,
    Signature,
    Utilisateur,
)
from plie.refus import Refus
from plie.vocabulaire import NatureEntretien, Role, TypeContrat, label

_LONG = ("contenu", "suites", "presents", "sujets")
_SEEN_SHOWN = 200  # of what was looked at already, the latest
GENRES = {
    "compte_rendu": "Comptes-rendus",
    "personne": "Dossiers ouverts",
    "etape": "Étapes",
    "objectif": "Objectifs",
    "emploi": "Emplois",
}


@dataclass(frozen=True, slots=True)
class Nouveaute:
    """One thing that came in: which, about whom, whose it is, where, and what is said of it.

    Attributes:
        id, kind, dossier, nom: the thing, and the person it is about.
        accompagnateur: the name of the AE; "" when nobody follows the dossier.
        lieu: where it happened; "" for what has no place.
        titre: what it is, in a few words.
        lu: looked at since it last changed.
        change: it had been looked at, and has changed since.
        recu: when it last changed.
    """

    id: str
    kind: str
    dossier: str
    nom: str
    accompagnateur: str
    lieu: str
    titre: str
    lu: bool
    change: bool
    recu: datetime


def nouveautes(rows: Rows, *, seen: bool = False) -> tuple[Nouveaute, ...]:
    """Return what was not looked at since it last changed, or what was lately; the latest first."""
    listed = nouvelles.news(rows, seen=seen, most=_SEEN_SHOWN if seen else -1)
    if not listed:
        return ()
    told = _told(rows, seen=seen)
    names: dict[str, str] = {p.id: p.nom for p in rows.all(Personne)}
    advisers = accompagnateurs(rows)
    found = []
    for new in listed:
        if (new.kind, new.id) in told:
            titre, lieu, by = told[new.kind, new.id]
            found.append(
                Nouveaute(
                    new.id, new.kind, new.dossier, names.get(new.dossier, ""),
                    by or advisers.get(new.dossier, ""), lieu, titre, new.vu, new.change, new.le,
                )
            )  # fmt: skip
    return tuple(found)


def accompagnateurs(rows: Rows) -> dict[str, str]:
    """Return dossier to the name of the AE who follows it."""
    names = {u.id: u.nom for u in rows.all(Utilisateur)}
    return {
        a.dossier: names[a.utilisateur]
        for a in rows.all(Affectation)
        if a.utilisateur in names and a.fin is None and a.role in {"", Role.ACCOMPAGNATEUR}
    }


def une(rows: Rows, kind: str, thing: str) -> Nouvelle | None:
    """Return what is known of one thing as news."""
    return nouvelles.one(rows, kind, thing)


def prendre_connaissance(
    work: Work, thing: str, *, kind: str = "compte_rendu", now: datetime
) -> Changes:
    """Record that this reviewer read a thing as it is now; once is enough until it changes."""
    note(work, kind, thing, dossier=_dossier(work, kind, thing), now=now)
    return work.commit()


def commenter(
    work: Work, thing: str, *, kind: str = "compte_rendu", texte: str, now: datetime
) -> Changes:
    """Write a comment about a thing; it reaches the adviser at the next exchange.

    Raises:
        Refus: an empty comment, or a NIR in it.
    """
    if not texte.strip():
        raise Refus("commentaire_vide", "Écrivez le commentaire avant de l’envoyer.")
    nir.refuse(texte)
    dossier = _dossier(work, kind, thing)
    work.insert(
        Commentaire(
            id=work.new_id(),
            dossier=Id(dossier),
            sur_kind=kind,
            sur_id=Id(thing),
            texte=texte.strip(),
            auteur_nom=work.auteur.nom,
            ecrit_le=now,
        )
    )
    known = nouvelles.one(work.rows, kind, thing)
    if known is not None and not known.vu:
        note(work, kind, thing, dossier=dossier, now=now)
    return work.commit()


def commentaires(rows: Rows, thing: str) -> tuple[tuple[Commentaire, bool], ...]:
    """Return the comments about a thing, oldest first, each with whether it was received."""
    received = {a.commentaire for a in rows.all(AccuseReception)}
    found = rows.all(Commentaire, sur_id=thing)
    return tuple((c, c.id in received) for c in sorted(found, key=lambda c: c.ecrit_le))


_CLASSES: dict[str, type] = {
    "compte_rendu": CompteRendu,
    "etape": Etape,
    "objectif": Objectif,
    "emploi": Emploi,
}


def _dossier(work: Work, kind: str, thing: str) -> str:
    """Return whose dossier a thing is of.

    Raises:
        KeyError: no such thing here.
    """
    if kind == "personne":
        return work.get(Personne, thing).id
    return str(work.get(_CLASSES[kind], thing).dossier)


def _told(rows: Rows, *, seen: bool) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Return (kind, thing) to what is said of it: in a few words, where, by whom."""
    signatures: dict[str, list[Signature]] = {}
    for s in nouvelles.of_news(rows, Signature, seen=seen, column="compte_rendu"):
        signatures.setdefault(s.compte_rendu, []).append(s)
    told: dict[tuple[str, str], tuple[str, str, str]] = {
        ("compte_rendu", cr.id): (
            _titre(cr, etat(cr, signatures.get(cr.id, ())).label),
            cr.lieu,
            cr.accompagnateur_nom,
        )
        for cr in nouvelles.of_news(rows, CompteRendu, seen=seen, without=_LONG)
    }
    for p in nouvelles.of_news(rows, Personne, seen=seen):
        told["personne", p.id] = ("Dossier ouvert", "", "")
    for e in nouvelles.of_news(rows, Etape, seen=seen):
        told["etape", e.id] = (f"Étape\u00a0: {e.intitule}", "", "")
    for o in nouvelles.of_news(rows, Objectif, seen=seen):
        word = "Objectif atteint" if o.atteint_le else "Objectif"
        told["objectif", o.id] = (f"{word}\u00a0: {o.intitule}", "", "")
    for j in nouvelles.of_news(rows, Emploi, seen=seen):
        parts = (label(TypeContrat, j.type), j.poste, j.employeur)
        told["emploi", j.id] = (f"Emploi\u00a0: {' · '.join(x for x in parts if x)}", "", "")
    return told


def _titre(cr: CompteRendu, state: str) -> str:
    version = f" (version {cr.version})" if cr.version > 1 else ""
    day = phrases.short_date(cr.date)
    return f"{label(NatureEntretien, cr.nature)} du {day}{version} · {state}"
