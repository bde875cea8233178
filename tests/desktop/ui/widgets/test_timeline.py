from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.tables import ROW_ROLE
from desktop.ui.tips import tip
from desktop.ui.widgets.timeline import Event, Timeline

LONG = "Un détail assez long pour tenir sur plusieurs lignes. " * 8
EVENTS = [
    Event("b", date(2026, 11, 2), "entretien", "Entretien", LONG, hour=time(9, 30)),
    Event("a", date(2026, 11, 20), "appel", "Appel", "N’a pas répondu", opens=False),
    Event("c", date(2026, 11, 2), "compte_rendu", "Compte-rendu", hour=time(11)),
    Event("d", date(2026, 9, 1), "decision", "Décision"),
]


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline("fil")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.set_events(EVENTS)
    made.show()
    return made


def spoken(timeline: Timeline) -> list[str]:
    model = timeline.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def current(timeline: Timeline) -> str:
    return timeline.currentIndex().data(ROW_ROLE).id


def test_events_come_newest_first_under_their_months(timeline: Timeline) -> None:
    lines = spoken(timeline)

    assert lines[0] == "Novembre 2026"
    assert lines[1] == "20 novembre 2026, Appel, N’a pas répondu"
    assert lines[2] == "2 novembre 2026 à 11\u00a0h\u00a000, Compte-rendu"
    assert lines[4:] == ["Septembre 2026", "1 septembre 2026, Décision"]


def test_a_story_not_begun_says_so(timeline: Timeline) -> None:
    nothing = timeline.findChild(QLabel, "fil_vide")
    assert not nothing.isVisible()

    timeline.set_events([])

    assert nothing.isVisible()


def test_a_line_that_is_cut_is_whole_in_its_tooltip(timeline: Timeline) -> None:
    told = timeline.model().index(3, 0).data(Qt.ItemDataRole.ToolTipRole)

    assert told == tip(spoken(timeline)[3])
    assert LONG in told


def test_arrows_jump_over_the_months(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.choose("b")

    qtbot.keyClick(timeline, Qt.Key.Key_Down)

    assert current(timeline) == "d"


def test_enter_opens_what_opens(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.choose("c")

    with qtbot.waitSignal(timeline.opened) as opened:
        qtbot.keyClick(timeline, Qt.Key.Key_Return)

    assert opened.args == [EVENTS[2]]


def test_enter_unfolds_what_does_not_open(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.choose("a")
    before = timeline.visualRect(timeline.currentIndex()).height()

    with qtbot.assertNotEmitted(timeline.opened):
        qtbot.keyClick(timeline, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: timeline.visualRect(timeline.currentIndex()).height() > before)


def test_right_and_left_unfold_and_fold(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.choose("b")
    before = timeline.visualRect(timeline.currentIndex()).height()

    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: timeline.visualRect(timeline.currentIndex()).height() > 2 * before)
    qtbot.keyClick(timeline, Qt.Key.Key_Left)

    qtbot.waitUntil(lambda: timeline.visualRect(timeline.currentIndex()).height() == before)


def test_the_place_is_kept_when_asked(timeline: Timeline) -> None:
    timeline.choose("b")

    timeline.set_events([*EVENTS, Event("e", date(2026, 12, 1), "etape", "Étape")], keep_place=True)
    assert current(timeline) == "b"
    timeline.set_events(EVENTS)

    assert not timeline.currentIndex().isValid()
