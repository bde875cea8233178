"""The entretien of the day that one is about to leave behind for another."""

from dataclasses import dataclass
from datetime import date, time

from desktop.models.rows import Rows
from plie.kinds import CompteRendu, Entretien

# What nothing proposes: when, where and how are, as it is begun.
_WRITTEN = (
    "duree_min",
    "presents",
    "sujets",
    "contenu",
    "suites",
    "prochain_le",
    "prochain_debut",
    "prochain_lieu",
)


@dataclass(frozen=True, slots=True)
class Inacheve:
    """An unfinished entretien, when it began; `vide` is whether nothing is written in it."""

    id: str
    debut: time | None
    vide: bool


def inacheve(rows: Rows, dossier: str, *, on: date) -> Inacheve | None:
    """Return the entretien of that day which a person has without a compte-rendu, None if there is none.

    Of several, the last begun among those in which something is written. One of another day is another
    meeting: Ma journée says that it is to be finished.
    """
    frozen = {cr.entretien for cr in rows.all(CompteRendu, dossier=dossier)}
    left = [
        Inacheve(e.id, e.debut, vide=not any(getattr(e, name) for name in _WRITTEN))
        for e in rows.all(Entretien, dossier=dossier)
        if e.date == on and e.id not in frozen
    ]
    return max(left, key=lambda e: (not e.vide, e.debut or time.min, e.id), default=None)
