"""Hands on the real windows: widgets found by name, keys and mouse strokes sent, nothing called."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)

W = TypeVar("W", bound=QWidget)
PATIENCE = 20_000
_LOOK_EVERY = 10
_PASSES = 4


class TooLongError(Exception):
    """What was waited for did not come; the message says what."""


class Hands:
    """Works on the windows of this process as a person would."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def find(self, kind: type[W], name: str) -> W:
        """Wait for a visible widget and return it."""
        self.until(lambda: self._visible(kind, name) is not None, f"le widget {name}")
        found = self._visible(kind, name)
        if found is None:
            raise TooLongError(name)
        return found

    def find_any(self, name: str) -> QWidget:
        """Wait for a visible widget of whatever kind and return it."""
        return self.find(QWidget, name)

    def click(self, name: str) -> None:
        """Press a button once it can be pressed."""
        button = self.find(QAbstractButton, name)
        # A button that was just made has no room before its page is laid out: the mouse would miss it.
        self.until(lambda: button.isEnabled() and not button.rect().isEmpty(), f"le bouton {name}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def write(self, name: str, text: str) -> None:
        """Type in a field; what a line held is replaced."""
        field = _editor(self.find(QWidget, name))
        self.until(field.isEnabled, f"le champ {name}")
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()
        for letter in text:
            _stroke(field, letter)

    def choose(self, name: str, value: str | int) -> None:
        """Choose an option of a drop-down list by the value behind it."""
        box = self.find(QComboBox, name)
        place = box.findData(value)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(place):
            QTest.keyClick(box, Qt.Key.Key_Down)

    def click_item(self, name: str, value: str) -> None:
        """Click the line of a list by the value behind it."""
        items = self.find(QListWidget, name)
        found = next(
            items.item(row)
            for row in range(items.count())
            if items.item(row).data(Qt.ItemDataRole.UserRole) == value
        )
        middle = items.visualItemRect(found).center()
        QTest.mouseClick(items.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    def click_row(self, name: str, row: int) -> None:
        """Click a line of a list, from 0."""
        view = self.find(QListView, name)
        middle = view.visualRect(view.model().index(row, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    def rows(self, name: str) -> int:
        """Return how many lines a visible list has; 0 while it is not shown."""
        view = self._visible(QListView, name)
        return view.model().rowCount() if view is not None else 0

    def says(self, name: str, words: str) -> bool:
        """Whether a line of a visible list says these words."""
        view = self._visible(QListView, name)
        if view is None:
            return False
        model, role = view.model(), Qt.ItemDataRole.AccessibleTextRole
        lines = (str(model.index(row, 0).data(role)) for row in range(model.rowCount()))
        return any(words in line for line in lines)

    def text(self, name: str) -> str:
        """Return what a visible label says; "" while it is not shown."""
        found = self._visible(QLabel, name)
        return found.text() if found is not None else ""

    def read(self, name: str) -> str:
        """Wait for a label and return what it says."""
        return self.find(QLabel, name).text()

    def shows(self, name: str) -> bool:
        """Whether a widget of that name is visible now."""
        return self._visible(QWidget, name) is not None

    def press(self, name: str, key: Qt.Key) -> None:
        """Press a key on a widget."""
        QTest.keyClick(self.find(QWidget, name), key)

    def draw(self, name: str, strokes: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Draw strokes with the mouse on a pad; points in the unit square, y down."""
        pad = self.find(QWidget, name)
        for stroke in strokes:
            points = [QPoint(int(x * pad.width()), int(y * pad.height())) for x, y in stroke]
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
            for point in points[1:]:
                QTest.mouseMove(pad, point)
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])

    def until(self, ready: Callable[[], bool], what: str, patience: int = PATIENCE) -> None:
        """Let the application live until something holds.

        Raises:
            TooLongError: it never did.
        """
        watch = QElapsedTimer()
        watch.start()
        loop = QEventLoop()
        timer = QTimer(interval=_LOOK_EVERY)
        timer.timeout.connect(
            lambda: loop.quit() if ready() or watch.hasExpired(patience) else None
        )
        timer.start()
        if not ready():
            loop.exec()
        timer.stop()
        if not ready():
            raise TooLongError(f"attendu en vain\u00a0: {what}")

    def photograph(self, path: Path) -> None:
        """Save what the window shows, once laid out and drawn."""
        settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(path))

    def _visible(self, kind: type[W], name: str) -> W | None:
        found = self.window.findChildren(kind, name)
        return next((widget for widget in found if widget.isVisible()), None)


def settle() -> None:
    """Let layouts be asked again by what they lay out: once for sizes, once for places."""
    for _ in range(_PASSES):
        QApplication.processEvents()


def _editor(widget: QWidget) -> QWidget:
    """Return where the keys go: the widget itself, or the field inside it."""
    inside = (*widget.findChildren(QLineEdit), *widget.findChildren(QPlainTextEdit))
    return widget if isinstance(widget, QLineEdit | QPlainTextEdit) or not inside else inside[0]


def _stroke(field: QWidget, letter: str) -> None:
    """Send one key. `QTest.keyClicks` aborts the process on letters outside Latin-1 (’, œ)."""
    none = Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, 0, none, letter))
