"""What the tests of signing do with the person's hands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.places import Name
from desktop.ui.screens.signature import SignatureScreen
from tests.desktop.ui.screens.house import House


def person_reads(house: House, cr: str) -> None:
    house.go(Name.SIGNATURE, cr)
    house.click("remise_ok")
    house.until_pages("pdf_personne")


def person_signs(house: House, cr: str) -> None:
    person_reads(house, cr)
    house.click("position_accord")
    house.draw("pad_personne")
    house.click("valider_personne")
    house.find(QWidget, "rendre_ok")


def person_reads_next(house: House, which: str) -> None:
    """Wait until one of several, « 2 sur 3 », is before the person's eyes."""
    screen = house.window.screen_shown
    assert isinstance(screen, SignatureScreen)
    place = house.find(QLabel, "encore_un")
    house.qtbot.waitUntil(lambda: place.text().startswith(f"Compte-rendu {which}"))
    house.qtbot.waitUntil(lambda: screen._person.page._on_paper is not None)


def person_approves(house: House, which: str) -> None:
    person_reads_next(house, which)
    house.click("position_accord")
    house.click("valider_personne")


def draw_by_keys(house: House) -> None:
    """Two strokes; between them the pen is carried, lifted."""
    key = Qt.Key
    for down, carried in ((key.Key_PageUp, key.Key_Down), (key.Key_Home, key.Key_Down)):
        for pressed in (key.Key_Space, *[down] * 6, key.Key_Space, *[carried] * 6):
            house.press(pressed)
