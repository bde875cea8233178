"""Rédiger, at its two ends: words not added yet hold Finaliser, a correction begun is given up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.ui.places import Name
from desktop.usecases.saisies import du_dossier
from plie.kinds import Entretien
from tests import builders
from tests.desktop.ui.screens.house import House


def test_words_not_added_yet_hold_finaliser_and_are_never_lost(house: House) -> None:
    house.go(Name.ENTRETIEN, house.draft(suites=()))
    words = house.find(QLineEdit, "suites_texte")
    house.qtbot.waitUntil(words.isEnabled)
    house.write("suites_texte", "Refaire le CV")

    house.click("finaliser")

    assert "Il reste des mots" in house.find(QPushButton, "manque_suites").text()
    assert words.hasFocus()
    assert words.text() == "Refaire le CV"
    assert house.comptes_rendus() == ()
    lacks = house.find(QWidget, "manque")
    house.press(Qt.Key.Key_Return)
    house.qtbot.waitUntil(lacks.isHidden)
    house.click("finaliser")
    house.until_pages("relecture_pdf")
    (cr,) = house.comptes_rendus()
    assert cr.suites == ("Refaire le CV",)


def test_a_correction_begun_is_given_up_and_its_version_stays(house: House) -> None:
    first = house.compte_rendu()
    house.go(Name.RELECTURE, first)
    house.click("corriger")
    house.qtbot.waitUntil(house.find(QPlainTextEdit, "entretien_contenu").isEnabled)
    (before,) = house.all(Entretien)
    house.write("entretien_contenu", "Précision. ")
    house.write("motif", "Un oubli")

    house.click("abandonner")
    house.answer(yes=True)
    house.until_pages("relecture_pdf")

    assert house.all(Entretien) == (before,)
    assert [cr.id for cr in house.comptes_rendus()] == [first]
    with house.vault.look() as rows:
        assert du_dossier(rows, builders.PERSONNE) == ()
