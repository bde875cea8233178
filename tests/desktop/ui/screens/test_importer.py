"""A table dropped, its columns said, tried, brought in as one act, undone: on the real screen, with real files."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QListWidget, QPushButton
from shiboken6 import delete

from desktop.models.tables import LECTURE
from desktop.ui.places import Name
from desktop.ui.widgets.drop_zone import DropZone
from desktop.usecases import Changes, Work
from plie.kinds import Parcours, Personne
from tests.desktop.ui.screens.house import House
from tests.desktop.workbooks import workbook

HEADS = ["Nom", "Prénom", "Né le", "Code postal", "N° sécu", "Entrée"]
NIR = "2690549588157 80"
ROWS = [
    HEADS,
    ["ÉPINAY", "Zoë", 31240, 1000, NIR, "15/09/2020"],
    ["Orne", "Ali", "31/02/1990", "76000", NIR, "01/02/2021"],
    ["Épinay", "Zoé", "12/07/1985", "01000", NIR, "15/09/2020"],
]


@pytest.fixture
def given(house: House, tmp_path: Path) -> House:
    """The screen, a table dropped on it."""
    house.go(Name.IMPORTER, "")
    path = tmp_path / "file active.xlsx"
    path.write_bytes(workbook(ROWS))
    house.find(DropZone, "depot").given.emit((path,))
    return house


def text(house: House, name: str) -> str:
    return house.find(QLabel, name).text()


def until(house: House, name: str, words: str) -> None:
    house.find(QLabel, name)
    house.qtbot.waitUntil(lambda: words in text(house, name))


def items(house: House, name: str) -> list[str]:
    found = house.find(QListWidget, name)
    return [found.item(i).text() for i in range(found.count())]


def choose(house: House, name: str, code: str) -> None:
    box = house.find(QComboBox, name)
    box.setCurrentIndex(box.findData(code))


def test_a_caseload_comes_in_and_is_undone(given: House, tmp_path: Path) -> None:
    """P6: reprises, with their earlier date and the decision that lists them."""
    house, before = given, len(given.all(Personne))
    until(house, "import_remarques", "«\u00a0N° sécu\u00a0» n’est ni lu, ni importé, ni gardé")
    until(house, "import_bilan", "0 sur 3")
    assert house.find(QComboBox, "import_origine").currentData() == "reprise"
    assert "3\u00a0lignes qui n’entrent pas" in house.find(QPushButton, "import_refusees").text()
    house.write("import_reprise_decision", "Comité de pilotage du 12/03/2022\n")
    until(house, "import_bilan", "1 sur 3")
    assert "31/02/1990" in items(house, "import_erreurs")[0]
    assert "la ligne 2 du tableau" in items(house, "import_doublons")[0]
    house.click("import_sans_valeurs")
    until(house, "import_bilan", "2 sur 3")

    house.click("import_lancer")

    until(house, "import_note", "2 dossiers ouverts")
    assert house.window.focusWidget() is house.find(QPushButton, "choisir_tableau")
    house.click("import_refusees")
    left = tmp_path / "lignes.csv"
    dialog = house.find(QFileDialog, "enregistrer_copie_ou")
    dialog.fileSelected.emit(str(left))
    dialog.close()
    house.qtbot.waitUntil(lambda: "Lignes enregistrées dans lignes.csv" in house.say())
    assert "Zoé" in left.read_text(encoding="utf-8-sig")
    house.jobs.drain()
    with house.vault.look() as rows:
        assert "export_copie" in [r.genre for r in rows.connection.execute(LECTURE.select())]
    people = house.all(Personne)
    assert {"Épinay", "Orne"} <= {person.nom_naissance for person in people}
    assert len(people) == before + 2
    entered = [one for one in house.all(Parcours) if one.origine == "reprise"]
    assert {one.reprise_decision for one in entered} == {"Comité de pilotage du 12/03/2022"}
    until(house, "import_dernier", "Dernier import\u00a0: 2 dossiers")

    house.click("import_annuler")
    house.answer(yes=True)

    until(house, "import_note", "L’import est annulé")
    assert len(house.all(Personne)) == before


def test_an_import_comes_in_whole_though_its_screen_goes(given: House) -> None:
    """Locked while it is written: no thread may tell a screen that is gone how far it is."""
    house, before, gate = given, len(given.all(Personne)), Event()
    until(house, "import_bilan", "0 sur 3")
    house.write("import_reprise_decision", "Comité de pilotage du 12/03/2022\n")
    until(house, "import_bilan", "1 sur 3")

    def hold(_work: Work) -> Changes:
        gate.wait(5)
        return Changes()

    house.jobs.write(house.jobs, hold)
    house.click("import_lancer")
    house.jobs.changed.disconnect()
    delete(house.window.screen_shown)
    gate.set()

    house.jobs.drain()
    assert len(house.all(Personne)) == before + 1


def test_a_column_given_to_a_field_takes_it_from_the_other_in_sight(given: House) -> None:
    house = given
    until(house, "import_bilan", "sur 3")

    choose(house, "import_colonne_1", "nom_naissance")

    until(house, "import_manque", "quelle colonne donne le nom")
    assert house.find(QComboBox, "import_colonne_0").currentData() == ""


def test_a_broken_file_is_told_beside_where_it_was_dropped(house: House, tmp_path: Path) -> None:
    house.go(Name.IMPORTER, "")
    path = tmp_path / "abime.xlsx"
    path.write_bytes(workbook(ROWS)[:-300])

    house.find(DropZone, "depot").given.emit((path,))

    until(house, "import_note", "abîmé ou incomplet")
    assert house.find(QPushButton, "choisir_tableau").isEnabled()


def test_the_columns_chosen_are_kept_when_the_table_corrected_is_dropped_again(
    given: House, tmp_path: Path
) -> None:
    """As the list of errors says: nothing came in yet, so the vault remembers nothing of them."""
    house = given
    until(house, "import_bilan", "0 sur 3")
    choose(house, "import_colonne_3", "")
    choose(house, "import_origine", "transfert")
    until(house, "import_bilan", "sur 3")
    corrected = tmp_path / "corrigé.xlsx"
    corrected.write_bytes(workbook([*ROWS[:3], ["Mahé", "Luc", "12/07/1985", "01000", NIR, ""]]))

    house.find(DropZone, "depot").given.emit((corrected,))

    until(house, "import_bilan", "1 sur 3")
    assert house.find(QComboBox, "import_colonne_3").currentData() == ""
    assert house.find(QComboBox, "import_origine").currentData() == "transfert"
