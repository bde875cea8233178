"""Seeking words in what was said and noted: who they are about, when, and a few words around."""

from dataclasses import dataclass

from desktop.models.rows import Rows
from plie import phrases
from plie.kinds import CompteRendu, Entretien, Evenement
from plie.vocabulaire import GenreEvenement, label

_MOST = 200  # beyond, the words are too common to choose from a list
_KINDS = {"compte_rendu": CompteRendu, "entretien": Entretien, "evenement": Evenement}


@dataclass(frozen=True, slots=True)
class Passage:
    """The best place of one dossier that says the words: what it is, and a few words of it."""

    dossier: str
    kind: str
    id: str
    quoi: str
    extrait: str


def chercher(rows: Rows, mots: str) -> dict[str, Passage]:
    """Return, dossier by dossier, the best place that says every one of these words, best first.

    Accents, case, œ and apostrophes aside; a word may be only begun.
    """
    best: dict[str, Passage] = {}
    for found in rows.search(mots, most=_MOST):
        if found.dossier not in best:
            what = _what(rows.get(_KINDS[found.kind], found.thing))
            extract = " ".join(found.extrait.split())
            best[found.dossier] = Passage(found.dossier, found.kind, found.thing, what, extract)
    return best


def _what(thing: object) -> str:
    match thing:
        case Evenement():
            return f"{label(GenreEvenement, thing.genre)} du {phrases.short_date(thing.date)}"
        case CompteRendu() | Entretien() if thing.date:
            return f"Entretien du {phrases.short_date(thing.date)}"
        case _:
            return "Entretien"
