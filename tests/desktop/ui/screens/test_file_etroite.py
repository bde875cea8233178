"""Ma file active in a narrow window, or in large letters: the list, or what it opens, one at a time (ui.md)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView, QScrollArea, QWidget

from desktop.ui.list_width import USUAL
from desktop.ui.places import Name
from desktop.ui.screens.file import FileActive
from desktop.ui.widgets.panes import NARROW
from tests import builders
from tests.desktop.ui.screens.house import House


def visible(house: House) -> tuple[bool, bool, bool]:
    """Whether the list, the dossier and the way back are seen."""
    names = ("file_liste", "dossier", "file_retour")
    found = [house.window.screen_shown.findChild(QWidget, name) for name in names]
    assert all(found)
    list_, dossier, back = (w is not None and w.isVisible() for w in found)
    return list_, dossier, back


@pytest.fixture
def narrow(house: House) -> House:
    house.go(Name.FILE, "")
    house.qtbot.waitUntil(lambda: house.find(QListView, "file_liste").model().rowCount() > 0)
    assert visible(house) == (True, True, False)
    house.window.resize(NARROW - 1, 700)
    house.qtbot.waitUntil(lambda: visible(house) == (True, False, False))
    return house


def test_enter_on_a_person_gives_the_dossier_the_whole_window_and_a_way_back(
    narrow: House,
) -> None:
    narrow.find(QListView, "file_liste").setFocus()
    narrow.press(Qt.Key.Key_Return)

    narrow.qtbot.waitUntil(lambda: visible(narrow) == (False, True, True))
    narrow.click("file_retour")

    narrow.qtbot.waitUntil(lambda: visible(narrow) == (True, False, False))
    assert narrow.focused() == "file_liste"


def test_who_comes_to_a_dossier_sees_it_and_searching_shows_the_list_again(narrow: House) -> None:
    narrow.go(Name.FILE, builders.PERSONNE)
    assert visible(narrow) == (False, True, True)

    narrow.qtbot.keyClick(narrow.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    narrow.qtbot.waitUntil(lambda: visible(narrow) == (True, False, False))
    assert narrow.focused() == "file_recherche"


def test_a_wider_window_shows_both_again(narrow: House) -> None:
    narrow.go(Name.FILE, builders.PERSONNE)

    narrow.window.resize(1366, 700)

    narrow.qtbot.waitUntil(lambda: visible(narrow) == (True, True, False))


def test_the_narrow_window_is_never_scrolled_sideways(narrow: House) -> None:
    for dossier in ("", builders.PERSONNE):
        narrow.go(Name.FILE, dossier)
        narrow.window.resize(900, 700)

        areas = [a for a in narrow.window.findChildren(QScrollArea) if a.isVisible()]
        assert [a.horizontalScrollBar().maximum() for a in areas] == [0] * len(areas)


def test_the_line_put_elsewhere_is_kept_for_the_next_time(house: House) -> None:
    house.go(Name.FILE, "")
    file_active = house.window.screen_shown
    assert isinstance(file_active, FileActive)
    splitter, kept = file_active.panes.splitter, house.window.desk.list_width
    house.qtbot.waitUntil(lambda: splitter.width() > NARROW / 2)

    with house.qtbot.waitSignal(kept.changed):
        splitter.moveSplitter(520, 1)

    again = FileActive(house.window.desk, house.window)
    house.qtbot.addWidget(again)
    again.resize(file_active.size())
    again.show()
    assert kept.pixels == splitter.sizes()[0] > USUAL
    assert abs(again.panes.splitter.sizes()[0] - kept.pixels) < 10
