"""Days of the agenda side by side. The keyboard goes from one to the next, and stays where it was."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from desktop.ui.widgets.day_column import DayColumn
from desktop.usecases.agenda import Jour


class Days(QWidget):
    """Shown again whenever something moves: which line was the keyboard's is remembered."""

    opened = Signal(object, object)  # the day, and a LigneRendezVous or a Creneau
    left = Signal(int)  # -1 or +1: the keyboard goes beyond the first day, or the last

    def __init__(self, at: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._row = at, 0
        self._columns: list[DayColumn] = []
        self._side_by_side = QHBoxLayout(self)
        self._side_by_side.setContentsMargins(0, 0, 0, 0)
        self._side_by_side.setSpacing(4)

    def show_days(self, found: Sequence[Jour], *, today: date) -> None:
        """Show these; the keyboard, if it was here, goes on with the same day or the one nearest."""
        here = self.isAncestorOf(QApplication.focusWidget() or self)
        if here:
            self._remember()
        at = self._at
        for old in self._columns:
            self._side_by_side.removeWidget(old)
            old.hide()
            old.deleteLater()
        # As they went, the keyboard went from one to the next.
        self._at = at
        self._columns = [DayColumn(jour, today=today) for jour in found]
        for column in self._columns:
            column.opened.connect(self._open)
            column.entered.connect(self._enter)
            column.beside.connect(partial(self._go_beside, column))
            self._side_by_side.addWidget(column, 1)
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
