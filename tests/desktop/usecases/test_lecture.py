"""A table as it is read for the person who brings it: what is said of the whole, before any line."""

from pathlib import Path

from desktop.usecases.lecture import lire_fichier
from tests.desktop.workbooks import packed, parts, sheet


def said(folder: Path, text: str) -> str:
    path = folder / "portefeuille.csv"
    path.write_text(text, encoding="utf-8")
    return " ".join(lire_fichier(path).remarques)


def test_a_table_without_headings_says_that_its_first_line_was_taken_for_them(
    tmp_path: Path,
) -> None:
    people = "ÉPINAY;Zoë;12/07/1985\nORNE;Ali;13/07/1986\n"

    assert "la première ligne est prise pour les titres" in said(tmp_path, people)
    assert "titres" not in said(tmp_path, f"Nom;Prénom;Né le\n{people}")


def test_cells_whose_computation_failed_are_told_and_read_as_empty(tmp_path: Path) -> None:
    wrong = sheet([["Nom", "Né le", "Ville"], ["ÉPINAY", 3, "Orne"]]).replace(
        '<c r="B2"><v>3</v></c>', '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    path = tmp_path / "portefeuille.xlsx"
    path.write_bytes(packed(parts({"Personnes": wrong})))

    read = lire_fichier(path)

    assert read.tableau.lignes[0][1] == ("ÉPINAY", "", "Orne")
    assert "1\u00a0cellule de ce classeur en erreur de calcul" in " ".join(read.remarques)
