"""Where one can go. A screen says where; only the main window knows who lives there."""

from dataclasses import dataclass
from enum import StrEnum


class Name(StrEnum):
    """The places. Those of the rail keep the rail; the others take the whole window."""

    JOURNEE = "journee"
    CANDIDATURES = "candidatures"
    ANNUAIRE = "annuaire"
    FILE = "file"
    OUVERTURES = "ouvertures"
    NOUVEAUTES = "nouveautes"
    EQUIPE = "equipe"
    SEANCES = "seances"
    AFFECTATIONS = "affectations"
    APPAREILS = "appareils"
    ECHANGES = "echanges"
    POSTE = "poste"
    IDENTITE = "identite"
    NOUVEAU_DOSSIER = "nouveau_dossier"
    IMPORTER = "importer"
    NOUVEL_ENTRETIEN = "nouvel_entretien"
    ENTRETIEN = "entretien"
    NOUVEL_EMPLOI = "nouvel_emploi"
    EMPLOI = "emploi"
    NOUVELLE_CERTIFICATION = "nouvelle_certification"
    CERTIFICATION = "certification"
    SORTIE = "sortie"
    PIECE = "piece"
    NOUVEAU_CV = "nouveau_cv"
    RELECTURE = "relecture"
    SIGNATURE = "signature"
    IMPRESSION = "impression"
    DOCUMENTS = "documents"
    AGENDA = "agenda"
    ETAPE = "etape"
    NOUVELLE_ETAPE = "nouvelle_etape"
    OBJECTIF = "objectif"
    NOUVEL_OBJECTIF = "nouvel_objectif"
    COMPETENCE = "competence"
    NOUVELLE_COMPETENCE = "nouvelle_competence"
    DIAGNOSTIC = "diagnostic"
    SITUATION = "situation"
    PRESCRIPTION = "prescription"
    EVALUATION = "evaluation"
    BILAN_LOT = "bilan_lot"
    BACK = "retour"


# An id of FILE that is no dossier: the list of those without a rendez-vous this month.
SANS_RENDEZ_VOUS = "sans_rendez_vous"


# Before the id of a question, in the id of NOUVEAUTES.
QUESTION = "demande:"


# Between a dossier and the word of one of its panels, in the id of FILE, then what is begun there; between a thing and
# one of its fields, a dossier and what is proposed of what begins in it.
_SIDE = "#"


def side(dossier: str, panel: str, at: str = "") -> str:
    """Return the id of FILE that opens a dossier at one of its panels, and begins something there."""
    return _SIDE.join((dossier, panel, at) if at else (dossier, panel))


def parted(id_: str) -> tuple[str, str]:
    """Return the dossier and the panel of an id of FILE; "" for no panel."""
    dossier, panel, *_ = (*id_.split(_SIDE), "")
    return dossier, panel


def begun(id_: str) -> str:
    """Return what an id of FILE begins in its panel; "" for nothing."""
    return (*id_.split(_SIDE), "", "")[2]


@dataclass(frozen=True, slots=True)
class Place:
    """A place, and the id of what it shows.

    A dossier (FILE, where `side` adds a panel, IDENTITE, ECHANGES, where it adds that one came for what is set aside,
    SORTIE, DIAGNOSTIC, SITUATION, PRESCRIPTION, where
    `side` adds that one came from the candidatures, EVALUATION, where it adds its subject, BACK, what begins with « nouv », where it adds what is proposed), an entretien (ENTRETIEN), an ETAPE, an OBJECTIF (where
    `side` adds the field one goes to), a COMPETENCE, a contract (EMPLOI), a CERTIFICATION, a pièce received (PIECE), a compte-rendu (RELECTURE, SIGNATURE, NOUVEAUTES), a
    sitting (SEANCES), the bilan of a lot (BILAN_LOT, where `side` adds the day it is stopped at; "" for the first that is
    due), an entry of the directory (ANNUAIRE, or the word of its kind for one that is not there yet), a print job
    (IMPRESSION: see `usecases.impression.tirage`), a day (AGENDA, where `side` adds what begins there: `appointing`), the
    groups shown whole (JOURNEE, as it stands).
    """

    name: Name
    id: str = ""
