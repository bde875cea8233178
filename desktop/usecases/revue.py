"""The review: what came in for coordination, taking note of it, commenting it (C9-3-6)."""

from dataclasses import dataclass
from datetime import datetime

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from plie import phrases
from plie.entretien import etat
from plie.kinds import (
    AccuseReception,
    Affectation,
    Commentaire,
    CompteRendu,
    Personne,
    PriseDeConnaissance,
    Signature,
    Utilisateur,
)
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu, NatureEntretien, label


@dataclass(frozen=True, slots=True)
class Nouveaute:
    """One compte-rendu that came in: whose, about whom, its state, and whether it was read."""

    id: str
    dossier: str
    nom: str
    accompagnateur: str
    titre: str
    etat: EtatCompteRendu
    lu: bool
    recu: datetime


@dataclass(frozen=True, slots=True)
class LigneEquipe:
    """The state of one adviser's caseload, as coordination sees it: never a ranking."""

    accompagnateur: str
    dossiers: int
    signes: int
    a_signer: int


def nouveautes(rows: Rows) -> tuple[Nouveaute, ...]:
    """Return the comptes-rendus in reach, the unread first, then the newest."""
    me = rows.identity().nom
    read = {p.sur_id for p in rows.all(PriseDeConnaissance) if p.auteur_nom == me}
    names = {p.id: p.nom for p in rows.all(Personne)}
    signatures: dict[str, list[Signature]] = {}
    for s in rows.all(Signature):
        signatures.setdefault(s.compte_rendu, []).append(s)
    found = [
        Nouveaute(
            cr.id,
            cr.dossier,
            names.get(cr.dossier, cr.adherent_nom),
            cr.accompagnateur_nom,
            f"{label(NatureEntretien, cr.nature)} du {phrases.short_date(cr.date)}",
            etat(cr, signatures.get(cr.id, [])),
            cr.id in read,
            cr.finalise_le,
        )
        for cr in rows.all(CompteRendu)
        if cr.pdf
    ]
    newest = sorted(found, key=lambda n: n.recu, reverse=True)
    return tuple(sorted(newest, key=lambda n: n.lu))


def equipe(rows: Rows) -> tuple[LigneEquipe, ...]:
    """Return one line per adviser, by name."""
    followed: dict[str, set[str]] = {}
    for a in rows.all(Affectation):
        if a.utilisateur and a.fin is None:
            followed.setdefault(a.utilisateur, set()).add(a.dossier)
    signed = {s.compte_rendu for s in rows.all(Signature) if s.qui == "accompagnateur"}
    written: dict[str, list[str]] = {}
    for cr in rows.all(CompteRendu):
        written.setdefault(cr.accompagnateur, []).append(cr.id)
    lines = [
        LigneEquipe(
            u.nom,
            len(followed.get(u.id, ())),
            sum(id_ in signed for id_ in written.get(u.id, ())),
            sum(id_ not in signed for id_ in written.get(u.id, ())),
        )
        for u in rows.all(Utilisateur)
        if u.id in followed
    ]
    return tuple(sorted(lines, key=lambda line: line.accompagnateur))


def prendre_connaissance(work: Work, compte_rendu: str, *, now: datetime) -> Changes:
    """Record that this reviewer read a compte-rendu; once is enough."""
    cr = work.get(CompteRendu, compte_rendu)
    mine = [
        p
        for p in work.rows.all(PriseDeConnaissance, sur_id=cr.id)
        if p.auteur_nom == work.auteur.nom
    ]
    if not mine:
        work.insert(
            PriseDeConnaissance(
                id=work.new_id(),
                dossier=cr.dossier,
                sur_kind="compte_rendu",
                sur_id=cr.id,
                auteur_nom=work.auteur.nom,
                lu_le=now,
            )
        )
    return work.commit()


def commenter(work: Work, compte_rendu: str, *, texte: str, now: datetime) -> Changes:
    """Write a comment about a compte-rendu; it reaches the adviser at the next exchange.

    Raises:
        Refus: an empty comment.
    """
    if not texte.strip():
        raise Refus("commentaire_vide", "Écrivez le commentaire avant de l’envoyer.")
    cr = work.get(CompteRendu, compte_rendu)
    work.insert(
        Commentaire(
            id=work.new_id(),
            dossier=cr.dossier,
            sur_kind="compte_rendu",
            sur_id=cr.id,
            texte=texte.strip(),
            auteur_nom=work.auteur.nom,
            ecrit_le=now,
        )
    )
    return work.commit()


def commentaires(rows: Rows, compte_rendu: str) -> tuple[tuple[Commentaire, bool], ...]:
    """Return the comments about a compte-rendu, oldest first, each with whether it was received."""
    received = {a.commentaire for a in rows.all(AccuseReception)}
    found = rows.all(Commentaire, sur_id=compte_rendu)
    return tuple((c, c.id in received) for c in sorted(found, key=lambda c: c.ecrit_le))
