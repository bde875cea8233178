"""A file of lots, as a PLIE keeps them: one line per commune of a lot, or one line per lot.

Columns, in any order, separated by commas or semicolons: `lot` and `public`; then `nom` (the lot's own
name), else `nom_officiel` (a commune) and `secteur`, or `secteur_` and a town (the part of it). Others are left.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from central import people
from plie.refus import Refus

_MOST_BYTES, _MOST_LOTS = 5_000_000, 500
_SECTOR = "secteur_"
_SHOWN = 2
_MAX_DIGITS = 4

# Its number in the file, and what its columns say.
_Line = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class LotLu:
    """A lot as a file gives it: `numero` is 0, `nom` empty, where the file gives none.

    `territoire` names it until someone gives it a better name. `ligne`: where the file first names it.
    """

    numero: int
    nom: str
    territoire: str
    public: str
    ligne: int = field(default=0, compare=False)


def read(path: Path) -> list[LotLu]:
    """Read the lots of a file.

    Raises:
        Refus: no such file of text, a column lacks, a line that is no lot's, or lines that say two
            things of one lot, or name two lots alike; and which.
    """
    found: dict[str, list[_Line]] = {}
    for number, line in _lines(path):
        code = _code(line["lot"])
        if not code:
            raise _no(path, f"ligne {number}, la colonne «\u00a0lot\u00a0» est vide ou illisible")
        found.setdefault(code, []).append((number, line))
    if not found or len(found) > _MOST_LOTS:
        raise _no(path, f"il faut de 1 à {_MOST_LOTS} lots")
    lots = [_lot(path, code, lines) for code, lines in found.items()]
    _refuse_namesakes(path, lots)
    return lots


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if path.stat().st_size > _MOST_BYTES:
        raise _no(path, "il dépasse 5 Mo")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no(path, "ce n’est pas du texte en UTF-8") from error
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=separator, strict=True)
    lacking = {"lot", "public"} - {(name or "").strip() for name in reader.fieldnames or ()}
    if lacking:
        raise _no(path, f"la colonne «\u00a0{min(lacking)}\u00a0» manque")
    try:
        for line in reader:
            yield (
                reader.line_num,
                {(name or "").strip(): value or "" for name, value in line.items() if name},
            )
    except csv.Error as error:
        raise _no(path, f"la ligne {reader.line_num + 1} ne se lit pas") from error


def _code(typed: str) -> str:
    """Return what tells a lot from the others, "" if it is nothing: 01 is the lot 1, and no lot is 0."""
    code = people.plain(typed)
    if code.isascii() and code.isdigit() and len(code) <= _MAX_DIGITS:
        return str(int(code)) if int(code) else ""
    return code if code.isprintable() else ""


def _lot(path: Path, code: str, lines: list[_Line]) -> LotLu:
    numbered = code.isascii() and code.isdigit() and len(code) <= _MAX_DIGITS
    publics = dict.fromkeys(word for _, line in lines for word in line["public"].strip().split("+"))
    own = _own_name(path, code, lines)
    territory = _territory([line for _, line in lines]) or f"Lot {code}"
    public, first = "+".join(filter(None, publics)), lines[0][0]
    if not numbered:
        return LotLu(0, _named(path, first, f"{code} · {own or territory}"), "", public, first)
    return LotLu(int(code), own, territory, public, first)


def _own_name(path: Path, code: str, lines: list[_Line]) -> str:
    """Return the name that the lines of a lot give it; one name, where several give one."""
    names: dict[str, int] = {}
    for number, line in lines:
        if line.get("nom", "").strip():
            names.setdefault(_named(path, number, line["nom"]), number)
    if len(names) > 1:
        one, other, *_ = names.values()
        raise _no(path, f"les lignes {one} et {other} donnent deux noms au lot {code}")
    return next(iter(names), "")


def _named(path: Path, number: int, typed: str) -> str:
    try:
        return people.named(typed)
    except Refus as refusal:
        raise _no(path, f"ligne {number}, le nom est trop long ou illisible") from refusal


def _refuse_namesakes(path: Path, lots: list[LotLu]) -> None:
    lines: dict[str, int] = {}
    for lot in lots:
        if not lot.nom:
            continue
        other = lines.setdefault(lot.nom, lot.ligne)
        if other != lot.ligne:
            raise _no(path, f"les lignes {other} et {lot.ligne} donnent le même nom à deux lots")


def _territory(lines: list[dict[str, str]]) -> str:
    places = [(_sector(line) or line.get("nom_officiel") or "").strip() for line in lines]
    names = list(dict.fromkeys(filter(None, places)))
    if len(names) <= _SHOWN + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_SHOWN])} et {len(names) - _SHOWN} autres"


def _sector(line: dict[str, str]) -> str:
    named = (said for column, said in line.items() if f"{column}_".startswith(_SECTOR))
    return next(filter(None, named), "")


def _no(path: Path, why: str) -> Refus:
    return Refus(
        "lots_illisibles",
        f"{path.name} n’est pas un fichier de lots\u00a0: {why}. Rien n’a été modifié.",
    )
