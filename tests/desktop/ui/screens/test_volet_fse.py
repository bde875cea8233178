"""The panel of the FSE+ record on the real window: filled, counted."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from desktop.ui.places import Name, Place, side
from plie.kinds import FseReleve
from tests import builders
from tests.desktop.ui.screens.house import House


def test_an_entry_is_filled_and_counted(house: House) -> None:
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "fse")))
    house.click("fse_remplir_entree")
    box = house.find(QComboBox, "fse_handicap")
    box.setCurrentIndex(box.findData("ne_souhaite_pas"))
    box.activated.emit(box.currentIndex())

    house.click("fse_enregistrer")

    house.qtbot.waitUntil(lambda: "2 sur 11" in house.find(QLabel, "fse_entree").text())
    assert house.focused() == "fse_remplir_entree"
    (one,) = house.all(FseReleve)
    assert (one.handicap, one.moment) == ("ne_souhaite_pas", "entree")


@pytest.mark.parametrize("going", [QWidget.hide, lambda widget: widget.setEnabled(False)])
def test_what_goes_with_the_keyboard_leaves_it_beside(
    house: House, going: Callable[[QWidget], None]
) -> None:
    """What comes after a page is the lock of the window: a space bar more, and all was shut."""
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "fse")))
    last = house.find(QWidget, "fse_remplir_six_mois")
    last.setFocus()
    assert house.focused() == "fse_remplir_six_mois"

    going(last)

    assert house.focused() == "fse_remplir_sortie"
