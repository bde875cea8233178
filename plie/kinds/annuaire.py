"""The directory shared by the whole PLIE: structures, professionals, places, permanences; its sittings, letters, targets, ROME labels."""

import datetime as dt

from plie.kinds.base import Id, Nature, Scope, kind
from plie.vocabulaire import Role

_WRITERS = (Role.ACCOMPAGNATEUR, Role.COORDINATION, Role.GESTIONNAIRE)
_EQUIPE = (Role.COORDINATION, Role.GESTIONNAIRE)


@kind("structure", writers=_WRITERS, nature=Nature.EDITED, scope=Scope.PLIE)
class Structure:
    """An organisation that orients people or carries étapes."""

    id: Id
    nom: str = ""
    genre: str = ""
    commune: str = ""
    telephone: str = ""
    courriel: str = ""
    fusionnee_dans: Id | None = None


@kind("professionnel", writers=_WRITERS, nature=Nature.EDITED, scope=Scope.PLIE)
class Professionnel:
    """Someone who works in a structure."""

    id: Id
    structure: Id | None = None
    nom: str = ""
    prenom: str = ""
    fonction: str = ""
    telephone: str = ""
    courriel: str = ""
    parti_le: dt.date | None = None
    fusionne_dans: Id | None = None


@kind("lieu", writers=_WRITERS, nature=Nature.EDITED, scope=Scope.PLIE)
class Lieu:
    """A place of permanence."""

    id: Id
    nom: str = ""
    adresse: str = ""
    commune: str = ""


@kind("permanence", writers=_WRITERS, nature=Nature.EDITED, scope=Scope.PLIE)
class Permanence:
    """When an adviser is at a place, week after week: one half-day, from a day to another.

    `jour` is the weekday, Monday 0; `demi_journee` a word of `DemiJournee`.
    """

    id: Id
    utilisateur: Id | None = None
    lieu: str = ""
    jour: int = 0
    demi_journee: str = ""
    depuis: dt.date | None = None
    jusqu_au: dt.date | None = None


@kind("commission", writers=_EQUIPE, nature=Nature.EDITED, scope=Scope.PLIE)
class Commission:
    """A sitting of a body that decides: its date and place; `instance` is a code of the référentiel (P9-4)."""

    id: Id
    date: dt.date | None = None
    heure: dt.time | None = None
    lieu: str = ""
    instance: str = ""
    annulee: bool = False


@kind("modele_courrier", writers=_EQUIPE, nature=Nature.EDITED, scope=Scope.PLIE)
class ModeleCourrier:
    """A letter or an e-mail ready to be filled (C9-3-1 « en continu »)."""

    id: Id
    nom: str = ""
    usage: str = ""
    objet: str = ""
    texte: str = ""


@kind("objectif_plie", writers=_EQUIPE, nature=Nature.EDITED, scope=Scope.PLIE)
class ObjectifPlie:
    """A target of the PLIE or of a lot over a period, with the decision that sets it (P2, P6, P8)."""

    id: Id
    code: str = ""
    lot: Id | None = None
    debut: dt.date | None = None
    fin: dt.date | None = None
    minimum: float | None = None
    maximum: float | None = None
    decision: str = ""
    decide_le: dt.date | None = None


@kind(
    "metier_rome",
    writers=(Role.GESTIONNAIRE,),
    nature=Nature.EDITED,
    scope=Scope.PLIE,
    listed=True,
)
class MetierRome:
    """What a ROME code is called, from the official file that the gestionnaire imports (domain.md §3).

    Its id follows from its code (`plie.rome`): two imports that know nothing of one another write the same thing.
    """

    id: Id
    code: str = ""
    libelle: str = ""
