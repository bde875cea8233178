"""The tabs of a dossier: whole while there is a way to be, else all reachable."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.widgets.tabs import Tabs

TITLES = ("Fil", "Parcours", "Diagnostic", "Emploi", "Pièces", "Commission", "Historique")
HEIGHT = 40
LEAST = 24  # pixels: WCAG 2.5.8


@pytest.fixture
def tabs(qtbot: QtBot) -> Tabs:
    made = Tabs("volets")
    qtbot.addWidget(made)
    for title in TITLES:
        made.addTab(title)
    made.show()
    return made


@pytest.fixture
def wear(app: QApplication) -> Iterator[Callable[[float], None]]:
    """Return what draws letters so many times their size."""
    yield lambda scale: theme.apply(app, theme.load("clair"), scale=scale)
    theme.apply(app, theme.load("clair"))


def _wanted(tabs: Tabs) -> int:
    return tabs.tabRect(tabs.count() - 1).right() + 1


def _arrows(tabs: Tabs) -> list[QToolButton]:
    return [found for found in tabs.findChildren(QToolButton) if found.isVisible()]


def _in_sight(tabs: Tabs, place: int) -> bool:
    hidden = min((found.x() for found in _arrows(tabs)), default=tabs.width())
    where = tabs.tabRect(place)
    return where.left() >= 0 and where.right() < hidden


def test_tabs_that_lack_room_come_closer_before_any_is_cut(tabs: Tabs) -> None:
    tabs.resize(2_000, HEIGHT)
    roomy = _wanted(tabs)

    tabs.resize(roomy - 1, HEIGHT)

    assert _wanted(tabs) < roomy
    assert all(_in_sight(tabs, place) for place in range(tabs.count()))


def test_tabs_that_have_room_again_take_it(tabs: Tabs) -> None:
    tabs.resize(2_000, HEIGHT)
    roomy = _wanted(tabs)

    tabs.resize(roomy - 1, HEIGHT)
    tabs.resize(roomy, HEIGHT)

    assert _wanted(tabs) == roomy


def test_larger_letters_bring_them_closer_too(tabs: Tabs, wear: Callable[[float], None]) -> None:
    tabs.resize(2_000, HEIGHT)
    small = _wanted(tabs)
    wear(2.0)
    large = _wanted(tabs)
    wear(1.0)
    tabs.resize(large - 1, HEIGHT)
    assert _wanted(tabs) == small

    wear(2.0)

    assert _wanted(tabs) < large
    assert all(_in_sight(tabs, place) for place in range(tabs.count()))


def test_what_cannot_be_shown_at_once_is_reached_by_arrows_that_say_what_they_do(
    tabs: Tabs, qtbot: QtBot
) -> None:
    tabs.resize(300, HEIGHT)
    qtbot.waitUntil(lambda: len(_arrows(tabs)) == 2)
    _, right = _arrows(tabs)
    last = tabs.count() - 1
    assert not _in_sight(tabs, last)

    while right.isEnabled():
        qtbot.mouseClick(right, Qt.MouseButton.LeftButton)

    assert _in_sight(tabs, last)
    for arrow in _arrows(tabs):
        assert arrow.accessibleName()
        assert arrow.toolTip() == arrow.accessibleName()
        assert arrow.width() >= LEAST
