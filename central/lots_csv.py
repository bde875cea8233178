"""A file of lots, as a PLIE keeps them: one line per commune of a lot, or one line per lot.

Columns, in any order, separated by commas or semicolons: `lot` and `public`; then `nom` (the lot's own
name), else `nom_officiel` (a commune) and `secteur`, or `secteur_` and a town (the part of it). Others are left.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from plie.refus import Refus

_MOST_BYTES, _MOST_LOTS = 5_000_000, 500
_SECTOR = "secteur_"
_SHOWN = 2
_MAX_DIGITS = 4


@dataclass(frozen=True, slots=True)
class LotLu:
    """A lot as a file gives it: `numero` is 0, `nom` empty, where the file gives none.

    `territoire` names it until someone gives it a better name.
    """

    numero: int
    nom: str
    territoire: str
    public: str


def read(path: Path) -> list[LotLu]:
    """Read the lots of a file.

    Raises:
        Refus: no such file of text, a column lacks, or a line that is no lot's, and which.
    """
    found: dict[str, list[dict[str, str]]] = {}
    for number, line in _lines(path):
        code = line["lot"].strip()
        if not code or not code.isprintable():
            raise _no(path, f"ligne {number}, la colonne «\u00a0lot\u00a0» est vide ou illisible")
        found.setdefault(code, []).append(line)
    if not found or len(found) > _MOST_LOTS:
        raise _no(path, f"il faut de 1 à {_MOST_LOTS} lots")
    return [_lot(code, lines) for code, lines in found.items()]


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


def _lot(code: str, lines: list[dict[str, str]]) -> LotLu:
    numbered = code.isascii() and code.isdigit() and len(code) <= _MAX_DIGITS
    publics = dict.fromkeys(word for line in lines for word in line["public"].strip().split("+"))
    own = next((line["nom"].strip() for line in lines if line.get("nom", "").strip()), "")
    territory = _territory(lines) or f"Lot {code}"
    public = "+".join(filter(None, publics))
    if not numbered:
        return LotLu(0, f"{code} · {own or territory}", "", public)
    return LotLu(int(code), own, territory, public)


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
