"""Whether words name somebody, whatever their accents, hyphens, apostrophes and ligatures."""

import re

from plie.lettres import folded

_WORD = re.compile(r"[^\W_]+")
_PARTICLES = frozenset({"d", "da", "de", "del", "des", "di", "du", "el", "l", "la", "le", "les"})
_TELLING = 3  # letters from which a part of a name is known inside another word


def by_word(nom: str, words: str) -> bool:
    """Whether a word of these is a part of a name."""
    return not _parts(nom).isdisjoint(_WORD.findall(folded(words)))


def within(nom: str, words: str) -> bool:
    """Whether a part of a name is in these words, even inside one or across two of them."""
    run = "".join(_WORD.findall(folded(words)))
    return by_word(nom, words) or any(p in run for p in _parts(nom) if len(p) >= _TELLING)


def _parts(nom: str) -> set[str]:
    return {p for p in _WORD.findall(folded(nom)) if len(p) > 1} - _PARTICLES
