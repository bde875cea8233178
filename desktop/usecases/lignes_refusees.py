"""The lines of a table that did not come in, as a table to correct and drop again: their cells, and why.

Kept nowhere (decision 0038): made for whoever tries or has just imported, saved where they choose. It holds what their
own file says, without any NIR, and nothing that the vault knows of anybody.
"""

import csv
from collections.abc import Collection
from io import StringIO

from desktop.usecases.colonnes import CALCULE, RAISON, Tableau, texte
from desktop.usecases.essai import Essai, LigneEssai


def restees(essai: Essai, entrees: Collection[LigneEssai]) -> tuple[LigneEssai, ...]:
    """Return the lines of a dry run that are not among those that came in."""
    entered = {line.numero for line in entrees}
    return tuple(line for line in essai.lignes if line.numero not in entered)


def en_csv(table: Tableau, lines: Collection[LigneEssai]) -> bytes:
    """Return these lines as a table: the headings, the cells as one reads them, why in the last column.

    Semicolons and a byte order mark: what a French spreadsheet opens with its accents and its columns.
    """
    cells, out = dict(table.lignes), StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([*map(_plain, table.entetes), RAISON])
    for line in lines:
        said = (_plain(texte(cell)) for cell in cells[line.numero])
        writer.writerow([*said, _why(line)])
    return out.getvalue().encode("utf-8-sig")


def _why(line: LigneEssai) -> str:
    if line.erreurs:
        return " ".join(error.phrase for error in line.erreurs)
    return f"Ligne {line.numero}\u00a0: cette personne est peut-être déjà connue."


def _plain(words: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(CALCULE) else words
