"""The acte d’engagement of a dossier: its three parties as its panel shows them, and a signature noted (C7-1).

What is noted is that a paper was signed, by whom and when. The paper itself is not made here.
"""

from dataclasses import dataclass
from datetime import date

from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.dossiers import assemble
from plie import acte as regles
from plie import phrases
from plie.affectation import titulaire
from plie.dossier import Dossier
from plie.droits import may_write
from plie.kinds import ActeEngagement, Affectation, Id, SignatureActe, Utilisateur
from plie.piece import emplacements, placee
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.regles.dossier import BesoinPiece
from plie.vocabulaire import IssueCommission, MoyenSignature, Role
from plie.vocabulaire_dossier import PartieActe


@dataclass(frozen=True, slots=True)
class LigneActe:
    """One party of the acte: what is known of its signature, and what its form starts with."""

    partie: PartieActe
    etat: str
    signe_le: date | None
    nom: str


@dataclass(frozen=True, slots=True)
class VoletActe:
    """The acte as the panel shows it; `note` is whether this role notes signatures.

    `document` says where its signed paper is among the pièces, "" where the protocol asks for none; `piece` is its id,
    `joint` whether this role puts it there.
    """

    lignes: tuple[LigneActe, ...]
    note: bool
    document: str = ""
    piece: str = ""
    joint: bool = False


def volet(
    rows: Rows, dossier: Dossier, *, referentiel: Referentiel, role: str, on: date
) -> VoletActe | None:
    """Return the parties of a dossier’s acte; None where none is to be signed."""
    if not regles.attendu(dossier, referentiel):
        return None
    lines = tuple(
        LigneActe(
            one.partie,
            _told(one.signature),
            one.signature.signe_le if one.signature else None,
            one.signature.nom if one.signature else _signatory(rows, dossier, one.partie, role, on),
        )
        for one in regles.signatures(dossier)
    )
    return VoletActe(
        lines,
        may_write(role, "insert", "signature_acte").allowed,
        *_document(dossier, referentiel),
        may_write(role, "insert", "piece").allowed,
    )


def noter_signature(
    work: Work, dossier: str, partie: PartieActe, *, signe_le: date | None, nom: str, on: date
) -> Changes:
    """Note that a party signed the acte, or correct what was noted; the first makes the acte.

    Raises:
        Refus: this role does not, the person has not joined, or a field is not as it must be.
    """
    if not may_write(work.auteur.role, "insert", "signature_acte").allowed:
        raise Refus(
            "droit_refuse",
            "Ce geste revient à l’accompagnateur·rice ou à la coordination.",
            article=regles.ARTICLE,
        )
    known = assemble(work.rows, dossier)
    for objection in regles.objections(known, partie, signe_le=signe_le, nom=nom, on=on):
        raise objection.refus()
    if signe_le is not None:
        work.insert(
            SignatureActe(
                id=work.new_id(),
                dossier=known.id,
                acte=_acte(work, known, signe_le),
                qui=partie,
                nom=nom.strip(),
                moyen=MoyenSignature.PAPIER,
                signe_le=signe_le,
            )
        )
    return work.commit()


def _document(dossier: Dossier, referentiel: Referentiel) -> tuple[str, str]:
    """Say where the signed paper is, and return its id."""
    asked = (s for s in emplacements(dossier, referentiel) if s.besoin is BesoinPiece.ACTE)
    held = next((placee(dossier, slot) for slot in asked), None)
    if held is None:
        return "", ""
    (code,) = held.emplacement.codes
    asked_for = referentiel.dossier.pieces if referentiel.dossier else ()
    named = next((p.libelle for p in asked_for if p.code == code), code)
    told = f"Pièce «\u00a0{named}\u00a0»\u00a0: {held.etat.label.lower()}"
    return told, held.piece.id if held.piece is not None else ""


def _acte(work: Work, dossier: Dossier, day: date) -> Id:
    """Return the acte of the current parcours, made now when nothing was noted of it yet."""
    known = regles.acte(dossier)
    if known is not None:
        return known.id
    now = dossier.parcours_courant
    made = ActeEngagement(
        id=work.new_id(),
        dossier=dossier.id,
        parcours=now.id if now else None,
        decision=_integration(dossier),
        etabli_le=day,
        adherent_nom=dossier.personne.nom,
    )
    work.insert(made)
    return made.id


def _integration(dossier: Dossier) -> Id | None:
    """Return the decision that the acte follows; None for a parcours taken up from elsewhere."""
    joined = (
        d.id
        for d in dossier.decisions
        if d.issue == IssueCommission.INTEGRATION and dossier.belongs(d.parcours, d.prise_le)
    )
    return next(joined, None)


def _told(signature: SignatureActe | None) -> str:
    if signature is None:
        return "à signer"
    return f"signé le {phrases.short_date(signature.signe_le)} par {signature.nom}"


def _signatory(rows: Rows, dossier: Dossier, partie: PartieActe, role: str, on: date) -> str:
    """Return who most likely signed for a party; "" where nothing says it."""
    me = rows.identity().nom
    match partie:
        case PartieActe.ADHERENT:
            return dossier.personne.nom
        case PartieActe.ACCOMPAGNATEUR:
            return me if role == Role.ACCOMPAGNATEUR else _adviser(rows, dossier, on)
        case PartieActe.EQUIPE:
            return me if role == Role.COORDINATION else ""


def _adviser(rows: Rows, dossier: Dossier, on: date) -> str:
    charged = titulaire(rows.all(Affectation, dossier=dossier.id), on)
    found = rows.find(Utilisateur, charged.utilisateur) if charged and charged.utilisateur else None
    return found.nom if found else ""
