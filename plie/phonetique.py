"""Names that sound alike in French: `son` gives two spellings of one name the same letters. Pure.

Rough on purpose: it brings near what a person then compares; it never says that two are one.
"""

import re
import unicodedata
from functools import lru_cache

from plie.lettres import folded

_NO_WORD = re.compile(r"[^a-z0-9]+")
# In this order: each rule sees what those above it have left.
_RULES = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"bv", "v"),  # Lefebvre
        (r"ph", "f"),
        (r"sch|sh|ch", "2"),
        (r"(?<=[aeiouy])ux$", "u"),
        (r"eau|au(?:l(?=[tdx]))?|o", "o"),  # Gaultier, Gautier
        (r"gn", "3"),
        (r"gu(?=[eiy])", "g0"),
        (r"g(?=[eiy])", "j"),
        (r"g0", "g"),
        (r"c(?=[eiy])|z", "s"),
        (r"qu?|ck|c", "k"),
        (r"h", ""),
        (r"w", "v"),
        (r"y", "i"),
        (r"ain|ein|in(?![aeiou])|im(?=[bp])", "5"),
        (r"[ae]n(?![aeioun])|[ae]m(?=[bp])", "1"),
        (r"on(?![aeioun])|om(?=[bp])", "4"),
        (r"oe|[ae]i|e", "e"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)[estdxp]+$", ""),
    )
)


@lru_cache(maxsize=8192)
def mots(text: str) -> str:
    """Return the words of a text without case, accents or signs: « Saint-Étienne » is « saint etienne »."""
    return _NO_WORD.sub(" ", folded(text)).strip()


def son(nom: str, *, joint: bool = False) -> str:
    """Return how a name sounds, word by word: « Lefèvre » and « Lefebvre » are one; `joint`, « Da Silva » and « Dasilva » too."""
    # In capitals as in small letters, and however its cedilla is written.
    said = mots(unicodedata.normalize("NFC", nom).lower().replace("ç", "ss"))
    return " ".join(_word(word) for word in ((said.replace(" ", ""),) if joint else said.split()))


def _word(word: str) -> str:
    for pattern, into in _RULES:
        word = pattern.sub(into, word)
    return word
