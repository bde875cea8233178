"""In large letters nothing is scrolled sideways, and where one signs is not left out of sight."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.widgets.adviser_page import AdviserPage
from desktop.ui.widgets.hall_head import HallHead
from desktop.ui.widgets.middle import Middle
from desktop.ui.widgets.one_page import OnePage
from desktop.ui.widgets.panes import Panes
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.steps import Steps


@pytest.fixture
def wear(app: QApplication) -> Iterator[Callable[[float], None]]:
    """Return what draws letters so many times their size."""
    yield lambda scale: theme.apply(app, theme.load("clair"), scale=scale)
    theme.apply(app, theme.load("clair"))


def test_a_list_and_what_it_opens_are_shown_in_turn_where_letters_are_large(
    qtbot: QtBot, wear: Callable[[float], None]
) -> None:
    panes, opened = Panes("essai", "Liste"), QLabel("Ouvert")
    qtbot.addWidget(panes)
    panes.fill(QLabel("Liste"), opened, width=440)
    panes.resize(1366, 700)
    panes.show()
    panes.bring_opened()
    assert not panes.folded

    wear(1.5)

    assert panes.folded
    qtbot.waitUntil(lambda: opened.width() == panes.width())


def test_the_steps_go_under_a_name_that_has_no_room_beside_them(qtbot: QtBot) -> None:
    name = label("Delphine-Marguerite Vandenbroucke-Lestrade", role="title")
    steps = Steps(("Rédiger", "Relire", "Signer", "Terminé"))
    head = HallHead(QPushButton("Revenir au dossier"), name, steps)
    qtbot.addWidget(head)
    head.show()
    one_line = name.fontMetrics().lineSpacing() + 8

    for width, beside in ((1920, True), (900, False)):
        head.resize(width, 120)
        qtbot.waitUntil(lambda beside=beside: (steps.x() > name.x()) is beside)
        assert name.heightForWidth(name.width()) <= one_line
    assert head.minimumSizeHint().width() < 900


def test_a_page_that_is_not_shown_asks_for_no_room(qtbot: QtBot) -> None:
    pages, small, large = OnePage(), QWidget(), QWidget()
    qtbot.addWidget(pages)
    for page, inside, wide in ((small, QWidget(), 200), (large, QWidget(), 2_000)):
        QVBoxLayout(page).addWidget(inside)
        inside.setMinimumWidth(wide)
        pages.addWidget(page)

    assert pages.minimumSizeHint() == small.minimumSizeHint()
    pages.setCurrentWidget(large)
    assert pages.minimumSizeHint() == large.minimumSizeHint()


def test_large_words_are_as_wide_as_they_wish_then_as_the_page_is(qtbot: QtBot) -> None:
    page = QWidget()
    middle = Middle(page)
    words = label("Rendez l’ordinateur à votre accompagnateur·rice. " * 4, role="reading")
    middle.column.addWidget(words)
    qtbot.addWidget(page)
    page.show()

    for width, wide in ((1600, middle.sizeHint().width()), (600, 582)):
        page.resize(width, 700)
        qtbot.waitUntil(lambda wide=wide: abs(middle.width() - wide) < 12)
        assert words.height() >= words.heightForWidth(words.width())


def test_who_has_not_signed_is_shown_where(qtbot: QtBot, wear: Callable[[float], None]) -> None:
    wear(2.0)
    page = AdviserPage()
    page.begin("Elle a signé le 28 novembre 2026. " * 12)
    page.document_shown({})
    qtbot.addWidget(page)
    page.resize(1_400, 640)
    page.show()
    qtbot.waitUntil(lambda: page.pad.visibleRegion().boundingRect().height() < page.pad.height())

    qtbot.mouseClick(page.main, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: page.pad.visibleRegion().boundingRect().height() == page.pad.height())
    assert page.pad.width() <= page.pad.sizeHint().width()
