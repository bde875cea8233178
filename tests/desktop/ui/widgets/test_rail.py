"""The rail tells the place asked for, and nothing when it is only shown or focused."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.widgets.rail import Rail, RailItem

ITEMS = (RailItem("journee", "Ma journée", "journee"), RailItem("file", "Ma file", "file"))


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    made = Rail(ITEMS)
    qtbot.addWidget(made)
    made.choose("file")
    return made


def test_a_key_asks_for_the_place_it_goes_to(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rail.chosen) as asked:
        qtbot.keyClick(rail, Qt.Key.Key_Up)

    assert asked.args == ["journee"]


def test_a_place_that_is_not_on_the_rail_asks_for_nothing_when_focus_comes(
    rail: Rail, qtbot: QtBot
) -> None:
    told: list[str] = []
    rail.chosen.connect(told.append)

    rail.choose("nouveau_dossier")
    rail.show()
    rail.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(rail.hasFocus)

    assert told == []
    assert rail.currentRow() == 1


def test_the_longest_place_has_room_in_large_letters(rail: Rail) -> None:
    before = rail.width()

    rail.setStyleSheet("font-size: 32pt")
    rail.ensurePolished()

    assert rail.width() > before
    assert rail.viewport().width() >= rail.sizeHintForColumn(0)


def test_a_frame_shows_where_the_keyboard_is_to_who_uses_it_not_to_who_clicks(
    rail: Rail, qtbot: QtBot
) -> None:
    focus = theme.current().colour("focus")
    rail.show()
    rail.activateWindow()
    qtbot.waitUntil(rail.isActiveWindow)

    def framed() -> bool:
        return rail.grab().toImage().pixelColor(0, rail.height() // 2) == focus

    qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(rail.hasFocus)
    clicked = framed()
    qtbot.keyClick(rail, Qt.Key.Key_Down)

    assert (clicked, framed()) == (False, True)
