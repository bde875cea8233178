"""Full text: which things of which dossiers say these words. Case, accents and foreign letters aside.

The index is kept by the triggers of migration 0003, within each transaction; nothing else writes it.
"""

import re
from itertools import product
from typing import NamedTuple

from sqlalchemy import Connection, select, text

from desktop.models.tables import KIND_TABLES
from plie.lettres import folded

_FOUND = text(
    "SELECT kind, thing, dossier, snippet(recherche, 0, char(1), '', '…', 24) AS extrait "
    "FROM recherche WHERE recherche MATCH :words ORDER BY rank LIMIT :most"
)
# The index folds accents, but knows neither ı nor ł: its words that have more than plain letters are read (`temp.mots`),
# and those that a keyboard types alike are sought too. From one first letter, or from a foreign one.
_ODD = text(
    "SELECT term FROM temp.mots WHERE term >= :first AND term < :after AND term GLOB '*[^ -~]*' "
    "UNION SELECT term FROM temp.mots WHERE term > '~'"
)
_WORD = re.compile(r"[^\W_]+")
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
    terms = [_term(connection, parts) for parts in map(_WORD.findall, wanted) if parts]
    if not terms:
        return ()
    drafts = [
        Found("entretien", row.id, row.dossier, _extract(row.contenu, wanted))
        for row in connection.execute(_DRAFTS)
        if all(word in folded(row.contenu) for word in wanted)
    ]
    known = connection.execute(_FOUND, {"words": " AND ".join(terms), "most": most})
    return (*drafts, *(Found(r.kind, r.thing, r.dossier, _near(r.extrait)) for r in known))[:most]


def _term(connection: Connection, parts: list[str]) -> str:
    """Return what FTS5 seeks for the parts of a word, side by side, the last only begun.

    Each is quoted: its own signs (- " * :) would else be orders.
    """
    last = len(parts) - 1
    ways = [_spellings(connection, part, begun=place == last) for place, part in enumerate(parts)]
    return "(" + " OR ".join(f'"{" ".join(way)}"*' for way in product(*ways)) + ")"


def _spellings(connection: Connection, part: str, *, begun: bool) -> list[str]:
    """Return a part of a word as it is typed, and as the index may have it with foreign letters."""
    ends = {"first": part[0], "after": chr(ord(part[0]) + 1)}
    odd = {row.term: folded(row.term) for row in connection.execute(_ODD, ends)}
    alike = (w for w, typed in odd.items() if typed == part or (begun and typed.startswith(part)))
    return [part, *alike]


def _extract(content: str, wanted: list[str]) -> str:
    found = folded(content).find(wanted[0])
    # A folded letter may be two, or three.
    places = [at for at, sign in enumerate(content) for _ in folded(sign)]
    return _cut(content, places[found])


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
