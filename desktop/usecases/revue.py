"""The review: what came in for coordination, taking note of it, commenting it (C9-3-6)."""

from dataclasses import dataclass
from datetime import datetime

from desktop.models.changes import Changes
from desktop.models.revue import noted
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from plie import nir, phrases
from plie.entretien import current, etat
from plie.kinds import (
    AccuseReception,
    Affectation,
    Commentaire,
    CompteRendu,
    Id,
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
    read = noted(rows, reader=rows.identity().utilisateur)
    names = {p.id: p.nom for p in rows.all(Personne)}
    signatures = _signatures(rows)
    found = [
        Nouveaute(
            cr.id,
            cr.dossier,
            names.get(cr.dossier, cr.adherent_nom),
            cr.accompagnateur_nom,
            f"{label(NatureEntretien, cr.nature)} du {phrases.short_date(cr.date)}",
            etat(cr, signatures.get(cr.id, [])),
            (cr.dossier, cr.id) in read,
            cr.finalise_le,
        )
        for cr in rows.all(CompteRendu)
        if cr.pdf
    ]
    newest = sorted(found, key=lambda n: n.recu, reverse=True)
    return tuple(sorted(newest, key=lambda n: n.lu))


def equipe(rows: Rows) -> tuple[LigneEquipe, ...]:
    """Return one line per adviser, by name; only comptes-rendus in force count, refused in neither."""
    followed: dict[str, set[str]] = {}
    for a in rows.all(Affectation):
        if a.utilisateur and a.fin is None:
            followed.setdefault(a.utilisateur, set()).add(a.dossier)
    signatures = _signatures(rows)
    written: dict[str, list[EtatCompteRendu]] = {}
    for cr in _in_force(rows):
        state = etat(cr, signatures.get(cr.id, []))
        written.setdefault(cr.accompagnateur, []).append(state)
    lines = [
        LigneEquipe(
            u.nom,
            len(followed.get(u.id, ())),
            written.get(u.id, []).count(EtatCompteRendu.SIGNE),
            written.get(u.id, []).count(EtatCompteRendu.FINALISE),
        )
        for u in rows.all(Utilisateur)
        if u.id in followed
    ]
    return tuple(sorted(lines, key=lambda line: line.accompagnateur))


def prendre_connaissance(work: Work, compte_rendu: str, *, now: datetime) -> Changes:
    """Record that this reviewer read a compte-rendu; once is enough."""
    cr = work.get(CompteRendu, compte_rendu)
    if (cr.dossier, cr.id) not in noted(work.rows, reader=work.auteur.id):
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
        Refus: an empty comment, or a NIR in it.
    """
    if not texte.strip():
        raise Refus("commentaire_vide", "Écrivez le commentaire avant de l’envoyer.")
    nir.refuse(texte)
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


def _signatures(rows: Rows) -> dict[str, list[Signature]]:
    found: dict[str, list[Signature]] = {}
    for s in rows.all(Signature):
        found.setdefault(s.compte_rendu, []).append(s)
    return found


def _in_force(rows: Rows) -> tuple[CompteRendu, ...]:
    versions: dict[Id, list[CompteRendu]] = {}
    for cr in rows.all(CompteRendu):
        versions.setdefault(cr.entretien, []).append(cr)
    held = (current(entretien, found) for entretien, found in versions.items())
    return tuple(cr for cr in held if cr is not None)
