"""The compte-rendu of an entretien (C9-3-6): how it is frozen, replaced and signed, and its state.

« signé par les deux parties, avec mention de la date et de la durée ». Its state is derived from
facts: it is signed when both signatures are there, never because someone said so.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from plie import nir
from plie.entretien import ARTICLE, Contenu, contenu_de, objections
from plie.kinds import CompteRendu, Entretien, Id, Personne, Sha256, Signature
from plie.refus import Refus
from plie.vocabulaire import EtatCompteRendu, Position, Signataire

_BOTH = frozenset(Signataire)
_AGREED = frozenset({Position.ACCORD, Position.REMARQUE})


def finalise(
    entretien: Entretien,
    *,
    id: Id,  # noqa: A002 — the field's own name
    personne: Personne,
    accompagnateur: Id,
    accompagnateur_nom: str,
    pdf: Sha256,
    at: dt.datetime,
    prescription_le: dt.date | None = None,
    version: int = 1,
    remplace: Id | None = None,
    motif: str = "",
) -> CompteRendu:
    """Freeze an entretien into its compte-rendu (C9-3-6).

    Args:
        entretien: the draft.
        id: of the compte-rendu to be.
        personne: whose dossier it is; her name is frozen with the rest.
        accompagnateur: the adviser's id.
        accompagnateur_nom: the adviser's full name.
        pdf: sha256 of the PDF with its two empty fields.
        at: now, aware, in the adviser's own time zone: its date is today.
        prescription_le: when the candidature was received, if that is known.
        version: 1, or one more than the version replaced.
        remplace: the compte-rendu that this one corrects.
        motif: why it is corrected.

    Raises:
        Refus: the first objection that blocks, a name that lacks, a correction without reason, a NIR in it.
        ValueError: the arguments contradict each other.
    """
    if entretien.dossier != personne.id or (version > 1) != (remplace is not None):
        raise ValueError("entretien and personne, version and remplace go together")
    judged = objections(
        entretien, on=at.date(), now_time=at.time(), prescription_le=prescription_le
    )
    for objection in judged:
        if objection.blocking:
            raise objection.refus()
    if not (personne.nom and accompagnateur_nom.strip()):
        raise Refus("cr_sans_nom", "Le nom de l’une des deux parties manque.", article=ARTICLE)
    if remplace is not None and not motif.strip():
        raise Refus(
            "correction_sans_motif",
            "Une correction dit pourquoi elle remplace le compte-rendu précédent.",
            article=ARTICLE,
        )
    nir.refuse(motif)
    return CompteRendu(
        id=id,
        dossier=entretien.dossier,
        entretien=entretien.id,
        version=version,
        remplace=remplace,
        motif=motif,
        adherent_nom=personne.nom,
        accompagnateur=accompagnateur,
        accompagnateur_nom=accompagnateur_nom,
        finalise_le=at,
        pdf=pdf,
        **asdict(contenu_de(entretien)),
    )


def current(entretien: Id, comptes_rendus: Iterable[CompteRendu]) -> CompteRendu | None:
    """Return the compte-rendu of an entretien that no other replaces; None while it is a draft.

    Two corrections made apart from each other both stay: the higher version, then the later, holds.
    """
    own = [cr for cr in comptes_rendus if cr.entretien == entretien]
    replaced = {cr.remplace for cr in own}
    left = [cr for cr in own if cr.id not in replaced]
    return max(left, key=lambda cr: (cr.version, cr.finalise_le, cr.id), default=None)


def in_force(comptes_rendus: Iterable[CompteRendu]) -> tuple[CompteRendu, ...]:
    """Return the comptes-rendus that no newer version replaces, one per entretien."""
    versions: dict[Id, list[CompteRendu]] = {}
    for cr in comptes_rendus:
        versions.setdefault(cr.entretien, []).append(cr)
    # One version alone is in force; asking would cost a whole file active its instant.
    held = (own[0] if len(own) == 1 else current(of, own) for of, own in versions.items())
    return tuple(cr for cr in held if cr is not None)


def replacer(id_: str, versions: Iterable[CompteRendu]) -> CompteRendu | None:
    """Return the version that names this one as the one it replaces; None when none does."""
    found = [cr for cr in versions if cr.remplace == id_]
    return max(found, key=lambda cr: (cr.version, cr.finalise_le, cr.id), default=None)


def en_correction(entretien: Entretien, cr: CompteRendu) -> bool:
    """Whether an entretien says by now something else than its compte-rendu in force: a correction is begun, not finalised."""
    return any(getattr(entretien, part.name) != getattr(cr, part.name) for part in fields(Contenu))


def etat(cr: CompteRendu, signatures: Iterable[Signature]) -> EtatCompteRendu:
    """Return the state of a compte-rendu: signed by both, refused by the person, or waiting.

    A signature that names it from another dossier is none: whoever wrote it had no right there.
    """
    agreed = set[str]()
    for s in signatures:
        if s.compte_rendu != cr.id or s.dossier != cr.dossier:
            continue
        if s.position == Position.REFUS and s.qui == Signataire.ADHERENT:
            return EtatCompteRendu.REFUSE
        if s.position in _AGREED:
            agreed.add(s.qui)
    return EtatCompteRendu.SIGNE if agreed >= _BOTH else EtatCompteRendu.FINALISE


def may_sign(
    cr: CompteRendu,
    signatures: Iterable[Signature],
    qui: Signataire,
    *,
    versions: Sequence[CompteRendu],
) -> None:
    """Let a party sign, the person first (C9-3-6: the adviser never signs in their place).

    Args:
        cr: the compte-rendu to be signed.
        signatures: those known, of this compte-rendu and of others.
        qui: the party about to sign or to refuse.
        versions: the comptes-rendus known of the same entretien.

    Raises:
        Refus: it was replaced, this party has answered already, or the person has not yet.
    """
    answered = {s.qui for s in signatures if (s.compte_rendu, s.dossier) == (cr.id, cr.dossier)}
    if any(other.remplace == cr.id for other in versions):
        raise Refus(
            "cr_remplace",
            "Une version plus récente remplace ce compte-rendu\u202f; c’est elle qui se signe.",
            article=ARTICLE,
        )
    if qui in answered:
        raise Refus(
            "deja_signe", "Cette partie a déjà répondu pour ce compte-rendu.", article=ARTICLE
        )
    if qui == Signataire.ACCOMPAGNATEUR and Signataire.ADHERENT not in answered:
        raise Refus(
            "signature_avant_personne", "La personne accompagnée signe d’abord.", article=ARTICLE
        )
