"""What the tests of signing do with the person's hands."""

from PySide6.QtWidgets import QWidget

from desktop.ui.places import Name
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
