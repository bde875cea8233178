"""Ctrl+L where no shortcut reaches: over a question, in an open list, in a menu.

Qt keeps the shortcuts of a window from whatever stands above it. Elsewhere the shortcut comes first, and this hears
nothing.
"""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from typing_extensions import override

_KEYS = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)


class LockKey(QObject):
    """Hears the keys of whichever window of ours has the keyboard."""

    pressed = Signal()  # the person asks for the lock

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        asks = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.keyCombination() == _KEYS
        )
        if asks:
            self.pressed.emit()
        return asks

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
