"""A caseload of a thousand lines, from its workbook to the vault: read apart, tried, opened in one transaction."""

import time
from collections.abc import Iterator
from datetime import date

from bench.measure import Measure
from bench.vaults import vault
from desktop.models.vault import Vault
from desktop.pages.tables import read_table
from desktop.usecases.colonnes import Correspondance, proposer, tableau
from desktop.usecases.essai import connus, essayer
from desktop.usecases.importation import importer
from tests.desktop.workbooks import Value, workbook

_LINES, _LIMIT = 1_000, 5.0
_HEADS = ("Nom", "Prénom", "Né le", "Adresse", "Code postal", "Ville", "Tél", "Mail", "Orientation")
_SYLLABLES = ("ba", "dou", "rin", "vel", "sta", "mor", "quet", "lan", "pi", "gé")
_TODAY = date(2026, 9, 10)


def measures() -> Iterator[Measure]:
    """From the bytes of the file to the commit."""
    content = workbook([_HEADS, *map(_line, range(_LINES))])
    with vault() as opened:
        began = time.perf_counter()
        told = whole_import(opened, content)
        took = time.perf_counter() - began
    assert told > _LINES // 50, "no progress was told"
    yield Measure(f"import of {_LINES} lines", took, _LIMIT, "s", "the limit")


def whole_import(opened: Vault, content: bytes) -> int:
    """Bring a workbook in; return how often progress was told."""
    steps: list[int] = []
    table = tableau(read_table(content))
    choice = Correspondance(proposer(table.entetes).champs, {"origine": "Prescription"})
    with opened.look() as rows:
        known = connus(rows)
    essay = essayer(table, choice, known, on=_TODAY, dire=steps.append)
    kept = essay.retenues(malgre=frozenset(line.numero for line in essay.lignes))
    assert len(kept) == len(table.lignes), essay.erreurs[:3]
    with opened.work() as work:
        importer(work, table, kept, choice, dire=steps.append)
    return len(steps)


def _line(number: int) -> list[Value]:
    digits = [number // 100, number // 10 % 10, number % 10]
    name = "".join(_SYLLABLES[digit] for digit in digits).upper()
    return [
        name, _SYLLABLES[digits[2]].title() + "ne", date(1960 + number % 40, 1 + number % 12, 5),
        f"{number} rue des Bruyères", 1000 + number, "ROUEN", 612340000 + number,
        f"{name.lower()}@exemple.fr", "03/02/2026",
    ]  # fmt: skip
