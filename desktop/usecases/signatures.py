"""Signing a compte-rendu on screen, in one order: the person reads and signs, then the adviser.

A signature binds the very PDF that was shown: its sha256 comes back from the screen and is compared
with the PDF about to be sealed. Each seal is durable, with its fact, before the next screen opens.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop.documents.seal import refuse_out_of_date, seal
from desktop.documents.strokes import Strokes
from desktop.models import blobs
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.unit_of_work import Work
from desktop.usecases.a_signer import Lecture, auteur, ici, lire
from desktop.usecases.paper import accord_ecran, sealer_of
from plie import nir
from plie.compte_rendu import may_sign
from plie.entretien import ARTICLE
from plie.horloge import refuse_before_the_person
from plie.kinds import CompteRendu, Evenement, Sha256, Signature
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.signataire import refuse_anothers
from plie.vocabulaire import (
    GenreEvenement,
    MoyenSignature,
    Position,
    Signataire,
)

FIELDS = {Signataire.ADHERENT: "SigParticipant", Signataire.ACCOMPAGNATEUR: "SigAccompagnateur"}


@dataclass(frozen=True, slots=True)
class Trace:
    """What a party did on the pad: strokes in the unit square, and what they say of the text."""

    strokes: Strokes
    position: Position
    remarque: str = ""


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
    if accord.papier_seul:
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
    author = auteur(rows, lecture.compte_rendu)
    refuse_anothers(lecture.compte_rendu, ici(rows), author=author, answered=answered)
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
