"""The communes shipped, by the words of their name and by the names people still give them (domain.md §3)."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import resources
from plie.phonetique import mots

_ARTICLE = re.compile(r"^(?:le|la|les|l) ")


@cache
def par_nom() -> dict[str, tuple[str, str]]:
    """Return (name, INSEE code) by the words of a name, with its article or without; a name that two share is left out."""
    rows = _read("communes.csv")
    called: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        words = mots(row["nom"])
        for said in {words, _ARTICLE.sub("", words)}:
            called[said].add((row["nom"], row["insee"]))
    found = {words: next(iter(known)) for words, known in called.items() if len(known) == 1}
    names = {row["insee"]: row["nom"] for row in rows}
    also = ((mots(row["alias"]), row["insee"]) for row in _read("alias.csv"))
    return found | {alias: (names[code], code) for alias, code in also if code in names}


def insee(nom: str) -> str:
    """Return the INSEE code of a commune by its name, "" when it is not one of those known."""
    known = par_nom().get(mots(nom))
    return known[1] if known is not None else ""


def suivre(values: Mapping[str, object], *, prefixe: str = "") -> dict[str, object]:
    """Return what is written of an address, with the INSEE code of its commune: "" when it is none of those known."""
    nom = values.get(f"{prefixe}commune")
    follows = {f"{prefixe}commune_insee": insee(nom)} if isinstance(nom, str) else {}
    return {**values, **follows}


def noms() -> tuple[str, ...]:
    """Return the names, in the order of the alphabet."""
    return tuple(sorted({name for name, _ in par_nom().values()}))


def _read(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(resources.text("communes", name))))
