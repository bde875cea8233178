"""Signing a compte-rendu on screen, in one order: the person reads and signs, then the adviser.

A signature binds the very PDF that was shown: its sha256 comes back from the screen and is compared
with the PDF about to be sealed. Each seal is durable, with its fact, before the next screen opens.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from desktop.documents.seal import refuse_out_of_date, seal
from desktop.documents.strokes import Strokes
from desktop.models import blobs, oplog
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.dossiers import assemble
from desktop.usecases.paper import accord_ecran, compte_rendu_pdf, sealer_of
from plie import nir
from plie.compte_rendu import current, etat, may_sign
from plie.entretien import ARTICLE
from plie.horloge import behind, refuse_before_the_person
from plie.kinds import CompteRendu, Evenement, Id, Sha256, Signature
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.signataire import anothers, is_theirs, refuse_anothers
from plie.vocabulaire import (
    AccordEcran,
    EtatCompteRendu,
    GenreEvenement,
    MoyenSignature,
    Position,
    Signataire,
)

FIELDS = {Signataire.ADHERENT: "SigParticipant", Signataire.ACCOMPAGNATEUR: "SigAccompagnateur"}


@dataclass(frozen=True, slots=True)
class Lecture:
    """A compte-rendu as the screen shows it: the fact, its state, the very PDF and its sha256.

    `remplace_par` is the id of the later version that holds in its stead, "" when none does.
    `d_un_autre` says why it is not signed on this screen, "" when whoever works here held the entretien.
    `fichier` is the sha256 of the kept file that is shown, whether or not it is here yet.
    """

    compte_rendu: CompteRendu
    etat: EtatCompteRendu
    signatures: tuple[Signature, ...]
    pdf: bytes | None
    sha256: Sha256
    remplace_par: str = ""
    fichier: str = ""
    d_un_autre: str = ""

    @property
    def sur_papier(self) -> bool:
        """Whether the file is what came back signed, scanned: it carries no seal."""
        return any(s.scan for s in self.signatures)

    def signature(self, qui: Signataire) -> Signature | None:
        """Return what a party answered; None while they have not."""
        return next((s for s in self.signatures if s.qui == qui), None)


@dataclass(frozen=True, slots=True)
class Trace:
    """What a party did on the pad: strokes in the unit square, and what they say of the text."""

    strokes: Strokes
    position: Position
    remarque: str = ""


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
    return Lecture(
        cr,
        etat(cr, signatures),
        signatures,
        pdf,
        digest,
        in_force.id if in_force and in_force.id != cr.id else "",
        kept,
        "" if _is_ours(rows, cr) else anothers(cr, answered=answered),
    )


def reste_a_signer(rows: Rows, dossier: str) -> tuple[CompteRendu, ...]:
    """Return the comptes-rendus that may still be signed on this screen today, the oldest first."""
    return tuple(cr for cr in assemble(rows, dossier).a_signer() if _is_ours(rows, cr))


def a_repondu(rows: Rows, cr: CompteRendu) -> bool:
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
        if not a_repondu(rows, cr)
        and _is_here(rows, cr)
        and (cr.id == dont or not behind(cr, (), at=at))
    ]
    return tuple(sorted(left, key=lambda cr: cr.id != dont))


def a_contresigner(rows: Rows, dossier: str) -> tuple[CompteRendu, ...]:
    """Return what the person signed and the adviser has not yet, where its file is here, the oldest first."""
    left = reste_a_signer(rows, dossier)
    return tuple(cr for cr in left if a_repondu(rows, cr) and _is_here(rows, cr))


def refuse_to_sign(rows: Rows, cr: CompteRendu, qui: Signataire) -> None:
    """Let a party sign or refuse, on screen or on paper, if the rules do.

    Raises:
        Refus: see `plie.compte_rendu.may_sign`.
    """
    may_sign(
        cr,
        rows.all(Signature, compte_rendu=cr.id),
        qui,
        versions=rows.all(CompteRendu, entretien=cr.entretien),
    )


def raison(motif: str) -> str:
    """Return why a person does not sign, as it is kept.

    Raises:
        Refus: nothing is said, or a NIR is.
    """
    if not motif.strip():
        raise Refus("refus_sans_motif", "Notez la raison donnée, même brève.", article=ARTICLE)
    nir.refuse(motif)
    return motif.strip()


def approuver(
    rows: Rows,
    id_: str,
    position: Position,
    remarque: str,
    *,
    montre: Sha256,
    referentiel: Referentiel,
    now: datetime,
) -> Lecture:
    """Return the document that the person accepts to sign, in the state that they were shown; nothing is kept.

    Raises:
        Refus: out of order, a remark without words or with a NIR, another PDF than the one shown, another
            adviser's entretien, or signatures on screen are not admitted yet.
    """
    if position is Position.REMARQUE and not remarque.strip():
        raise Refus(
            "remarque_vide", "Écrivez la remarque, ou choisissez «\u00a0Je suis d’accord\u00a0»."
        )
    nir.refuse(remarque)
    accord, phrase = accord_ecran(referentiel, on=now.date())
    if accord is AccordEcran.PAS_ENCORE:
        raise Refus("ecran_pas_admis", phrase, article=referentiel.signature_ecran.article)
    _refuse_gone(rows, id_)
    lecture = lire(rows, id_, referentiel=referentiel, remarque=remarque)
    _refuse_unsafe(rows, lecture, montre, Signataire.ADHERENT)
    return lecture


def signer_adherent(
    work: Work, id_: str, trace: Trace, *, montre: Sha256, referentiel: Referentiel, now: datetime
) -> Changes:
    """Seal the person's strokes into the first field of the PDF that they were shown (C9-3-6).

    Raises:
        Refus: as `approuver`; without strokes, no certificate.
    """
    lecture = approuver(
        work.rows,
        id_,
        trace.position,
        trace.remarque,
        montre=montre,
        referentiel=referentiel,
        now=now,
    )
    _refuse_empty(trace)
    nom = lecture.compte_rendu.adherent_nom
    reason = f"Signature tracée à l’écran par {nom}, recueillie par {work.auteur.nom}"
    return _sign(work, lecture, trace, _Partie(Signataire.ADHERENT, nom, reason), now)


def signer_accompagnateur(
    work: Work, id_: str, trace: Trace, *, montre: Sha256, referentiel: Referentiel, now: datetime
) -> Changes:
    """Seal the adviser's strokes into the second field and lock the document.

    Raises:
        Refus: before the person, by the order or by the clock, without strokes, another PDF than the one shown,
            another's entretien.
    """
    _refuse_gone(work.rows, id_)
    lecture = lire(work.rows, id_, referentiel=referentiel)
    nom = work.auteur.nom
    reason = f"Signature tracée à l’écran par {nom}"
    _refuse_unsafe(work.rows, lecture, montre, Signataire.ACCOMPAGNATEUR)
    _refuse_empty(trace)
    refuse_before_the_person(lecture.compte_rendu, lecture.signatures, at=now)
    return _sign(work, lecture, trace, _Partie(Signataire.ACCOMPAGNATEUR, nom, reason), now)


def remettre(work: Work, ids: Iterable[str], *, comment: str, now: datetime) -> Changes:
    """Record what became of the person's copies: handed over, sent, or not wanted (domain.md §5)."""
    for id_ in ids:
        cr = work.get(CompteRendu, id_)
        work.insert(
            Evenement(
                id=work.new_id(),
                dossier=cr.dossier,
                date=now.date(),
                heure=now.time().replace(second=0, microsecond=0, tzinfo=None),
                genre=GenreEvenement.REMISE,
                texte=comment,
                compte_rendu=cr.id,
            )
        )
    return work.commit()


