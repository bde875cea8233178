"""The exchange, by itself: tries when it is time, never blocks a screen, tells the status line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.desk import Desk
from desktop.usecases import Changes


class Tried(Protocol):
    """What one try gave."""

    @property
    def changes(self) -> Changes:
        """What arrived."""

    @property
    def locked_out(self) -> bool:
        """Whether the store no longer knows this device."""


@dataclass(frozen=True, slots=True)
class Line:
    """How to try, and when to try again.

    Attributes:
        attempt: one exchange, start to end, on another thread; returns what it gave.
        pause: how many seconds to wait after the last try, a local change pending or not.
    """

    attempt: Callable[[Callable[[], bool]], Tried]
    pause: Callable[[bool], float]


class Heartbeat(QObject):
    """Runs the line. One try at a time; a change made here hastens the next."""

    beaten = Signal(object)  # what the last try gave
    locked_out = Signal()  # the store refused this device: lock
    began = Signal()  # a try starts

    def __init__(self, desk: Desk, line: Line, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._line = line
        self._trying = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.beat)
        desk.jobs.changed.connect(self._hasten)

    def start(self) -> None:
        """Try now, then again and again."""
        self.beat()

    def stop(self) -> None:
        """Try no more."""
        self._timer.stop()
        self._trying = True

    def beat(self) -> None:
        """Try now, unless a try is under way."""
        if self._trying:
            return
        self._trying = True
        self._timer.stop()
        self.began.emit()
        self._desk.jobs.run(
            self,
            lambda _tell, stopped: self._line.attempt(stopped),
            self._ended,
            failed=self._failed,
        )

    def _ended(self, tried: Tried) -> None:
        self._trying = False
        self.beaten.emit(tried)
        if tried.changes:
            self._desk.jobs.changed.emit(tried.changes)
        if tried.locked_out:
            self.locked_out.emit()
        else:
            self._again(hurried=False)

    def _failed(self, error: Exception) -> None:
        self._trying = False
        self._again(hurried=False)
        self._desk.speak.refuse(error)

    def _hasten(self, changes: Changes) -> None:
        if changes.written and not self._trying:
            self._again(hurried=True)

    def _again(self, *, hurried: bool) -> None:
        self._timer.start(int(self._line.pause(hurried) * 1000))
