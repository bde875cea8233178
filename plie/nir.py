"""The social security number (NIR), which is never held (domain.md §3): found in free text to be taken out.

A number is one only when its thirteen digits and its key of 97 agree; phone numbers and dates pass. Without its key, it
is one when the text itself says so (« sécu », « NIR »…).
"""

import re
import unicodedata

from plie.refus import Refus

# What one writes between its parts: spaces, points, strokes, brackets, and what a page leaves unseen where it
# may be cut; before the key, the word itself.
_SIGN = r"[\s.,;:/|_·()\[\]‐-―\-\u00ad\u200b-\u200f\u2060\ufeff]"
_GAP = rf"{_SIGN}{{0,3}}"
_KEY = r"cl(?:é|e\u0301?)f?(?:\s+de\s+contr(?:ô|o\u0302?)le)?"
_BEFORE_KEY = rf"{_SIGN}{{0,4}}(?:{_KEY})?{_SIGN}{{0,3}}"
# Sex, year, month (or the codes of an unknown one), department (2A and 2B for Corsica), commune,
# order, key. The first digit comes before what may not stand before it: a search leaps from one such digit to
# the next, where it would try each letter.
_NIR = re.compile(
    rf"([1-478])(?<!\d[1-478]){_GAP}(\d{{2}}){_GAP}(0[1-9]|1[0-2]|[2-9]\d){_GAP}(\d{{2}}|2[AB]){_GAP}"
    rf"(\d{{3}}){_GAP}(\d{{3}}){_BEFORE_KEY}(\d{{2}})(?!\d)",
    re.IGNORECASE,
)
# Named by the text, the key may lack: nothing else of that shape is called so.
_NAMED = re.compile(
    rf"\b(?:NIR|s[ée]cu(?:rit[ée])?(?:\s+sociale)?|n(?:°|o|um[ée]ro)\s*(?:de\s+)?SS)\b[^\d\n]{{0,20}}"
    rf"[1-478]{_GAP}\d{{2}}{_GAP}(?:0[1-9]|1[0-2]|[2-9]\d){_GAP}(?:\d{{2}}|2[AB]){_GAP}\d{{3}}{_GAP}\d{{3}}(?!\d)",
    re.IGNORECASE,
)
# Figures and letters of another width or script, as some telephones and forms write them.
_WIDE = re.compile(r"[^\W\d_a-zA-ZÀ-ÿ]|(?![0-9])\d")
_WRITTEN = re.compile(rf"{_SIGN}+|{_KEY}", re.IGNORECASE)
# What the machine makes holds whatever digits chance gives it: the id of a thing, the sum of a file.
_IDENTIFIER = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CORSICA = {"2A": "19", "2B": "18"}
_MODULUS = 97

PHRASE = "Ce texte contient un numéro de sécurité sociale. Le dossier n’en garde jamais\u00a0: retirez-le."


def holds_nir(text: str) -> bool:
    """Whether a valid NIR is written somewhere in a text, spaced as it may be."""
    plain = _plain(text)
    keyed = any(_is_valid(found.groups()) for found in _NIR.finditer(plain))
    return keyed or _NAMED.search(plain) is not None


def _plain(text: str) -> str:
    """Return a text with the figures and the letters of every width written as usual ones."""
    return text if text.isascii() else _WIDE.sub(_usual, text)


def _usual(found: re.Match[str]) -> str:
    one = found[0]
    return str(unicodedata.decimal(one)) if one.isdecimal() else unicodedata.normalize("NFKC", one)


def bare(text: str) -> str:
    """Return a text without what is written between the parts of a NIR."""
    return _WRITTEN.sub("", _plain(text))


def said(value: object) -> str:
    """Return what to say of a value, text or a list of them, that holds a NIR; "" when it holds none."""
    words = value if isinstance(value, tuple | list) else (value,)
    held = (w for w in words if isinstance(w, str) and not _IDENTIFIER.fullmatch(w))
    return PHRASE if any(holds_nir(word) for word in held) else ""


def refuse(value: object) -> None:
    """Refuse a value that holds a NIR: what is written with it stays.

    Raises:
        Refus: it holds one.
    """
    if said(value):
        raise Refus("nir_ecrit", PHRASE)


def _is_valid(parts: tuple[str, ...]) -> bool:
    sex, year, month, department, commune, order, key = parts
    department = _CORSICA.get(department.upper(), department)
    number = int(sex + year + month + department + commune + order)
    return _MODULUS - number % _MODULUS == int(key)
