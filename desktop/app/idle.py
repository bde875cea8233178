"""Nobody at the keyboard: counts the time since the last gesture, announces the lock, asks for it.

Gestures are watched where they enter the windows, not on every widget. A clock that jumps means that
the machine slept: it locks as well.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from desktop.ui.rest import NOTICE, Rest

_EVERY = 1_000  # milliseconds between two looks at the clock
_JUMP = timedelta(seconds=60)  # between two looks: the machine slept, or its clock was moved
_GESTURES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletRelease,
    }
)


class Idle(QObject):
    """Watches from `start` to `stop`."""

    warned = Signal(int)  # seconds left before the lock
    resumed = Signal()  # someone is there after all
    expired = Signal()  # nobody is: lock

    def __init__(
        self, rest: Rest, clock: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._rest = rest
        self._clock = clock
        self._seen = self._looked = clock()
        self._warned = False
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Count from now."""
        self._seen = self._looked = self._clock()
        self._warned = False
        self._watch_windows()
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        self._take_back()

    def look(self) -> None:
        """Look at the clock: announce, lock, or wait."""
        now = self._clock()
        slept = abs(now - self._looked) > _JUMP
        self._looked = now
        left = timedelta(minutes=self._rest.minutes) - (now - self._seen)
        if slept or left <= timedelta():
            self.stop()
            self.expired.emit()
        elif left <= timedelta(seconds=NOTICE) and not self._warned:
            self._warned = True
            self.warned.emit(round(left.total_seconds()))
        self._watch_windows()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _GESTURES and self._timer.isActive():
            # The clock is looked at first: the key that wakes a machine must not open it.
            if abs(self._clock() - self._looked) > _JUMP:
                self.look()
                return True
            self._seen = self._clock()
            self._take_back()
        return False

    def _take_back(self) -> None:
        if self._warned:
            self._warned = False
            self.resumed.emit()

    def _watch_windows(self) -> None:
        # Set again on a window that has it already, a filter only goes first again.
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)
