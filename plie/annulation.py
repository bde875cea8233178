"""What was noted by mistake and cancelled: it counts for nothing, as if it had never been noted (C7).

Derived, so that nobody edits a fact. An annulation names a fact and its kind; written apart from a later fact it counts all
the same. The right fact is noted again by its own gesture.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypeVar

from plie.kinds import Annulation, AvisMotive, Cloture, Decision, Id, Visa, by_class
from plie.phrases import short_date
from plie.vocabulaire import GenreAnnule

Annulable = Decision | Cloture | Visa | AvisMotive
T = TypeVar("T", bound=Annulable)
# What a dossier calls the facts of each kind that may be cancelled.
CHAMPS: dict[GenreAnnule, str] = {
    GenreAnnule.DECISION: "decisions",
    GenreAnnule.CLOTURE: "clotures",
    GenreAnnule.VISA: "visas",
    GenreAnnule.AVIS: "avis",
}
_FEMININE = (GenreAnnule.DECISION, GenreAnnule.CLOTURE)


def debout(
    noted: Collection[T], annulations: Iterable[Annulation]
) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """Return, of facts of one kind, those that stand, then those that were cancelled, each in their order."""
    named = {(a.genre, a.fait, a.dossier) for a in annulations}
    gone = {f.id for f in noted if (genre(f).value, f.id, f.dossier) in named}
    return (
        tuple(f for f in noted if f.id not in gone),
        tuple(f for f in noted if f.id in gone),
    )


def genre(fait: Annulable) -> GenreAnnule:
    """Return which of those that may be cancelled a fact is."""
    word = by_class(type(fait)).word
    return next(one for one in GenreAnnule if one == word)


def jour(fait: Annulable) -> date:
    """Return the day of a fact, as its author said it."""
    match fait:
        case Decision():
            return fait.prise_le
        case Cloture():
            return fait.close_le
        case Visa():
            return fait.vise_le
        case AvisMotive():
            return fait.rendu_le


def par_fait(annulations: Iterable[Annulation]) -> dict[Id, Annulation]:
    """Return what cancelled each fact, by its id; of several, written apart, the first."""
    return {a.fait: a for a in sorted(annulations, key=lambda a: (a.annule_le, a.id), reverse=True)}


def dit(par: Annulation | None) -> str:
    """Say after the name of a fact that it was cancelled; "" for one that stands."""
    if par is None:
        return ""
    ended = "annulée" if par.genre in _FEMININE else "annulé"
    return f" — {ended} le {short_date(par.annule_le)}"
