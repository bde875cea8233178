"""A table read from a file that a person gave, with what is to be said of how it was read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.pages.table_messages import TableRead
from desktop.pages.tables import content_of, read_table
from desktop.usecases.colonnes import Tableau, proposer, tableau
from plie import phrases

_SOME = 5  # lines told


@dataclass(frozen=True, slots=True)
class Lecture:
    """A table, the sheet it is on, the sheets one may choose from, what is to be said."""

    tableau: Tableau
    feuille: str
    feuilles: tuple[str, ...]
    remarques: tuple[str, ...]


def lire_fichier(
    path: Path, *, feuille: str = "", arrete: Callable[[], bool] = lambda: False
) -> Lecture:
    """Return the table of a file; its name is nobody's.

    Raises:
        UnreadableTable: no table that can be read here, and why.
        ReadingStopped: `arrete` said so.
    """
    read = read_table(content_of(path), sheet=feuille, stopped=arrete)
    table = tableau(read)
    return Lecture(table, read.sheet, read.sheets, tuple(_remarks(read, table)))


def _remarks(read: TableRead, table: Tableau) -> list[str]:
    told = []
    if table.sans_nir:
        what = phrases.join_words([f"«\u00a0{head}\u00a0»" for head in table.sans_nir])
        kept = "ne sont ni lus, ni importés, ni gardés"
        if len(table.sans_nir) == 1:
            kept = "n’est ni lu, ni importé, ni gardé"
        told.append(
            f"Numéro de sécurité sociale\u00a0: {what} {kept}. Un dossier n’en contient jamais."
        )
    if table.cellules_nir:
        some = ", ".join(str(line) for line, _ in table.cellules_nir[:_SOME])
        more = "…" if len(table.cellules_nir) > _SOME else ""
        told.append(
            f"Un numéro de sécurité sociale était écrit dans une autre colonne (ligne {some}{more})\u00a0: "
            "la cellule est laissée vide."
        )
    if read.formulas:
        told.append(
            "Des cellules sont calculées\u00a0: leur dernière valeur est lue, rien n’est recalculé."
        )
    if read.errors:
        told.append(
            f"{phrases.counted(read.errors, 'cellule', 'cellules')} de ce classeur en erreur de calcul (#DIV/0!, #N/A…)\u00a0: "
            "lues comme vides. Corrigez-les dans votre tableur si elles comptent."
        )
    if read.links:
        told.append("Ce classeur renvoie à d’autres fichiers\u00a0: aucun n’est ouvert.")
    if table.lignes and not any(proposer(table.entetes).champs):
        told.append(
            "Aucun titre de colonne n’est reconnu\u00a0: la première ligne est prise pour les titres. Si elle dit déjà "
            "une personne, ajoutez des titres au-dessus dans votre tableur."
        )
    if not table.lignes:
        told.append("Sous les titres de colonnes, ce tableau n’a aucune ligne.")
    return told
