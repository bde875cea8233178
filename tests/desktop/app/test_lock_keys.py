"""The lock and the keyboard: Ctrl+L whatever stands above the window, and back on the very answer or button one was on."""

import pytest
from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.guards import Guards
from desktop.app.surroundings import real
from desktop.demo.seat import Seat
from desktop.ui.places import Name, Place, side
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.app.test_door import created
from tests.desktop.app.test_lock import SAID, lock, the_application, unlock
from tests.stories import gestes


def test_ctrl_l_over_a_question_locks_and_one_comes_back_to_the_answer_one_was_on(
    sit: MakeSeat, qtbot: QtBot
) -> None:
    seat = sit()
    Guards(the_application(), seat.door, real())
    created(seat)
    gestes.ouvrir_dossier(seat, "Maïwenn", "Trévignac")
    seat.hands.click("nouvel_entretien")
    seat.hands.until(seat.hands.find_any("entretien_contenu").isEnabled, "l’entretien")
    first = seat.hands.find_any("entretien_sujets").focusProxy()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    before, here = first.accessibleName(), seat.house.main.focusWidget().accessibleName()
    seat.house.speak.ask("Abandonner l’entretien\u202f?", yes="Oui", then=print)
    above = seat.hands.find_any("question_no").window().windowHandle()

    with qtbot.waitSignal(seat.door.left):
        # Pressed, and not released: the window that would hear it is gone.
        QTest.keyPress(above, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    unlock(seat)

    assert seat.house.main.focusWidget().accessibleName() == here != before


@pytest.mark.parametrize(("panel", "name"), [("", "terminer_"), ("parcours", "nouvel_objectif")])
def test_one_comes_back_to_a_button_of_what_is_read_late_or_drawn_twice(
    sit: MakeSeat, panel: str, name: str
) -> None:
    seat = sit()
    created(seat)
    person = gestes.ouvrir_dossier(seat, "Maïwenn", "Trévignac")
    gestes.ecrire(seat, SAID)
    seat.house.main.go(Place(Name.FILE, side(person, panel)) if panel else Place(Name.JOURNEE))
    seat.hands.until(lambda: bool(shown_as(seat, name)), name)
    shown_as(seat, name)[0].setFocus()

    lock(seat)
    unlock(seat)

    assert QApplication.focusWidget() in shown_as(seat, name)


def test_one_may_lock_again_and_again_wherever_one_has_been(sit: MakeSeat) -> None:
    # What goes takes the keyboard with it: Qt then asks where Tab would go, in a page about to end.
    seat = sit()
    created(seat)
    gestes.ouvrir_dossier(seat, "Maïwenn", "Trévignac")

    for place in (Name.FILE, Name.FILE, Name.JOURNEE, Name.FILE, Name.FILE):
        seat.hands.click_item("rail", place)
        seat.rest()
        lock(seat)
        unlock(seat)

    assert seat.house.main.isVisible()


def shown_as(seat: Seat, name: str) -> list[QWidget]:
    """Return what is visible under a name that begins so."""
    found = seat.window.findChildren(QWidget, QRegularExpression(f"^{name}"))
    return [widget for widget in found if widget.isVisible()]
