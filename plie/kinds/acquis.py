"""What étapes bring: their bilan, certifications, CV, competences (P7, C2, C9-3-5, C9-3-6)."""

import datetime as dt

from plie.kinds.base import Id, Nature, Sha256, kind
from plie.vocabulaire import Role

_AE = (Role.ACCOMPAGNATEUR,)


@kind("bilan_etape", writers=_AE, blobs=("fichier",))
class BilanEtape:
    """The bilan of an étape: one verdict (`VerdictObjectif`) per objective, in the same order, signed by the partner."""

    id: Id
    dossier: Id
    etape: Id
    fait_le: dt.date
    objectifs: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    texte: str = ""
    signataire_nom: str = ""
    signe_le: dt.date | None = None
    fichier: Sha256 | None = None
    remplace: Id | None = None


@kind("certification", writers=_AE, nature=Nature.EDITED)
class CertificationObtenue:
    """A certification obtained, and the follow-up after it; `nature` is a word of `NatureCertification`."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    nature: str = ""
    intitule: str = ""
    niveau: str = ""
    obtenue_le: dt.date | None = None
    suivi_jusqu_au: dt.date | None = None
    formation_superieure_jusqu_au: dt.date | None = None
    etape: Id | None = None


@kind("cv", writers=_AE, blobs=("fichier",))
class Cv:
    """A version of the CV, for a target."""

    id: Id
    dossier: Id
    date: dt.date
    cible: str = ""
    code_rome: str = ""
    fichier: Sha256 | None = None
    nom_fichier: str = ""


@kind("competence", writers=_AE, nature=Nature.EDITED)
class Competence:
    """A competence acquired, and the étape or the job that proved it."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    intitule: str = ""
    acquise_le: dt.date | None = None
    etape: Id | None = None
    emploi: Id | None = None
    preuve: str = ""
