import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.ui.jobs import Jobs


class Drawer:
    """A vault of two lists: what happened, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []

    @contextmanager
    def work(self) -> Iterator[list[str]]:
        self.told.append("work opened")
        yield self.told
        self.told.append("work closed")

    @contextmanager
    def look(self) -> Iterator[tuple[str, ...]]:
        yield tuple(self.told)


TheJobs = Jobs[list[str], tuple[str, ...]]


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def jobs(drawer: Drawer) -> Iterator[TheJobs]:
    made = Jobs(drawer)
    yield made
    made.close()


def test_an_answer_comes_back_on_the_thread_of_the_screens(qtbot: QtBot, jobs: TheJobs) -> None:
    owner, here = QObject(), []

    jobs.look(owner, lambda _: get_ident(), lambda there: here.append((there, get_ident())))

    qtbot.waitUntil(lambda: bool(here))
    there, landed = here[0]
    assert landed == get_ident()
    assert there != landed


def test_writes_and_looks_happen_in_the_order_asked(
    qtbot: QtBot, jobs: TheJobs, drawer: Drawer
) -> None:
    owner, seen = QObject(), []

    jobs.write(owner, lambda work: work.append("first"))
    jobs.look(owner, lambda rows: rows, seen.append)
    jobs.write(owner, lambda work: work.append("second"), lambda _: seen.append("done"))

    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [("work opened", "first", "work closed"), "done"]
    assert drawer.told[3:] == ["work opened", "second", "work closed"]


def test_changes_are_told_after_the_writer_has_them(qtbot: QtBot, jobs: TheJobs) -> None:
    owner, told = QObject(), []
    jobs.changed.connect(lambda changes: told.append(("everyone", changes)))

    jobs.write(owner, lambda _: "changes", lambda changes: told.append(("writer", changes)))

    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [("writer", "changes"), ("everyone", "changes")]


def test_an_owner_that_is_gone_is_not_called_but_its_changes_are_told(
    qtbot: QtBot, jobs: TheJobs
) -> None:
    owner, told, gate = QObject(), [], Event()
    jobs.changed.connect(told.append)

    jobs.write(owner, lambda _: gate.wait(5) and "changes", lambda _: told.append("owner"))
    delete(owner)
    gate.set()

    qtbot.waitUntil(lambda: bool(told))
    assert told == ["changes"]


def test_progress_comes_in_order_before_the_end(qtbot: QtBot, jobs: TheJobs) -> None:
    owner, told = QObject(), []

    def count(tell: Callable[[int], None], _: Callable[[], bool]) -> str:
        for step in range(20):
            tell(step)
        return "end"

    jobs.run(owner, count, told.append, progress=told.append)

    qtbot.waitUntil(lambda: told[-1:] == ["end"])
    assert told == [*range(20), "end"]


def test_a_failure_goes_to_the_one_who_awaits_it(qtbot: QtBot, jobs: TheJobs) -> None:
    owner, failures, refused = QObject(), [], []
    jobs.refused.connect(refused.append)

    jobs.look(owner, lambda rows: rows[99], print, failed=failures.append)

    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], IndexError)
    assert refused == []


@pytest.mark.parametrize("fate", ["present", "gone"])
def test_a_failure_that_nobody_awaits_is_refused_aloud(
    qtbot: QtBot, jobs: TheJobs, fate: str
) -> None:
    owner, refused, gate = QObject(), [], Event()
    jobs.refused.connect(refused.append)
    failed = refused.clear if fate == "gone" else None

    jobs.look(owner, lambda rows: gate.wait(5) and rows[99], print, failed=failed)
    if fate == "gone":
        delete(owner)
    gate.set()

    qtbot.waitUntil(lambda: bool(refused))
    assert isinstance(refused[0], IndexError)


def test_a_run_that_is_asked_to_stop_sees_it(qtbot: QtBot, jobs: TheJobs) -> None:
    owner, ends, started = QObject(), [], Event()

    def until_stopped(_: Callable[[str], None], stopped: Callable[[], bool]) -> str:
        started.set()
        while not stopped():
            Event().wait(0.001)
        return "stopped"

    stop = jobs.run(owner, until_stopped, ends.append)
    started.wait(5)
    stop()

    qtbot.waitUntil(lambda: ends == ["stopped"])


def test_closing_finishes_the_writes_and_stops_the_runs(drawer: Drawer) -> None:
    jobs, started = Jobs(drawer), Event()

    def until_stopped(_: Callable[[str], None], stopped: Callable[[], bool]) -> None:
        started.set()
        while not stopped():
            Event().wait(0.001)

    jobs.run(QObject(), until_stopped, print)
    started.wait(5)
    for number in range(5):
        jobs.write(QObject(), partial(_append, str(number)))
    jobs.close()

    assert [word for word in drawer.told if word.isdigit()] == list("01234")


def test_closing_does_not_wait_for_the_network(drawer: Drawer) -> None:
    jobs, started, answered, ended = Jobs(drawer), Event(), Event(), Event()
    seen: list[str] = []

    def deaf(_: Callable[[str], None], _stopped: Callable[[], bool]) -> str:
        started.set()
        answered.wait(30)
        ended.set()
        return "too late"

    jobs.run(QObject(), deaf, seen.append)
    started.wait(5)
    jobs.close()

    assert not ended.is_set()
    answered.set()
    assert ended.wait(5)
    QCoreApplication.processEvents()
    assert seen == []


def _append(word: str, work: list[str]) -> None:
    work.append(word)


def test_draining_waits_for_what_was_asked_and_answers_it_at_once(jobs: TheJobs) -> None:
    owner, seen = QObject(), []
    jobs.write(owner, lambda told: told.append("first"), lambda _: seen.append("first"))
    jobs.look(owner, lambda told: told[-1], seen.append)

    jobs.drain()

    assert seen == ["first", "work closed"]


def test_once_closed_nobody_reads_any_more(drawer: Drawer) -> None:
    jobs = Jobs[list[str], tuple[str, ...]](drawer)
    owner, seen = QObject(), []
    jobs.close()

    jobs.look(owner, lambda told: told, seen.append)

    assert seen == []


def test_closing_again_has_nothing_left_to_do(drawer: Drawer) -> None:
    made: TheJobs = Jobs(drawer)

    assert made.close()
    assert made.close()


class Mortal:
    """Something of the screens; tells which thread was the last to let go of it."""

    def __init__(self, ends: list[int]) -> None:
        self._ends = ends

    def __del__(self) -> None:
        self._ends.append(get_ident())

    def ask(self, gate: Event) -> str:
        gate.wait(5)
        return "answered"

    def fail(self, gate: Event) -> str:
        gate.wait(5)
        raise LookupError


@pytest.mark.parametrize("what", ["ask", "fail"])
def test_what_a_closed_house_left_with_a_thread_is_let_go_of_by_the_screens(
    qtbot: QtBot, drawer: Drawer, what: str
) -> None:
    jobs, owner, gate, ends = Jobs(drawer), QObject(), Event(), list[int]()
    mortal = Mortal(ends)
    do = getattr(mortal, what)
    jobs.run(owner, lambda _tell, _stopped, do=do: do(gate), print, failed=print)
    del mortal, do

    jobs.close()
    delete(jobs)
    gate.set()

    qtbot.waitUntil(lambda: gc.collect() >= 0 and bool(ends))
    assert ends == [get_ident()]


def test_what_was_not_begun_when_the_house_closed_is_let_go_of(
    qtbot: QtBot, drawer: Drawer
) -> None:
    jobs, owner, gate, ends = Jobs(drawer), QObject(), Event(), list[int]()
    for _ in range(4):
        mortal = Mortal(ends)
        jobs.run(owner, lambda _tell, _stopped, mortal=mortal: mortal.ask(gate), print)
        del mortal

    jobs.close()
    qtbot.waitUntil(lambda: len(ends) == 2)
    gate.set()

    qtbot.waitUntil(lambda: len(ends) == 4)
    assert set(ends) == {get_ident()}
