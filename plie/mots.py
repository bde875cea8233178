"""`Mots`: the words of a PLIE inside a sentence: what is written here for one is said to another in its own.

A sentence of the program is written with the words of `_WRITTEN`; `Mots.dire` says it with those of the
référentiel, article, contraction and gender of a determiner included. It is for what the program says, never
for what a person wrote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The words that vary from one PLIE to another, as sentences here say them.
_WRITTEN = {
    "accompagnateur": "accompagnateur·rice",
    "adherent": "adhérent·e",
    "candidat": "candidat·e",
    "prescripteur": "prescripteur",
    "commission": "Commission",
    "comite": "comité technique",
    "acte": "acte d’engagement",
    "point_etape": "point d’étape",
    "reexamen": "réexamen",
    "suspension": "suspension",
}
# Said of the exits outside the criteria: a PLIE where nobody decides on them has no word for it.
COMITE = "comite"
# What a PLIE may call otherwise, and need not name: it is said as it is written.
FACULTATIFS = ("acte", "point_etape", "reexamen", "suspension")
# What may stand before a word: with « de », with « à », alone.
_OF, _TO, _THE = ("de la ", "de l’", "du "), ("à la ", "à l’", "au "), ("la ", "l’", "le ")
_MASCULINE = {"aucune ": "aucun ", "une ": "un ", "cette ": "ce "}
_FEMININE = {masculine: feminine for feminine, masculine in _MASCULINE.items()}
_BEFORE = (*_OF, *_TO, *_THE, *_MASCULINE, *_FEMININE)
_FOUND = re.compile(
    rf"(?:\b(?P<before>{'|'.join(_BEFORE)}))?(?P<word>\b(?:{'|'.join(_WRITTEN.values())}))(?![\w·])",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(le·la |le |la |l’)(?=\S)")
_CONTRACTED = {
    "le·la ": ("du·de la ", "au·à la "),
    "le ": ("du ", "au "),
    "la ": ("de la ", "à la "),
    "l’": ("de l’", "à l’"),
}


@dataclass(frozen=True, slots=True)
class Mots:
    """The short words of a PLIE, each with its article: « le Conseil », « l’adhérent·e ».

    One that it does not have is said as it is written here.
    """

    brefs: tuple[tuple[str, str], ...]

    def dire(self, phrase: str) -> str:
        """Say a sentence of the program with these words."""
        return _FOUND.sub(self._said, phrase)

    def bref(self, code: str) -> str:
        """Return a short word without its article: « Conseil »."""
        return _parted(dict(self.brefs)[code])[1]

    def _said(self, found: re.Match[str]) -> str:
        written = found["word"]
        code = next(c for c, word in _WRITTEN.items() if word.casefold() == written.casefold())
        bref = dict(self.brefs).get(code)
        if bref is None:
            return found[0]
        article, word = _parted(bref)
        if written[0].isupper():
            word = word[0].upper() + word[1:]
        before = _before(found["before"] or "", article)
        said = before + word
        return said[0].upper() + said[1:] if found[0][0].isupper() else said


# Says everything as it is written here.
ECRITS = Mots(())


def well_formed(bref: str) -> bool:
    """Whether a short word begins with its article."""
    return _ARTICLE.match(bref) is not None


def codes() -> Iterator[str]:
    """Yield the codes of the words that every PLIE has, in the order of a référentiel."""
    yield from (code for code in _WRITTEN if code not in (COMITE, *FACULTATIFS))


def _parted(bref: str) -> tuple[str, str]:
    article = _ARTICLE.match(bref)
    return (article[0], bref[article.end() :]) if article else ("", bref)


def _before(before: str, article: str) -> str:
    """Say with another article what stood before a word."""
    low = before.lower()
    of, to = _CONTRACTED[article]
    if low in _OF:
        return of
    if low in _TO:
        return to
    if low in _THE:
        return article
    kept = _MASCULINE if article == "le " else _FEMININE if article == "la " else {}
    return kept.get(low, before)
