"""The entretien while it is a draft (C9-3-6); once finalised its content lives in the compte-rendu."""

import datetime as dt

from plie.kinds.base import Id, Nature, kind
from plie.vocabulaire import Role


@kind("entretien", writers=(Role.ACCOMPAGNATEUR,), nature=Nature.EDITED)
class Entretien:
    """A meeting between an AE and one person. Duration in minutes; a draft may lack anything."""

    id: Id
    dossier: Id
    parcours: Id | None = None
    date: dt.date | None = None
    debut: dt.time | None = None
    duree_min: int | None = None
    modalite: str = ""
    lieu: str = ""
    nature: str = ""
    presents: tuple[str, ...] = ()
    sujets: tuple[str, ...] = ()
    contenu: str = ""
    suites: tuple[str, ...] = ()
    prochain_le: dt.date | None = None
    prochain_debut: dt.time | None = None
    prochain_lieu: str = ""
