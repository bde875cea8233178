"""What to begin with, on a day that asks for nothing: a caseload that is empty, or just begun."""

from dataclasses import dataclass
from datetime import date

from desktop.models.rows import Rows
from desktop.usecases.listes import dossiers_de_la_liste
from plie.kinds import Personne
from plie.rendez_vous import a_recevoir


@dataclass(frozen=True, slots=True)
class Depart:
    """How many people there are, and the first with whom no entretien was begun nor planned."""

    dossiers: int
    a_rencontrer: Personne | None = None


def depart(rows: Rows, *, on: date) -> Depart:
    """Return where to begin; of several people to meet, the first by name."""
    dossiers = dossiers_de_la_liste(rows, on=on)
    new = [
        d.personne
        for d in dossiers
        if a_recevoir(d)
        and not d.entretiens
        and not any(r.date is not None and r.date >= on for r in d.rendez_vous)
    ]
    return Depart(len(dossiers), min(new, key=lambda p: p.nom, default=None))
