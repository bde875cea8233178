"""Contacts that are no entretien: rendez-vous planned, and événements that happened (C9-3-5)."""

import datetime as dt

from plie.kinds.base import Id, Nature, kind
from plie.vocabulaire import Role


@kind("rendez_vous", writers=(Role.ACCOMPAGNATEUR,), nature=Nature.EDITED)
class RendezVous:
    """An appointment and how it ended (honoré, excusé, non excusé, reporté).

    `reporte_de` is the appointment that this one stands for, when it was put off.
    """

    id: Id
    dossier: Id
    date: dt.date | None = None
    debut: dt.time | None = None
    duree_min: int | None = None
    modalite: str = ""
    lieu: str = ""
    issue: str = "prevu"
    pris_lors_de: Id | None = None
    reporte_de: Id | None = None


@kind("evenement", writers=(Role.ACCOMPAGNATEUR,))
class Evenement:
    """A dated line: call, mail, relance, missed appointment (C7-2: « moyens utilisés »).

    `compte_rendu` is the one of which a copy was handed over, `emploi` the job of whose employer it tells. `remplace` is the line that this one corrects
    or cancels, and `motif` says why; that one stays.
    """

    id: Id
    dossier: Id
    date: dt.date
    genre: str
    texte: str = ""
    rendez_vous: Id | None = None
    heure: dt.time | None = None
    compte_rendu: Id | None = None
    remplace: Id | None = None
    motif: str | None = None
    emploi: Id | None = None
