"""Before the Commission and after it: inscriptions on an agenda and decisions. Facts (C7, P9-4)."""

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


@kind("decision", writers=(Role.COORDINATION,))
class Decision:
    """What the Commission decided. A réexamen decision dates the next one (C7-2)."""

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
