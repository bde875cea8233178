"""Words in progress: what is typed in a card that tells a fact, from the first pause until « Enregistrer » or « Annuler ».

They are nobody's record yet: no operation, nothing sent, and nothing of them in what a person is given of their
dossier (`droit_acces`), where the fact will be once it is told.
"""

from collections.abc import Mapping
from datetime import datetime

from desktop.models import saisies
from desktop.models.changes import Changes
from desktop.models.rows import Rows
from desktop.models.saisies import Carte, Saisie
from desktop.models.unit_of_work import Work

__all__ = [
    "Carte",
    "Saisie",
    "du_dossier",
    "garder",
    "laisser",
    "lire",
    "oublier",
    "reprendre",
    "retirer",
    "tenir",
]

Mots = Mapping[str, Mapping[str, object]]


def lire(rows: Rows, carte: Carte) -> Saisie | None:
    """Return what was typed in a card and waits; None for nothing."""
    return saisies.find(rows.connection, carte)


def du_dossier(rows: Rows, dossier: str) -> tuple[Saisie, ...]:
    """Return what was typed of a dossier and waits, last kept first."""
    return saisies.of_dossier(rows.connection, dossier)


def garder(work: Work, carte: Carte, mots: Mots, *, now: datetime) -> Changes:
    """Keep what is typed in a card."""
    saisies.keep(work.connection, carte, mots, at=now)
    return work.commit()


def tenir(work: Work, carte: Carte, *, now: datetime) -> None:
    """Note that a form that saves by itself is typed in, in the transaction of its words; the caller commits."""
    saisies.keep(work.connection, carte, {}, at=now)


def reprendre(work: Work, carte: Carte) -> Changes:
    """What waited is typed in again: a crash from now on is told."""
    saisies.take_up(work.connection, carte)
    return work.commit()


def oublier(work: Work, carte: Carte) -> Changes:
    """Forget what was typed: it is given up."""
    retirer(work, carte)
    return work.commit()


def retirer(work: Work, carte: Carte) -> None:
    """Forget what was typed in the transaction that writes the fact; the caller commits."""
    saisies.forget(work.connection, carte)


def laisser(work: Work) -> Changes:
    """The application ends as it should: what waits is given back by its card, and told by nobody."""
    if not saisies.open_ones(work.connection):
        return Changes()
    saisies.rest(work.connection)
    return work.commit()
