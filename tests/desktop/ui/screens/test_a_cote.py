"""The person accompanied is still beside the adviser when the screen comes back: nobody else's name is there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from desktop.ui.places import Name
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.signing import person_signs


@pytest.mark.parametrize("by_the_rail", [False, True])
def test_after_signing_the_dossier_stands_alone_until_the_list_is_asked_for(
    house: House, *, by_the_rail: bool
) -> None:
    signed = house.compte_rendu()
    dossier = house.comptes_rendus()[0].dossier
    house.go(Name.FILE, dossier)
    listed = house.find(QWidget, "file_liste")
    house.write("file_recherche", "trevignac")
    person_signs(house, signed)
    house.take_back()
    house.until_pages("pdf_accompagnateur")
    house.draw("pad_accompagnateur")
    house.click("valider_accompagnateur")

    house.click("termine_retour")

    house.qtbot.waitUntil(lambda: house.find(QAbstractButton, "file_retour").isVisible())
    assert not listed.isVisible()
    if by_the_rail:
        rail = house.window.rail
        middle = rail.visualItemRect(rail.currentItem()).center()
        house.qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    else:
        house.click("file_retour")
    assert listed.isVisible()
    assert house.find(QLineEdit, "file_recherche").text() == "trevignac"