def refuser(work: Work, id_: str, *, motif: str, montre: Sha256, now: datetime) -> Changes:
    """Record that the person does not sign, and why; the compte-rendu then counts as not signed.

    Raises:
        Refus: without a reason or with a NIR in it, or when the person signed already.
    """
    reason = raison(motif)
    _refuse_gone(work.rows, id_)
    cr = work.get(CompteRendu, id_)
    refuse_to_sign(work.rows, cr, Signataire.ADHERENT)
    work.insert(
        Signature(
            id=work.new_id(),
            dossier=cr.dossier,
            compte_rendu=cr.id,
            qui=Signataire.ADHERENT,
            nom=cr.adherent_nom,
            moyen=MoyenSignature.ECRAN,
            position=Position.REFUS,
            motif_refus=reason,
            sha256_montre=montre,
            signe_le=now,
        )
    )
    return work.commit()


def _here(rows: Rows) -> Id:
    """Return the user of this vault."""
    return Id(rows.identity().utilisateur)


def _author(rows: Rows, cr: CompteRendu) -> str:
    told = oplog.story_of(rows.connection, "compte_rendu", cr.id).ops
    return told[0].author if told else ""


def _is_ours(rows: Rows, cr: CompteRendu) -> bool:
    return is_theirs(cr, _here(rows), author=_author(rows, cr))


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


def _refuse_gone(rows: Rows, id_: str) -> None:
    """The dossier may have left this machine between what was shown and what is answered."""
    if rows.find(CompteRendu, id_) is None:
        raise Refus(
            "dossier_parti",
            "Ce dossier vient de quitter ce poste : rien n’a été signé. Le compte-rendu reste à "
            "signer chez la personne qui suit le dossier maintenant.",
        )


def _refuse_empty(trace: Trace) -> None:
    if not trace.strokes:
        raise Refus("sans_trace", "Le cadre est vide\u00a0: tracez la signature, puis validez.")


def _refuse_unsafe(rows: Rows, lecture: Lecture, montre: Sha256, qui: Signataire) -> None:
    refuse_to_sign(rows, lecture.compte_rendu, qui)
    answered = lecture.signature(Signataire.ADHERENT) is not None
    author = _author(rows, lecture.compte_rendu)
    refuse_anothers(lecture.compte_rendu, _here(rows), author=author, answered=answered)
    if lecture.pdf is None or lecture.sha256 != montre:
        raise Refus(
            "autre_document",
            "Le document a changé depuis qu’il a été montré. Rien n’a été signé\u00a0: "
            "relisez-le, puis signez.",
        )


@dataclass(frozen=True, slots=True)
class _Partie:
    qui: Signataire
    nom: str
    reason: str


def _sign(work: Work, lecture: Lecture, trace: Trace, partie: _Partie, now: datetime) -> Changes:
    cr = lecture.compte_rendu
    sealer = sealer_of(work.rows.identity())
    refuse_out_of_date(sealer, at=now)
    scelle = seal(
        lecture.pdf or b"",
        field=FIELDS[partie.qui],
        strokes=trace.strokes,
        sealer=sealer,
        name=work.auteur.nom,
        reason=partie.reason,
        at=now,
        last=partie.qui is Signataire.ACCOMPAGNATEUR,
    )
    work.insert(
        Signature(
            id=work.new_id(),
            dossier=cr.dossier,
            compte_rendu=cr.id,
            qui=partie.qui,
            nom=partie.nom,
            moyen=MoyenSignature.ECRAN,
            position=trace.position,
            remarque=trace.remarque.strip(),
            sha256_montre=lecture.sha256,
            sha256_scelle=blobs.file(work.connection, scelle, scope=cr.dossier),
            signe_le=now,
        )
    )
    return work.commit()
