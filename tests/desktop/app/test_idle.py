"""Nobody there: the lock is announced, then asked for; a gesture or a machine that slept change it."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app.idle import Idle
from desktop.ui.rest import Rest


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def goes(self, idle: Idle, seconds: int) -> None:
        """Let time go by, looked at every second or so, as the timer does."""
        for _ in range(seconds // 5):
            self.now += timedelta(seconds=5)
            idle.look()


class Watched:
    def __init__(self, qtbot: QtBot, minutes: int) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.clock = Clock()
        self.idle = Idle(Rest(minutes), self.clock, self.window)
        self.told: list[str] = []
        self.idle.warned.connect(lambda left: self.told.append(f"warned {left}"))
        self.idle.resumed.connect(lambda: self.told.append("resumed"))
        self.idle.expired.connect(lambda: self.told.append("expired"))
        self.idle.start()

    def wait(self, seconds: int) -> None:
        self.clock.goes(self.idle, seconds)


@pytest.mark.parametrize("minutes", [1, 10, 30])
def test_the_lock_is_announced_thirty_seconds_before(qtbot: QtBot, minutes: int) -> None:
    watched = Watched(qtbot, minutes)

    watched.wait(minutes * 60 - 35)
    before = list(watched.told)
    watched.wait(5)
    announced = list(watched.told)
    watched.wait(30)

    assert before == []
    assert announced == ["warned 30"]
    assert watched.told == ["warned 30", "resumed", "expired"]


@pytest.mark.parametrize("gesture", ["key", "mouse", "move"])
def test_a_gesture_puts_the_lock_off(qtbot: QtBot, gesture: str) -> None:
    watched = Watched(qtbot, 1)
    handle = watched.window.windowHandle()
    watched.wait(40)

    if gesture == "key":
        QTest.keyClick(handle, Qt.Key.Key_A)
    elif gesture == "mouse":
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    else:
        QTest.mouseMove(handle, QPoint(5, 5))
        QTest.mouseMove(handle, QPoint(9, 9))
    qtbot.waitUntil(lambda: "resumed" in watched.told)
    watched.wait(25)

    assert watched.told == ["warned 30", "resumed"]


@pytest.mark.parametrize("hours", [8, -8])
def test_a_machine_that_slept_locks_and_the_key_that_wakes_it_opens_nothing(
    qtbot: QtBot, hours: int
) -> None:
    watched = Watched(qtbot, 30)
    watched.clock.now += timedelta(hours=hours)

    QTest.keyClick(watched.window.windowHandle(), Qt.Key.Key_A)

    assert watched.told == ["expired"]


def test_nothing_is_counted_once_the_vault_is_locked(qtbot: QtBot) -> None:
    watched = Watched(qtbot, 1)
    watched.idle.stop()

    assert not watched.idle.eventFilter(watched.window, _key())
    assert watched.told == []


def test_minutes_stay_between_one_and_thirty() -> None:
    rest = Rest(0)
    chosen: list[int] = []
    rest.changed.connect(chosen.append)

    rest.choose(300)
    rest.choose(12)

    assert Rest(0).minutes == 1
    assert chosen == [30, 12]


def _key() -> QKeyEvent:
    return QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "a")
