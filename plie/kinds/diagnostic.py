"""The candidature's file: diagnostic, évaluations, conditions of adhesion, préconisations, clôture (C5, C7, C9-3-5)."""

from datetime import date

from plie.kinds.base import Id, Nature, kind
from plie.vocabulaire import Role

_AE = (Role.ACCOMPAGNATEUR,)


@kind("diagnostic", writers=_AE, nature=Nature.EDITED)
class Diagnostic:
    """What the AE makes of the situation, edited until it is presented."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    commence_le: date | None = None
    termine_le: date | None = None
    atouts: str = ""
    motivation: str = ""
    parcours_professionnel: str = ""
    projet: str = ""
    etapes_envisagees: str = ""
    synthese: str = ""
    attentions: tuple[str, ...] = ()


@kind("evaluation", writers=_AE)
class Evaluation:
    """A frein, the motivation or a base skill as one author judged it on a day (C3).

    `sujet` is a word of `SujetEvaluation`, `code` of the référentiel. Of what is sensitive: a level and
    an action, never a diagnosis. A frein at level 0 is closed: `etape` is the one that did it.
    """

    id: Id
    dossier: Id
    parcours: Id | None = None
    sujet: str
    code: str = ""
    niveau: int
    action: str = ""
    evalue_le: date
    auteur: Id
    auteur_nom: str
    etape: Id | None = None


@kind("condition_adhesion", writers=_AE, nature=Nature.EDITED)
class ConditionAdhesion:
    """A condition or a criterion of adhesion (`code` of the référentiel), answered and argued (P5, C5)."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    code: str = ""
    reponse: bool | None = None
    argument: str = ""
    verifiee_le: date | None = None


@kind("preconisation", writers=_AE, nature=Nature.EDITED)
class Preconisation:
    """What the AE recommends to the Commission, and what became of it at the réexamen (C7, C7-2)."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    objet: str = ""
    texte: str = ""
    proposee_le: date | None = None
    realisee_le: date | None = None
    constat: str = ""


@kind("cloture", writers=_AE)
class Cloture:
    """A candidature closed without follow-up, with the means used to keep the relation (C7)."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    close_le: date
    motif: str
    moyens: str = ""
