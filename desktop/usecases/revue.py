"""The review: what came in since it was last looked at, taking note of it, commenting it (C9-3-6)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop.models import nouvelles
from desktop.models.changes import Changes
from desktop.models.nouvelles import Nouvelle
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases import titulaires
from desktop.usecases.demandes import note
from desktop.usecases.nouvelles_dites import dites
from plie import nir
from plie.kinds import (
    AccuseReception,
    Commentaire,
    Id,
    Personne,
    by_word,
)
from plie.referentiel import Referentiel
from plie.refus import Refus

_SEEN_SHOWN = 200  # of what was looked at already, the latest


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
        texte: what was written there, whole; "" for what has its own document, or says all in its title.
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
    texte: str


def nouveautes(
    rows: Rows, *, referentiel: Referentiel, on: date, seen: bool = False
) -> tuple[Nouveaute, ...]:
    """Return what was not looked at since it last changed, or what was lately; the latest first."""
    most = _SEEN_SHOWN if seen else -1
    listed = nouvelles.news(rows, seen=seen, most=most)
    if not listed:
        return ()
    told = dites(rows, {n.kind for n in listed}, referentiel, seen=seen, most=most)
    names: dict[str, str] = {p.id: p.nom for p in rows.all(Personne)}
    advisers = titulaires.noms(rows, on=on)
    found = []
    for new in listed:
        said = told.get((new.kind, new.id))
        if said is not None:
            found.append(
                Nouveaute(
                    new.id, new.kind, new.dossier, names.get(new.dossier, ""),
                    said.par or advisers.get(new.dossier, ""), said.lieu, said.titre,
                    new.vu, new.change, new.le, said.texte,
                )
            )  # fmt: skip
    return tuple(found)


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


def _dossier(work: Work, kind: str, thing: str) -> str:
    """Return whose dossier a thing is of.

    Raises:
        KeyError: no such thing here.
    """
    spec = by_word(kind)
    if spec is None:
        raise KeyError(kind)
    found: Any = work.get(spec.cls, thing)
    return str(found.id if isinstance(found, Personne) else found.dossier)
