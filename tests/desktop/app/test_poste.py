"""Mon poste in the real window: what one is asked there is shown whole on a laptop."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.demo.seat import Seat
from desktop.ui.places import Name
from tests.desktop.app.conftest import MakeSeat
from tests.stories import gestes


def whole(seat: Seat, name: str) -> bool:
    widget = seat.hands.find(QWidget, name)
    return bool(widget.visibleRegion().boundingRect() == widget.rect())


def test_the_invitation_is_shown_down_to_its_button(sit: MakeSeat) -> None:
    seat = sit()
    seat.door.open()
    gestes.creer_coffre(seat, "Odilon Carpentras")
    seat.window.resize(1366, 768)

    seat.hands.click_item("rail", Name.POSTE)

    fields = ("poste_adresse", "poste_code", "relier")
    seat.hands.until(lambda: all(whole(seat, name) for name in fields), "l’invitation entière")


def test_the_code_clicked_where_it_is_cut_is_shown_whole(sit: MakeSeat) -> None:
    seat = sit()
    seat.door.open()
    gestes.creer_coffre(seat, "Odilon Carpentras")
    seat.window.resize(1366, 768)
    seat.hands.click_item("rail", Name.POSTE)
    seat.hands.until(lambda: seat.hands.shows("poste_code"), "le code")
    seat.hands.find(QWidget, "poste_apparence").setFocus()
    area = seat.hands.find(QWidget, "poste").findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(0)
    assert not whole(seat, "poste_code")

    code = seat.hands.find(QWidget, "poste_code")
    QTest.mouseClick(code, Qt.MouseButton.LeftButton, pos=QPoint(20, 3))

    seat.hands.until(lambda: whole(seat, "poste_code") and whole(seat, "relier"), "le code entier")
