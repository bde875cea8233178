"""The kinds (domain.md §12): importing this package registers them all."""

from plie.kinds.annuaire import Lieu, Permanence, Professionnel, Structure
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
from plie.kinds.contact import Evenement, RendezVous
from plie.kinds.decision import Decision, Inscription
from plie.kinds.entretien import Entretien
from plie.kinds.magasin import Affectation, Appareil, Lot, Organisation, Utilisateur
from plie.kinds.orientation import Prescription
from plie.kinds.parcours import Emploi, Etape, Objectif
from plie.kinds.personne import Coordonnees, Parcours, Personne
from plie.kinds.preuve import CompteRendu, Signature
from plie.kinds.revue import AccuseReception, Commentaire, Demande, PriseDeConnaissance

__all__ = [
    "AccuseReception",
    "Affectation",
    "Appareil",
    "Commentaire",
    "CompteRendu",
    "Coordonnees",
    "Decision",
    "Demande",
    "Emploi",
    "Entretien",
    "Etape",
    "Evenement",
    "FieldSpec",
    "Id",
    "Inscription",
    "KindSpec",
    "Lieu",
    "Lot",
    "Nature",
    "Objectif",
    "Organisation",
    "Parcours",
    "Permanence",
    "Personne",
    "Prescription",
    "PriseDeConnaissance",
    "Professionnel",
    "RendezVous",
    "Scope",
    "Sha256",
    "Shape",
    "Signature",
    "Structure",
    "Utilisateur",
    "all_kinds",
    "by_class",
    "by_word",
    "kind",
]
