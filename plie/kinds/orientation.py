"""The orientation: who sent the person, when, and with what pré-diagnostic (C9-3-1)."""

from datetime import date

from plie.kinds.base import Id, Nature, kind
from plie.vocabulaire import Role


@kind(
    "prescription",
    writers=(Role.ACCOMPAGNATEUR, Role.COORDINATION),
    nature=Nature.EDITED,
)
class Prescription:
    """A candidature as it was received."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    recue_le: date | None = None
    origine: str = ""
    structure: Id | None = None
    professionnel: Id | None = None
    motif: str = ""
    pre_diagnostic: str = ""
    orientee_le: date | None = None
    projet: str = ""
    freins: tuple[str, ...] = ()
    lot: Id | None = None
    repartie_le: date | None = None
