"""The exchange by itself: what comes while a try is under way is not left to the next idle beat."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.models.changes import Written
from desktop.ui.desk import Desk
from desktop.ui.heartbeat import Heartbeat
from desktop.ui.jobs import Jobs
from desktop.ui.speak import Speak
from desktop.ui.widgets.banner import Banner
from desktop.usecases import Changes, Rows, Work
from desktop.usecases.fichiers import Reception
from desktop.usecases.synchronisation import EtatExchange, Outcome
from tests.builders import le_referentiel
from tests.desktop.vaults import une_identite

IDLE, SOON = 3_600.0, 0.01
WRITTEN = Changes(frozenset({"d"}), frozenset({"evenement"}), (Written("evenement", "e", "op"),))


class NoVault:
    @contextmanager
    def work(self) -> Iterator[None]:
        yield

    look = work


class Line:
    """A line to a store that answers when the test lets it."""

    def __init__(self) -> None:
        self.tries = 0
        self.answer = Event()

    def attempt(
        self, stopped: Callable[[], bool], tell: Callable[[Reception], None]
    ) -> Outcome | None:
        del stopped, tell
        self.tries += 1
        self.answer.wait(10)
        return None

    def pause(self, *, hurried: bool) -> float:
        return SOON if hurried else IDLE

    def state(self) -> EtatExchange:
        return EtatExchange(enrolled=True, waiting=0)


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def jobs() -> Iterator[Jobs[Work, Rows]]:
    made: Jobs[Work, Rows] = Jobs(NoVault())  # type: ignore[arg-type]
    yield made
    made.close()


@pytest.fixture
def heart(qtbot: QtBot, line: Line, jobs: Jobs[Work, Rows]) -> Iterator[Heartbeat]:
    outside, banner = QWidget(), Banner()
    qtbot.addWidget(outside)
    qtbot.addWidget(banner)
    now = datetime(2026, 9, 10, 12, tzinfo=UTC)
    desk = Desk(jobs, lambda: now, une_identite(), le_referentiel(), Speak(outside, banner))
    made = Heartbeat(desk, line)
    yield made
    line.answer.set()
    made.stop()


def test_what_is_written_during_a_try_hastens_the_next(
    qtbot: QtBot, heart: Heartbeat, line: Line, jobs: Jobs[Work, Rows]
) -> None:
    heart.beat()
    qtbot.waitUntil(lambda: line.tries == 1)

    jobs.changed.emit(WRITTEN)
    line.answer.set()

    qtbot.waitUntil(lambda: line.tries == 2)


def test_a_try_asked_for_during_another_follows_it(
    qtbot: QtBot, heart: Heartbeat, line: Line
) -> None:
    heart.beat()
    qtbot.waitUntil(lambda: line.tries == 1)

    heart.beat()
    line.answer.set()

    qtbot.waitUntil(lambda: line.tries == 2)


def test_a_try_that_nothing_came_to_disturb_is_followed_by_rest(
    qtbot: QtBot, heart: Heartbeat, line: Line
) -> None:
    line.answer.set()

    with qtbot.waitSignal(heart.beaten):
        heart.beat()

    assert line.tries == 1
    assert heart._timer.remainingTime() > SOON * 1_000 * 100
