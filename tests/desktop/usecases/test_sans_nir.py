"""A table gives up its social security numbers, whole columns or single cells, and says so (domain.md §3)."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.pages.table_messages import Cell, TableRead
from desktop.usecases.colonnes import Tableau, proposer, tableau
from desktop.usecases.lecture import lire_fichier

NIR = "2 69 05 49 588 157 80"


def made(*rows: Sequence[Cell]) -> Tableau:
    return tableau(TableRead(tuple(map(tuple, rows))))


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (("Nom", "N° sécurité sociale"), ("Épinay", "illisible")),
        (("Nom", "Identifiant"), ("Épinay", NIR)),
        (("Nom", "Identifiant"), ("Épinay", 269054958815780.0)),
        (("Nom", "Identifiant"), ("Épinay", "2690549588157")),
        (("Nom", "Identifiant"), ("Épinay", "2 69 05 49 588 157 (clé 99)")),
    ],
)
def test_a_column_of_social_security_numbers_is_dropped_and_told(
    heads: tuple[str, ...], cells: tuple[Cell, ...]
) -> None:
    table = made(heads, cells)

    assert (table.entetes, table.lignes) == (("Nom",), ((2, ("Épinay",)),))
    assert (table.lettres, table.sans_nir) == (("A",), heads[1:])


def test_a_number_that_stands_for_a_heading_goes_with_its_column_and_is_not_said() -> None:
    table = made(("Nom", NIR, "Ville"), ("Épinay", "rien", "Rouen"))

    assert (table.entetes, table.lettres) == (("Nom", "Ville"), ("A", "C"))
    assert table.sans_nir == ("Colonne B",)


@pytest.mark.parametrize("head", ["Matricule", "NIR"])
@pytest.mark.parametrize("first", ["2690549588157", 2690549588157.0, "2 69 05 49 588 157"])
def test_a_key_in_a_column_of_its_own_goes_with_the_numbers_beside_it(
    first: Cell, head: str
) -> None:
    table = made(
        ("Nom", head, "K", "Téléphone"),
        ("Épinay", first, 80.0, "0612345678"),
        ("Orne", "1850578006069", 9.0, "0612345679"),
        ("Sarthe", "", "", ""),
    )

    assert table.entetes == ("Nom", "Téléphone")
    assert table.sans_nir == (head, "K")


def test_columns_left_out_are_named_in_a_sentence(tmp_path: Path) -> None:
    table = tmp_path / "liste.csv"
    table.write_text("Nom;NIR;Clé;Date naiss.\nÉpinay;2690549588157;80;12/07/1985\n", "utf-8")

    read = lire_fichier(table)

    assert "«\u00a0NIR\u00a0» et «\u00a0Clé\u00a0» ne sont ni lus" in read.remarques[0]
    assert proposer(read.tableau.entetes).champs == ("nom_naissance", "naissance_le")


def test_a_number_whose_key_is_beside_it_is_emptied_among_other_things() -> None:
    heads = ("Nom", "Identifiant", "Dép.")
    table = made(heads, ("Épinay", "2690549588157", "80"), *[("Orne", "A-2", "76")] * 2)

    assert table.cellules_nir == ((2, "Identifiant"),)
    assert table.lignes[0][1] == ("Épinay", "", "80")


def test_a_single_social_security_number_among_words_is_emptied_and_told() -> None:
    table = made(("Nom", "Notes"), ("Épinay", f"son numéro {NIR}"), ("Orne", "rien"), ("Eure", ""))

    assert [cells[1] for _, cells in table.lignes] == ["", "rien", ""]
    assert table.cellules_nir == ((2, "Notes"),)


@pytest.mark.parametrize("heads", [("Nom", "Code INSEE"), ("Nom", "SIRET"), ("Nom", "Tél")])
def test_other_numbers_stay(heads: tuple[str, ...]) -> None:
    assert made(heads, ("Épinay", "81234567800012")).sans_nir == ()
