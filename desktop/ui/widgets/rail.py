"""The left rail: the places of a role, one under the other, by keyboard or mouse."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from desktop.ui import letter_size
from desktop.ui.icons import icon, size

_WIDTH, _SIDE = 168, 8


@dataclass(frozen=True, slots=True)
class RailItem:
    """One place: its name in code, its label, its icon."""

    name: str
    label: str
    picture: str


class Rail(QListWidget):
    """A list of places; the one shown is the one selected."""

    chosen = Signal(str)  # the name of the place asked for

    def __init__(self, items: Sequence[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("Rubriques")
        self.setProperty("role", "rail")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Rows measured before the style sheet is known would stay too low for it.
        self.ensurePolished()
        self._names = [item.name for item in items]
        for item in items:
            line = QListWidgetItem(icon(item.picture, "text"), item.label)
            line.setData(Qt.ItemDataRole.UserRole, item.name)
            self.addItem(line)
        self._widen()
        self.currentRowChanged.connect(lambda row: self.chosen.emit(self._names[row]))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Back to the window, the keyboard is where it was, as it was.
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._frame(keyed=event.reason() != Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._frame(keyed=True)
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._ask_again()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.currentRow()
        super().mousePressEvent(event)
        if self.indexAt(event.position().toPoint()).row() == before:
            self._ask_again()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if letter_size.changed(event):
            self._widen()

    def _ask_again(self) -> None:
        """The place one is in may show something else than what one finds there: its list kept away, a form."""
        if self.currentRow() >= 0:
            self.chosen.emit(self._names[self.currentRow()])

    def _frame(self, *, keyed: bool) -> None:
        """Frame the rail for who comes by the keyboard: who clicks sees where they are by the line chosen."""
        if self.property("keyed") != keyed:
            self.setProperty("keyed", keyed)
            self.style().unpolish(self)
            self.style().polish(self)

    def _widen(self) -> None:
        """Leave room for the longest place in the letters of the moment."""
        self.setIconSize(QSize(size(), size()))
        self.setFixedWidth(max(_WIDTH, self.sizeHintForColumn(0) + 2 * _SIDE))

    def choose(self, name: str) -> None:
        """Show that a place is the one shown; tells nobody.

        A place that is not on the rail leaves it as it was: without a current line, Qt would choose
        the first one as soon as the rail gets the focus.
        """
        if name in self._names:
            with QSignalBlocker(self):
                self.setCurrentRow(self._names.index(name))
