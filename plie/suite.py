"""`Suite`: one thing that an entretien decides, and the readable line that keeps it (C9-3-6).

A kind is flat: `suites` stays a tuple of text. `line` and `read` are each other's inverse on what
`line` writes; whatever else was typed freely, before suites had a genre, is a décision.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from plie import phrases
from plie.referentiel import Referentiel
from plie.vocabulaire import GenreSuite

_BREAKS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
_HEAD = {f"{genre.label}\u00a0: ": genre for genre in GenreSuite}
_NAMED = tuple(head.rstrip() for head in _HEAD)
_DATED = re.compile(r" — le (\d{2})/(\d{2})/(\d{4})\Z", re.ASCII)
# Between an objective and what is noted of it.
_APART = re.compile(r"\s+(?:—|-)\s+|\s*:\s+")
_PERCENT = re.compile(r"\b(\d{1,3})\s?%")
_WHOLE = 100  # %
# What is still to do has a day to be done by; of the others, the day is when it happened.
_DUE = frozenset({GenreSuite.DECISION, GenreSuite.ETAPE_PROPOSEE, GenreSuite.OBJECTIF_FIXE})
# Closes a line whose words would be taken for what they are not.
_UNDATED = " — sans date"


@dataclass(frozen=True, slots=True)
class Avancee:
    """What an entretien notes of an objective that is not reached: where it stands, in % if that is said."""

    objectif: str
    constat: str
    avancement: int | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """What is decided: its genre, its words on one line, and for when, or since when."""

    genre: GenreSuite
    texte: str
    le: date | None = None

    @property
    def key(self) -> str:
        """Its words, as they are compared: « le CV » and « Le  CV » are the same thing."""
        return key(self.texte)


def key(words: str) -> str:
    """Return words as they are compared with others, without their case and double spaces."""
    return " ".join(words.casefold().replace("'", "’").split())


def tidy(words: str) -> str:
    """Return words on one line, without spaces at the ends."""
    return _BREAKS.sub(" ", words).strip()


def line(suite: Suite) -> str:
    """Return the line that keeps a suite: a décision is its own words, the others say their genre."""
    words = tidy(suite.texte)
    ambiguous = suite.genre is GenreSuite.DECISION and words.startswith(_NAMED)
    named = ambiguous or suite.genre is not GenreSuite.DECISION
    head = f"{suite.genre.label}\u00a0: " if named else ""
    if suite.le is not None:
        return f"{head}{words} — le {phrases.short_date(suite.le)}"
    dated = words.endswith(_UNDATED) or _day(words) is not None
    return f"{head}{words}{_UNDATED if dated else ''}"


def read(kept: str) -> Suite:
    """Return the suite that a line keeps."""
    head = next((head for head in _HEAD if kept.startswith(head)), "")
    words = kept.removeprefix(head)
    le = _day(words)
    if le is not None:
        words = _DATED.sub("", words)
    elif words.endswith(_UNDATED):
        words = words.removesuffix(_UNDATED)
    words = words.strip()
    if not words:
        return Suite(GenreSuite.DECISION, kept)
    return Suite(_HEAD.get(head, GenreSuite.DECISION), words, le)


def said(suite: Suite) -> tuple[str, str]:
    """Return what a suite says to a reader, and for when: a décision goes without its genre."""
    head = "" if suite.genre is GenreSuite.DECISION else f"{suite.genre.label}\u00a0: "
    day = f"{before_day(suite.genre)} {phrases.short_date(suite.le)}" if suite.le else ""
    return f"{head}{suite.texte}", day


def before_day(genre: GenreSuite) -> str:
    """Return the words before the day of a suite: « pour le » when it is to be done by then, « le » when it was."""
    return "pour le" if genre in _DUE else "le"


def sentence(kept: str) -> str:
    """Return the line that a reader is shown of a line kept."""
    return " — ".join(part for part in said(read(kept)) if part)


def begun(intitule: str) -> str:
    """Return the words of an objective, ready for what is noted of it."""
    return f"{intitule} — "


def avancee(words: str, intitules: Collection[str]) -> Avancee | None:
    """Return what words note of the objective that they begin with; None when they name none of these."""
    known = {key(intitule): intitule for intitule in intitules}
    for apart in (*reversed([*_APART.finditer(words)]), None):
        head, rest = (words[: apart.start()], words[apart.end() :]) if apart else (words, "")
        if key(head) in known:
            share = _PERCENT.search(rest)
            done = int(share[1]) if share and int(share[1]) <= _WHOLE else None
            return Avancee(known[key(head)], rest.strip(), done)
    return None


def finished(words: str) -> str:
    """Return the words of an objective without what waited for more of them."""
    return words.rstrip(" —:\u00a0")


def genre_etape(words: str, referentiel: Referentiel) -> str:
    """Return the kind of the étape that these words name; "" when the référentiel says none."""
    named = ((s.texte, s.etape) for s in referentiel.entretien.suites if s.etape)
    kinds = ((e.libelle, e.code) for e in referentiel.etapes)
    return next((code for known, code in (*named, *kinds) if key(known) == key(words)), "")


def _day(words: str) -> date | None:
    found = _DATED.search(words)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
