"""Full text: which things of which dossiers say these words. Accents, case, œ and æ aside.

The index is kept by the triggers of migration 0003, within each transaction; nothing else writes it.
"""

import unicodedata
from typing import NamedTuple

from sqlalchemy import Connection, select, text

from desktop.models.tables import KIND_TABLES

_FOUND = text(
    "SELECT kind, thing, dossier, snippet(recherche, 0, char(1), '', '…', 24) AS extrait "
    "FROM recherche WHERE recherche MATCH :words ORDER BY rank LIMIT :most"
)
# Drafts are few and move at each pause of typing: they are read as they stand.
_ENTRETIEN = KIND_TABLES["entretien"].c
_DRAFTS = select(_ENTRETIEN.id, _ENTRETIEN.dossier, _ENTRETIEN.contenu).where(
    _ENTRETIEN.id.not_in(select(KIND_TABLES["compte_rendu"].c.entretien))
)
_AROUND = 60  # letters of a draft shown after the first word found
_BEFORE = 18  # and before it: a list shows the beginning of a line only
_MARK = "\x01"  # before each word found, while an extract is being cut


class Found(NamedTuple):
    """One thing that says the words: its kind and id, its dossier, a few words around."""

    kind: str
    thing: str
    dossier: str
    extrait: str


def search(connection: Connection, words: str, *, most: int) -> tuple[Found, ...]:
    """Return what says every one of these words or their beginnings, drafts first, best first."""
    wanted = folded(words).split()
    terms = [term for term in map(_term, wanted) if term]
    if not terms:
        return ()
    drafts = [
        Found("entretien", row.id, row.dossier, _extract(row.contenu, wanted))
        for row in connection.execute(_DRAFTS)
        if all(word in folded(row.contenu) for word in wanted)
    ]
    known = connection.execute(_FOUND, {"words": " ".join(terms), "most": most})
    return (*drafts, *(Found(r.kind, r.thing, r.dossier, _near(r.extrait)) for r in known))[:most]


def folded(words: str) -> str:
    """Return words without case nor accents, œ as oe; apostrophes are all one."""
    plain = words.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return "".join(s for s in unicodedata.normalize("NFD", plain) if not unicodedata.combining(s))


def _term(word: str) -> str:
    """Quote a word for FTS5, whose own signs (- " * :) would else be orders; "" when it has no letter."""
    if not any(sign.isalnum() for sign in word):
        return ""
    return '"' + word.replace('"', " ") + '"*'


def _extract(content: str, wanted: list[str]) -> str:
    found = folded(content).find(wanted[0])
    # Folding may move letters by a few places: an extract need not be exact.
    return _cut(content, found)


def _near(extract: str) -> str:
    """Return the extract of the index with its first word found near its beginning."""
    found = max(0, extract.find(_MARK))
    plain = extract.replace(_MARK, "")
    return _cut(plain, found, most=len(plain))


def _cut(content: str, found: int, *, most: int = _AROUND) -> str:
    start = max(0, found - _BEFORE)
    if start:
        # Between two words.
        space = content.find(" ", start, found)
        start = space + 1 if space >= 0 else found
    shown = " ".join(content[start : found + most].split())
    return f"…{shown}" if start and not shown.startswith("…") else shown
