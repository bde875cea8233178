"""What nobody caught, in a slot, in a thread or in Qt: journalled without data, then told."""

import logging
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, qWarning
from pytestqt.qtbot import QtBot

from desktop.app.crashes import Crashes

CANARY = "Maëlys Ouvrard-N’Guessan"


@pytest.fixture
def crashes(qtbot: QtBot) -> Iterator[Crashes]:
    assert qtbot
    made = Crashes()
    made.watch()
    yield made
    made.rest()


def fail() -> None:
    raise LookupError(CANARY)


def facts(caplog: pytest.LogCaptureFixture) -> dict[str, object]:
    (record,) = caplog.records
    kept: dict[str, object] = vars(record)["facts"]
    return kept


def test_an_error_in_a_slot_is_journalled_and_told(
    qtbot: QtBot,
    crashes: Crashes,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    expects_log: Callable[..., None],
) -> None:
    expects_log("^bug$", logging.ERROR)
    with qtbot.waitSignal(crashes.happened):
        QTimer.singleShot(0, fail)

    assert facts(caplog)["error"] == "LookupError"
    assert str(facts(caplog)["where"]).endswith(" fail']")
    assert CANARY not in str(facts(caplog))
    said = capsys.readouterr().err
    assert said.startswith("permanence\u00a0: une erreur imprévue")
    assert said.count("\n") == 1


def test_an_error_in_a_thread_is_told_on_the_thread_of_the_screens(
    qtbot: QtBot,
    crashes: Crashes,
    caplog: pytest.LogCaptureFixture,
    expects_log: Callable[..., None],
) -> None:
    expects_log("^bug$", logging.ERROR)
    told: list[threading.Thread] = []

    class Listener(QObject):
        def hear(self) -> None:
            told.append(threading.current_thread())

    listener = Listener()
    crashes.happened.connect(listener.hear, Qt.ConnectionType.QueuedConnection)
    threading.Thread(target=fail).start()
    qtbot.waitUntil(lambda: bool(told))

    assert told == [threading.main_thread()]
    assert facts(caplog)["error"] == "LookupError"
    assert CANARY not in str(facts(caplog))


def test_a_thread_may_end_by_itself(crashes: Crashes, caplog: pytest.LogCaptureFixture) -> None:
    def leave() -> None:
        raise SystemExit

    ending = threading.Thread(target=leave)
    ending.start()
    ending.join()

    assert crashes
    assert caplog.records == []


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (f"QObject::connect: no slot for {CANARY}", "QObject::connect"),
        (f"cannot open {CANARY}.pdf", ""),
    ],
)
def test_of_a_message_of_qt_only_the_method_is_kept(
    crashes: Crashes,
    caplog: pytest.LogCaptureFixture,
    expects_log: Callable[..., None],
    message: str,
    code: str,
) -> None:
    expects_log("^qt_warning$")

    qWarning(message)

    assert crashes
    assert facts(caplog) == {"code": code}


def test_everything_is_given_back(qtbot: QtBot) -> None:
    assert qtbot
    before = threading.excepthook
    crashes = Crashes()

    crashes.watch()
    during = threading.excepthook
    crashes.rest()

    assert during != before
    assert threading.excepthook == before
