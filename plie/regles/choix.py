"""`Choix`: a code of a référentiel and its French words, as lists offer them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plie.table import Table

_CODE = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """One entry of a list: `code` is kept in the facts, `libelle` shown; `article` its source."""

    code: str
    libelle: str
    article: str = ""


def code(table: Table, key: str = "code") -> str:
    """Read a code: lowercase letters without accent, figures, underscores."""
    found = table.text(key)
    if not _CODE.fullmatch(found):
        raise table.refusal(key, "des minuscules sans accent et des chiffres sont attendus")
    return found


def read(table: Table, key: str) -> tuple[Choix, ...]:
    """Read a list of choices, each code once; absent, it is empty."""
    found = []
    for item in table.tables(key):
        choice = Choix(
            code=code(item), libelle=item.text("libelle"), article=item.optional_text("article")
        )
        item.close()
        found.append(choice)
    once(table, key, (choice.code for choice in found))
    return tuple(found)


def once(table: Table, key: str, codes: Iterable[object]) -> None:
    """Refuse a list in which a code is written twice.

    Raises:
        Illisible: it is.
    """
    held = list(codes)
    if len(set(held)) != len(held):
        raise table.refusal(key, "un code y est écrit deux fois")


def libelle(choix: Iterable[Choix], wanted: str) -> str:
    """Return the words of a code, or the code itself when this référentiel has it no more."""
    return next((choice.libelle for choice in choix if choice.code == wanted), wanted)
