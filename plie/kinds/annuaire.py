"""The directory shared by the whole PLIE: structures, professionals, places, permanences."""

from datetime import date

from plie.kinds.base import Id, Nature, Scope, kind
from plie.vocabulaire import Role

_WRITERS = (Role.ACCOMPAGNATEUR, Role.COORDINATION, Role.GESTIONNAIRE)


@kind("structure", writers=_WRITERS, nature=Nature.EDITED, scope=Scope.PLIE)
class Structure:
    """An organisation that orients people or carries étapes."""

    id: Id
    nom: str = ""
    genre: str = ""
    commune: str = ""
    telephone: str = ""
    courriel: str = ""


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
    depuis: date | None = None
    jusqu_au: date | None = None
