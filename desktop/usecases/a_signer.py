"""One compte-rendu as the screen shows it, and those of one person that wait for a signature."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from desktop.models import oplog
from desktop.models.rows import Rows
from desktop.usecases.dossiers import assemble
from desktop.usecases.paper import compte_rendu_pdf
from plie.compte_rendu import current, en_correction, etat
from plie.horloge import behind
from plie.kinds import CompteRendu, Entretien, Id, Sha256, Signature
from plie.referentiel import Referentiel
from plie.signataire import anothers, is_theirs
from plie.vocabulaire import EtatCompteRendu, Signataire


@dataclass(frozen=True, slots=True)
class Lecture:
    """A compte-rendu as the screen shows it: the fact, its state, the very PDF and its sha256.

    `remplace_par` is the id of the later version that holds in its stead, "" when none does.
    `d_un_autre` says why it is not signed on this screen, "" when whoever works here held the entretien.
    `fichier` is the sha256 of the kept file that is shown, whether or not it is here yet.
    `en_correction` tells that its entretien is being corrected: what was typed since is not in this document.
    """

    compte_rendu: CompteRendu
    etat: EtatCompteRendu
    signatures: tuple[Signature, ...]
    pdf: bytes | None
    sha256: Sha256
    remplace_par: str = ""
    fichier: str = ""
    d_un_autre: str = ""
    en_correction: bool = False

    @property
    def sur_papier(self) -> bool:
        """Whether the file is what came back signed, scanned: it carries no seal."""
        return any(s.scan for s in self.signatures)

    def signature(self, qui: Signataire) -> Signature | None:
        """Return what a party answered; None while they have not."""
        return next((s for s in self.signatures if s.qui == qui), None)


def lire(rows: Rows, id_: str, *, referentiel: Referentiel, remarque: str = "") -> Lecture:
    """Return a compte-rendu and its current PDF; None while its file has not arrived.

    Args:
        rows: the vault at one moment.
        id_: the compte-rendu's id.
        referentiel: the PLIE's, for a document taken over from paper and drawn again.
        remarque: a remark to be shown, before the person has signed anything.

    Raises:
        KeyError: no such compte-rendu here.
    """
    cr = rows.get(CompteRendu, id_)
    signatures = rows.all(Signature, compte_rendu=id_, dossier=cr.dossier)
    kept = _current(cr, signatures, remarque)
    if kept:
        pdf = rows.blob(kept)
    else:
        pdf = compte_rendu_pdf(cr, referentiel=referentiel, remarque=remarque)
    digest = Sha256(sha256(pdf).hexdigest() if pdf else "")
    in_force = current(cr.entretien, rows.all(CompteRendu, entretien=cr.entretien))
    answered = any(s.qui == Signataire.ADHERENT for s in signatures)
    draft = rows.find(Entretien, cr.entretien) if in_force and in_force.id == cr.id else None
    return Lecture(
        cr,
        etat(cr, signatures),
        signatures,
        pdf,
        digest,
        in_force.id if in_force and in_force.id != cr.id else "",
        kept,
        "" if _is_ours(rows, cr) else anothers(cr, answered=answered),
        draft is not None and en_correction(draft, cr),
    )


def reste_a_signer(rows: Rows, dossier: str) -> tuple[CompteRendu, ...]:
    """Return the comptes-rendus that may still be signed on this screen today, the oldest first."""
    return tuple(cr for cr in assemble(rows, dossier).a_signer() if _is_ours(rows, cr))


def _answered(rows: Rows, cr: CompteRendu) -> bool:
    """Whether the person has already signed or refused a compte-rendu."""
    answers = rows.all(Signature, compte_rendu=cr.id, dossier=cr.dossier)
    return any(s.qui == Signataire.ADHERENT for s in answers)


def a_faire_signer(rows: Rows, dossier: str, *, dont: str, at: datetime) -> tuple[CompteRendu, ...]:
    """Return what the person may answer here and now, `dont` first, then the oldest.

    A file still to come is read by nobody. Of one that the clock contradicts the adviser is asked on its own: `dont`
    is the one that they were.
    """
    left = [
        cr
        for cr in reste_a_signer(rows, dossier)
        if not _answered(rows, cr)
        and _is_here(rows, cr)
        and (cr.id == dont or not behind(cr, (), at=at))
    ]
    return tuple(sorted(left, key=lambda cr: cr.id != dont))


def a_contresigner(rows: Rows, dossier: str) -> tuple[CompteRendu, ...]:
    """Return what the person signed and the adviser has not yet, where its file is here, the oldest first."""
    left = reste_a_signer(rows, dossier)
    return tuple(cr for cr in left if _answered(rows, cr) and _is_here(rows, cr))


def ici(rows: Rows) -> Id:
    """Return the user of this vault."""
    return Id(rows.identity().utilisateur)


def auteur(rows: Rows, cr: CompteRendu) -> str:
    """Return who finalised a compte-rendu, "" when nothing tells."""
    told = oplog.story_of(rows.connection, "compte_rendu", cr.id).ops
    return told[0].author if told else ""


def _is_ours(rows: Rows, cr: CompteRendu) -> bool:
    return is_theirs(cr, ici(rows), author=auteur(rows, cr))


def _current(cr: CompteRendu, signatures: tuple[Signature, ...], remarque: str) -> str:
    """Return the file to show; "" when it is drawn again."""
    sealed = [s for s in signatures if s.sha256_scelle]
    if sealed:
        # By party and not by hour: a clock can be set back between the two.
        return max(sealed, key=lambda s: s.qui == Signataire.ACCOMPAGNATEUR).sha256_scelle
    scanned = [s.scan for s in signatures if s.scan]
    if scanned:
        return scanned[-1]
    return "" if remarque else cr.pdf


def _is_here(rows: Rows, cr: CompteRendu) -> bool:
    kept = _current(cr, rows.all(Signature, compte_rendu=cr.id, dossier=cr.dossier), "")
    return not kept or rows.blob(kept) is not None
