"""Wherever a ROME code is typed or read, what it is called stands beside it once the list is known (C9-3-5)."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QListWidget,
    QWidget,
)

from desktop.ui.places import Name, Place, side
from desktop.ui.widgets.drop_zone import DropZone
from plie.kinds import CompteRendu, Cv, Emploi, MetierRome, Situation
from plie.rome import identifiant
from tests import builders
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.test_parcours import saved

LISTE = {
    "G1602": "Cuisine de tous les jours",
    "I1604": "Mécanique des voitures",
    "K1304": "Aide à la maison",
}


@pytest.fixture
def house(house: House) -> House:
    """The list is known here, as an exchange brought it."""
    with house.vault.work() as work:
        work.insert_all(
            MetierRome(id=identifiant(code), code=code, libelle=words)
            for code, words in LISTE.items()
        )
        work.commit()
    return house


def said(house: House, name: str) -> str:
    return house.find(QLabel, name).text()


def test_what_the_codes_of_the_situation_are_called_is_said_under_them(house: House) -> None:
    house.go(Name.SITUATION, builders.PERSONNE)
    house.write("situation_metiers_rome", "k1304\nA9999")

    told = "situation_metiers_rome_sens"
    house.qtbot.waitUntil(
        lambda: (
            said(house, told)
            == "K1304 Aide à la maison\nA9999\u00a0: code inconnu de la liste importée"
        )
    )
    described = house.find(QWidget, "situation_metiers_rome").accessibleDescription()
    assert "Aide à la maison" in described


def test_a_job_is_found_by_its_words_and_its_code_joins_the_others(house: House) -> None:
    house.go(Name.SITUATION, builders.PERSONNE)
    house.write("situation_metiers_rome", "K1304")
    house.write("situation_rome_cherche", "mecan voit")
    offered = house.find(QListWidget, "situation_rome_cherche_propositions")
    assert [offered.item(row).text() for row in range(offered.count())] == [
        "I1604 Mécanique des voitures"
    ]

    house.press(Qt.Key.Key_Down)
    house.press(Qt.Key.Key_Return)
    saved(house)

    house.qtbot.waitUntil(lambda: bool(house.all(Situation)))
    (known,) = house.all(Situation)
    assert known.metiers_rome == ("K1304", "I1604")
    house.press(Qt.Key.Key_Escape)
    house.go(Name.FILE, side(builders.PERSONNE, "identite"))
    shown = "Métiers visés (codes ROME)\u00a0: K1304 Aide à la maison, I1604 Mécanique des voitures"
    house.qtbot.waitUntil(lambda: shown in house.texts())


def test_the_code_of_a_contract_is_found_by_its_words_and_kept_as_a_code(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.un_emploi())
        work.commit()
    house.go(Name.EMPLOI, "emploi-1")
    line = house.find(QLineEdit, "emploi_code_rome")
    house.qtbot.waitUntil(lambda: line.completer() is not None)

    house.write("emploi_code_rome", "mecan")
    popup = line.completer().popup()
    house.qtbot.waitUntil(popup.isVisible)
    assert isinstance(popup, QAbstractItemView)
    house.qtbot.keyClick(popup, Qt.Key.Key_Down)
    house.qtbot.keyClick(popup, Qt.Key.Key_Return)

    house.qtbot.waitUntil(
        lambda: said(house, "emploi_code_rome_sens") == "I1604 Mécanique des voitures"
    )
    saved(house)
    house.qtbot.waitUntil(lambda: house.all(Emploi)[0].code_rome == "I1604")


def test_a_code_typed_in_small_letters_is_kept_in_capitals(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.un_emploi())
        work.commit()
    house.go(Name.EMPLOI, "emploi-1")

    house.write("emploi_code_rome", "g 1602")
    saved(house)

    house.qtbot.waitUntil(lambda: house.all(Emploi)[0].code_rome == "G1602")


def test_a_version_of_the_cv_is_not_kept_under_what_is_no_code(
    house: House, tmp_path: Path
) -> None:
    id_ = house.compte_rendu()
    with house.vault.look() as rows:
        pdf = rows.blob(rows.get(CompteRendu, id_).pdf)
    assert pdf is not None
    (tmp_path / "cv.pdf").write_bytes(pdf)
    house.window.go(Place(Name.NOUVEAU_CV, builders.PERSONNE))
    house.write("cv_code_rome", "cuisine")

    house.find(DropZone, "depot").given.emit((tmp_path / "cv.pdf",))

    assert "n’est pas un code ROME" in said(house, "cv_code_rome_objection")
    assert house.focused() == "cv_code_rome"
    assert house.all(Cv) == ()

    house.find(QLineEdit, "cv_code_rome").clear()
    house.write("cv_code_rome", "g1602")
    house.find(DropZone, "depot").given.emit((tmp_path / "cv.pdf",))

    house.qtbot.waitUntil(lambda: bool(house.all(Cv)))
    (kept,) = house.all(Cv)
    assert kept.code_rome == "G1602"
    line = "ROME G1602 Cuisine de tous les jours"
    house.qtbot.waitUntil(lambda: any(line in words for words in house.texts()))
