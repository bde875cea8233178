"""Days of the agenda side by side. The keyboard goes from one to the next, and stays where it was.

Where letters are large, they take as many lines as it needs for names to be read.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget
from typing_extensions import override

from desktop.ui import letter_size
from desktop.ui.widgets.day_column import DayColumn
from desktop.usecases.agenda import Jour

_LETTERS = 12  # of a name, on one line of a day
_LINES = 14  # of text in a day, at the least, where days take several lines
_GAP = 4


class Days(QWidget):
    """Shown again whenever something moves: which line was the keyboard's is remembered."""

    opened = Signal(object, object)  # the day, and a LigneRendezVous or a Creneau
    left = Signal(int)  # -1 or +1: the keyboard goes beyond the first day, or the last

    def __init__(self, at: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._row = at, 0
        self._columns: list[DayColumn] = []
        self._shape = (0, 0, 0)  # of what is arranged: days, days on a line, height of one
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    def show_days(self, found: Sequence[Jour], *, today: date) -> None:
        """Show these; the keyboard, if it was here, goes on with the same day or the one nearest."""
        here = self.isAncestorOf(QApplication.focusWidget() or self)
        if here:
            self._remember()
        at = self._at
        for old in self._columns:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        # As they went, the keyboard went from one to the next.
        self._at = at
        self._columns, self._shape = [DayColumn(jour, today=today) for jour in found], (0, 0, 0)
        for column in self._columns:
            column.opened.connect(self._open)
            column.entered.connect(self._enter)
            column.beside.connect(partial(self._go_beside, column))
        self._arrange()
        if here:
            self.take_focus()

    @property
    def day(self) -> date | None:
        """The day that the keyboard is on, or was last; None when it is not among those shown."""
        return self._at if self._at in {column.le for column in self._columns} else None

    def remember(self, day: date) -> None:
        """Let the keyboard come back to this day."""
        self._at, self._row = day, 0

    def take_focus(self) -> None:
        """Bring the keyboard back to the line it was on."""
        if self._columns:
            nearest = min(self._columns, key=lambda column: abs(column.le - self._at))
            nearest.take_focus(self._row)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if letter_size.changed(event):
            self._arrange()

    @property
    def _least(self) -> int:
        return _LETTERS * self.fontMetrics().averageCharWidth()

    def _arrange(self) -> None:
        """Give each day its place: as many lines as the width asks for, of about as many days each."""
        count = len(self._columns)
        if not count:
            return
        room = max(1, (self.width() + _GAP) // (self._least + _GAP))
        lines = -(-count // room)
        each = -(-count // lines)
        tall = _LINES * self.fontMetrics().lineSpacing() if lines > 1 else 0
        if (count, each, tall) == self._shape:
            return
        self._shape = (count, each, tall)
        for place, column in enumerate(self._columns):
            column.setMinimumHeight(tall)
            self._grid.addWidget(column, place // each, place % each)
        for across in range(self._grid.columnCount()):
            self._grid.setColumnStretch(across, 1 if across < each else 0)

    def _open(self, day: date, what: object) -> None:
        self._remember()
        self.opened.emit(day, what)

    def _enter(self, day: date) -> None:
        self._at = day

    def _remember(self) -> None:
        focused = QApplication.focusWidget()
        for column in self._columns:
            if focused is not None and column.isAncestorOf(focused):
                self._at, self._row = column.le, column.row

    def _go_beside(self, column: DayColumn, step: int) -> None:
        place = self._columns.index(column) + step
        if 0 <= place < len(self._columns):
            self._columns[place].take_focus()
        else:
            self.left.emit(step)
