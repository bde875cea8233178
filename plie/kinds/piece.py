"""Pièces and what proves an engagement: files by their sha256, examined and signed. Facts (C7, C7-1, C9-3-5)."""

from datetime import date, datetime

from plie.kinds.base import Id, Sha256, kind
from plie.vocabulaire import Role

_AE = (Role.ACCOMPAGNATEUR,)
_ACTE = (Role.ACCOMPAGNATEUR, Role.COORDINATION)


@kind("piece", writers=_AE, blobs=("fichier",))
class PieceVersee:
    """A file put in a slot (`code` of the référentiel) for a thing of the dossier (`pour_kind`, `pour_id`).

    Its state is derived: the last one in a slot, and its last examination.
    """

    id: Id
    dossier: Id
    parcours: Id | None = None
    code: str
    pour_kind: str = ""
    pour_id: Id | None = None
    fichier: Sha256
    nom_fichier: str = ""
    datee_du: date | None = None
    recue_le: date
    remplace: Id | None = None


@kind("piece_examen", writers=(Role.COORDINATION, Role.GESTIONNAIRE))
class PieceExamen:
    """The examination of a pièce: accepted, which locks it, or refused with the reason."""

    id: Id
    dossier: Id
    piece: Id
    issue: str
    motif: str = ""
    auteur_nom: str
    examinee_le: datetime


@kind("acte_engagement", writers=_ACTE, blobs=("pdf",))
class ActeEngagement:
    """The acte d’engagement made after an integration, to be signed by three parties (C7-1)."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    decision: Id | None = None
    etabli_le: date
    adherent_nom: str = ""
    accompagnateur_nom: str = ""
    pdf: Sha256 = Sha256("")


@kind("signature_acte", writers=_ACTE, blobs=("sha256_scelle", "scan"))
class SignatureActe:
    """One party's signature of the acte d’engagement: who (`PartieActe`) and when."""

    id: Id
    dossier: Id
    acte: Id
    qui: str
    nom: str
    moyen: str
    signe_le: date
    sha256_montre: Sha256 = Sha256("")
    sha256_scelle: Sha256 = Sha256("")
    scan: Sha256 | None = None
