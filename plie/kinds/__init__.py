"""The kinds (domain.md §12): importing this package registers them all."""

from plie.kinds.acquis import BilanEtape, CertificationObtenue, Competence, Cv
from plie.kinds.annuaire import (
    Commission,
    Lieu,
    MetierRome,
    ModeleCourrier,
    ObjectifPlie,
    Permanence,
    Professionnel,
    Structure,
)
from plie.kinds.base import (
    FieldSpec,
    Id,
    KindSpec,
    Nature,
    Scope,
    Sha256,
    Shape,
    all_kinds,
    by_class,
    by_word,
    kind,
)
from plie.kinds.bilan import BilanLot
from plie.kinds.contact import Evenement, RendezVous
from plie.kinds.decision import (
    Annulation,
    AvisMotive,
    Decision,
    Inscription,
    MiseEnSommeil,
    RetraitInscription,
    SortieProposee,
    Visa,
)
from plie.kinds.diagnostic import Cloture, ConditionAdhesion, Diagnostic, Evaluation, Preconisation
from plie.kinds.entretien import Entretien
from plie.kinds.magasin import (
    Affectation,
    Appareil,
    Lot,
    MiseDeCote,
    Organisation,
    Utilisateur,
)
from plie.kinds.orientation import Prescription
from plie.kinds.parcours import Emploi, Etape, Objectif
from plie.kinds.personne import Coordonnees, Parcours, Personne
from plie.kinds.piece import ActeEngagement, PieceExamen, PieceVersee, SignatureActe
from plie.kinds.preuve import CompteRendu, Signature
from plie.kinds.revue import (
    AccuseReception,
    Commentaire,
    Demande,
    MiseDeCoteReglee,
    PriseDeConnaissance,
)
from plie.kinds.situation import FseReleve, Situation

__all__ = [
    "AccuseReception",
    "ActeEngagement",
    "Affectation",
    "Annulation",
    "Appareil",
    "AvisMotive",
    "BilanEtape",
    "BilanLot",
    "CertificationObtenue",
    "Cloture",
    "Commentaire",
    "Commission",
    "Competence",
    "CompteRendu",
    "ConditionAdhesion",
    "Coordonnees",
    "Cv",
    "Decision",
    "Demande",
    "Diagnostic",
    "Emploi",
    "Entretien",
    "Etape",
    "Evaluation",
    "Evenement",
    "FieldSpec",
    "FseReleve",
    "Id",
    "Inscription",
    "KindSpec",
    "Lieu",
    "Lot",
    "MetierRome",
    "MiseDeCote",
    "MiseDeCoteReglee",
    "MiseEnSommeil",
    "ModeleCourrier",
    "Nature",
    "Objectif",
    "ObjectifPlie",
    "Organisation",
    "Parcours",
    "Permanence",
    "Personne",
    "PieceExamen",
    "PieceVersee",
    "Preconisation",
    "Prescription",
    "PriseDeConnaissance",
    "Professionnel",
    "RendezVous",
    "RetraitInscription",
    "Scope",
    "Sha256",
    "Shape",
    "Signature",
    "SignatureActe",
    "Situation",
    "SortieProposee",
    "Structure",
    "Utilisateur",
    "Visa",
    "all_kinds",
    "by_class",
    "by_word",
    "kind",
]
