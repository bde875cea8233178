"""What the paper cannot print as it was typed: said where it was typed, before a document is made of it.

Word’s own bullets and breaks are no matter: the paper has the plain ones (`desktop.documents.fonts`).
"""

from collections.abc import Iterable, Iterator

from desktop.documents import fonts
from plie import phrases
from plie.entretien import FREE_TEXTS
from plie.kinds import Entretien
from plie.objection import Objection
from plie.refus import Refus

CODE = "signe_non_imprimable"
_SHOWN, _LONGEST = 3, 20  # of what is found, and letters of each
_FIELDS = {
    "lieu": "Lieu",
    "presents": "Autres personnes présentes",
    "contenu": "Ce qui a été dit",
    "suites": "Ce qui est décidé",
    "prochain_lieu": "Lieu du rendez-vous",
    "motif": "Pourquoi cette nouvelle version",
}
_INSTEAD = "écrivez-le en lettres latines, ou en mots"


def objections(draft: Entretien) -> Iterator[Objection]:
    """Object to what a compte-rendu would print otherwise than it was typed."""
    for field in FREE_TEXTS:
        written = getattr(draft, field)
        yield from _objection(field, written if isinstance(written, tuple) else (written,))


def contre_motif(motif: str) -> Iterator[Objection]:
    """Object to the reason of a correction that would be printed otherwise than it was typed."""
    yield from _objection("motif", (motif,))


def refuse(words: str, name: str) -> None:
    """Refuse words that a document would print otherwise; `name` is what they are called on screen.

    Raises:
        Refus: it would.
    """
    found = fonts.unprintable(words)
    if found:
        raise Refus(CODE, _phrase(name, found))


def avis(nom: object) -> str:
    """Return what to say of a name as it is typed, which blocks nothing; "" when it will be printed so."""
    found = fonts.unprintable(str(nom or ""), fonts.BOLD)
    if not found:
        return ""
    return f"Les documents ne peuvent pas imprimer {_quoted(found)}\u00a0: si vous le pouvez, {_INSTEAD}."


def _objection(field: str, written: Iterable[str]) -> Iterator[Objection]:
    found = [run for words in written for run in fonts.unprintable(words)]
    if found:
        yield Objection(field, CODE, _phrase(_FIELDS[field], found), article=None)


def _phrase(name: str, found: Iterable[str]) -> str:
    return (
        f"«\u00a0{name}\u00a0» contient ce que le compte-rendu ne peut pas imprimer\u00a0: "
        f"{_quoted(found)}. À la place, {_INSTEAD}."
    )


def _quoted(found: Iterable[str]) -> str:
    runs = list(dict.fromkeys(found))
    shown = [
        f"«\u00a0{run if len(run) <= _LONGEST else run[:_LONGEST] + '…'}\u00a0»"
        for run in runs[:_SHOWN]
    ]
    return phrases.join_words([*shown, *(["d’autres encore"] if len(runs) > _SHOWN else [])])
