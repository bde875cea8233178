"""The bilan d’activité of a lot: that it was sent, and what was said of it. Facts of the PLIE (C11)."""

from datetime import date, datetime

from plie.kinds.base import Id, Scope, kind
from plie.vocabulaire import Role


@kind("bilan_lot", writers=(Role.RESPONSABLE, Role.COORDINATION), scope=Scope.PLIE)
class BilanLot:
    """What is known of the bilan of a lot stopped at a day: the last one noted holds (`plie.bilan`).

    `transmis_le`: the day it was sent, None until it is; `echange`: what accompagnateur·rice and coordination
    said of it.
    """

    id: Id
    lot: Id
    arrete_au: date
    transmis_le: date | None = None
    echange: str = ""
    auteur_nom: str
    note_le: datetime
