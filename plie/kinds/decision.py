"""Before the Commission and after it: what is proposed, checked, put on an agenda and decided. Facts (C7, P9-4)."""

from datetime import date

from plie.kinds.base import Id, kind
from plie.vocabulaire import Role


@kind("inscription", writers=(Role.ACCOMPAGNATEUR, Role.COORDINATION))
class Inscription:
    """A dossier put on the agenda of a Commission."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    commission_le: date
    objet: str
    commission: Id | None = None
    motif_reexamen: str = ""
    incomplet: bool = False


@kind("retrait_inscription", writers=(Role.ACCOMPAGNATEUR, Role.COORDINATION))
class RetraitInscription:
    """That a dossier was taken off an agenda before its sitting, and why; `remplacee_par` is its inscription at another (C7)."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    inscription: Id
    motif: str = ""
    remplacee_par: Id | None = None
    auteur_nom: str
    retire_le: date


@kind("decision", writers=(Role.COORDINATION,))
class Decision:
    """What the Commission decided. A réexamen decision dates the next one (C7-2).

    `motif_reexamen` is a motive that the référentiel names; a refus proposes a `reorientation` (C7).
    """

    id: Id
    dossier: Id
    parcours: Id | None = None
    inscription: Id | None = None
    prise_le: date
    objet: str
    issue: str
    motif: str = ""
    preconisations: str = ""
    suspendu_jusqu_au: date | None = None
    prochain_reexamen: date | None = None
    commission: Id | None = None
    motif_reexamen: str = ""
    motif_sortie: str = ""
    nature_sortie: str = ""
    reorientation: str = ""
    reorientation_structure: Id | None = None


@kind("avis_motive", writers=(Role.RESPONSABLE,))
class AvisMotive:
    """The avis motivé of the responsable de l’action, for the Commission (C7)."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    inscription: Id | None = None
    objet: str
    avis: str
    texte: str = ""
    auteur_nom: str
    rendu_le: date


@kind("visa", writers=(Role.RESPONSABLE,))
class Visa:
    """That the responsable de l’action checked the file’s conformity, or what lacks (C7)."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    inscription: Id | None = None
    objet: str
    conforme: bool
    reserves: str = ""
    auteur_nom: str
    vise_le: date


@kind("annulation", writers=(Role.ACCOMPAGNATEUR, Role.RESPONSABLE, Role.COORDINATION))
class Annulation:
    """That a fact was noted by mistake, and why: it counts no more (C7). `genre` is the word of its kind.

    Whoever writes that kind cancels it, and nobody else (plie/droits.py).
    """

    id: Id
    dossier: Id
    parcours: Id | None = None
    genre: str
    fait: Id
    motif: str = ""
    auteur_nom: str
    annule_le: date


@kind("sortie_proposee", writers=(Role.ACCOMPAGNATEUR,))
class SortieProposee:
    """A sortie that the AE proposes: `motif` and `nature` are codes of the référentiel, `emploi` its job (P7, C9-3-4)."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    proposee_le: date
    motif: str
    nature: str = ""
    emploi: Id | None = None
    certification: Id | None = None
    sortie_le: date | None = None
    texte: str = ""
    remplace: Id | None = None


@kind("mise_en_sommeil", writers=(Role.ACCOMPAGNATEUR,))
class MiseEnSommeil:
    """An alert put off until a day, with the reason; `objet` is the thing meant, as the alert names it (domain.md §6).

    One that ends the day it is put, without a reason, wakes the alert (plie/sommeil.py).
    """

    id: Id
    dossier: Id
    code: str
    objet: str = ""
    mise_le: date
    jusqu_au: date
    motif: str
