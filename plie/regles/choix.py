"""`Choix`: a code of a référentiel and its French words, as lists offer them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from plie.table import Table

_CODE = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
# Five figures, or Corsica's letter.
_INSEE = re.compile(r"(?:\d{2}|2[AB])\d{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """One entry of a list: `code` is kept in the facts, `libelle` shown; `article` its source."""

    code: str
    libelle: str
    article: str


def code(table: Table, key: str = "code") -> str:
    """Read a code: lowercase letters without accent, figures, underscores."""
    found = table.text(key)
    if not _CODE.fullmatch(found):
        raise table.refusal(key, "des minuscules sans accent et des chiffres sont attendus")
    return found


def read(table: Table, key: str) -> tuple[Choix, ...]:
    """Read a list of choices, each code once; it may be written empty."""
    found = []
    for item in table.tables(key):
        choice = Choix(code=code(item), libelle=item.text("libelle"), article=item.text("article"))
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


def known(table: Table, key: str, codes: Iterable[str], among: Collection[str], where: str) -> None:
    """Refuse codes that name no entry of another table, which `where` calls as it is written.

    Raises:
        Illisible: one of them names none.
    """
    for one in codes:
        if one not in among:
            raise table.refusal(key, f"«\u00a0{one}\u00a0» n’est pas dans «\u00a0{where}\u00a0»")


def pieces(table: Table, key: str, among: Collection[str]) -> tuple[str, ...]:
    """Read codes of pieces, `a|b` for one of the two, each of `[dossier] pieces`; absent, there is none."""
    found = table.optional_texts(key)
    known(table, key, (one for each in found for one in each.split("|")), among, "[dossier] pieces")
    return found


def communes(table: Table, key: str) -> tuple[str, ...]:
    """Read INSEE codes, each once."""
    found = table.texts(key)
    for one in found:
        if not _INSEE.fullmatch(one):
            raise table.refusal(
                key, f"«\u00a0{one}\u00a0» n’est pas un code INSEE de commune (cinq signes)"
            )
    once(table, key, found)
    return found


def libelle(choix: Iterable[Choix], wanted: str) -> str:
    """Return the words of a code, or the code itself when this référentiel has it no more."""
    return next((choice.libelle for choice in choix if choice.code == wanted), wanted)
