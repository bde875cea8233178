"""What is said is read, undone or closed; it moves nothing, takes no keyboard, outlives no fault."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop.ui.places import Name, Place
from plie.refus import Refus
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, House
from tests.desktop.ui.screens.signing import person_reads


def test_a_sentence_that_comes_moves_nothing(house: House) -> None:
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    begin = house.find(QPushButton, "nouvel_entretien")
    before = begin.mapTo(house.window, QPoint(0, 0))

    house.banner.say("C’est fait.")

    house.qtbot.waitUntil(house.banner.isVisible)
    house.qtbot.waitUntil(lambda: house.banner.geometry().bottom() == house.window.height() - 1)
    assert begin.mapTo(house.window, QPoint(0, 0)) == before
    assert house.banner.height() <= house.window.height() // 8


def test_a_long_sentence_hides_no_gesture(house: House) -> None:
    house.window.go(Place(Name.NOUVEL_ENTRETIEN, builders.PERSONNE))
    finalise = house.find(QPushButton, "finaliser")

    house.banner.warn("Le disque est plein et rien n’est perdu. " * 9, detail="Un détail.")

    def above() -> bool:
        foot = finalise.mapTo(house.window, QPoint(0, finalise.height())).y()
        return house.banner.isVisible() and foot <= house.banner.y()

    house.qtbot.waitUntil(above)


def test_closing_gives_the_keyboard_back(house: House) -> None:
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    search = house.find(QLineEdit, "file_recherche")
    search.setFocus()
    house.banner.warn("À lire.")
    close = house.window.findChild(QPushButton, "banner_close")

    house.qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert house.focused() == "file_recherche"

    house.banner.warn("À lire encore.")
    close.setFocus(Qt.FocusReason.TabFocusReason)
    house.press(Qt.Key.Key_Return)
    assert (house.focused(), house.say()) == ("file_recherche", "")


def test_a_refusal_goes_once_a_gesture_is_done(house: House) -> None:
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    house.find(QWidget, "noter_texte")
    house.window.desk.speak.refuse(Refus("non", "Ce rendez-vous a déjà une issue."))

    house.write("noter_texte", "Appelée\n")

    house.qtbot.waitUntil(lambda: house.say() == "")


def test_an_offer_to_go_somewhere_goes_once_one_is_there(house: House) -> None:
    there = Place(Name.NOUVEL_ENTRETIEN, builders.PERSONNE)
    house.banner.warn("Retrouvé.", action="Ouvrir", act=lambda: None, to=there)

    house.window.go(there)

    house.find(QPushButton, "finaliser")
    assert house.say() == ""


def test_what_is_told_to_the_adviser_waits_for_the_screen_to_be_back(house: House) -> None:
    """documents.md: a plain screen, and nobody else's name, in the hands of the person accompanied."""
    cr = house.compte_rendu()
    house.banner.warn(f"Un brouillon avec {AUTRE}")
    person_reads(house, cr)
    assert AUTRE not in " ".join(house.texts())

    house.banner.warn(f"Le dossier de {AUTRE} vous quitte")
    house.banner.say(f"Rendez-vous pris avec {AUTRE}")
    assert house.say() == ""
    house.banner.refuse("Le disque est plein.")
    assert house.say() == "Le disque est plein."
    house.click("position_accord")
    house.draw("pad_personne")
    house.click("valider_personne")
    house.find(QWidget, "rendre_ok")
    assert AUTRE not in house.say()

    house.window._lend(lent=False)
    assert house.say() == f"Le dossier de {AUTRE} vous quitte"
