"""The life of a dossier: one event a line, newest first, under the names of its months.

Arrows move, Enter or a double click opens, Right and Left unfold and fold the detail.
"""

from collections.abc import Iterable, Sequence
from datetime import time
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.tables import ROW_ROLE
from desktop.ui.tips import tip
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.timeline_delegate import Event, Month, TimelineDelegate

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

__all__ = ["Event", "Timeline"]


class Timeline(QListView):
    """A list of `Event`s under the names of their months."""

    chosen = Signal(object)  # the Event that is current, None when none is
    opened = Signal(object)  # the Event on which Enter or a double click fell, when it opens

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Fil du dossier")
        self._lines = _Lines()
        self._delegate = TimelineDelegate(self)
        self.setModel(self._lines)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = label("Rien n’est encore écrit ici.", role="muted", name=f"{name}_vide")
        self._nothing.hide()
        inside = QVBoxLayout(self.viewport())
        inside.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        self.activated.connect(self._open)

    def set_events(self, events: Iterable[Event], *, keep_place: bool = False) -> None:
        """Show these events, newest first; those of one moment keep the order given.

        With `keep_place`, what was current, unfolded and in view stays so.
        """
        current, place = self._current(), self.verticalScrollBar().value()
        self._lines.show(_under_months(events))
        self._nothing.setVisible(not self._lines.rowCount())
        if not keep_place:
            self._delegate.unfolded.clear()
            self.scrollToTop()
        else:
            if current is not None:
                self.choose(current.id)
            self.verticalScrollBar().setValue(place)
        self.chosen.emit(self._current())

    def open_current(self) -> None:
        """Open the line that is current, as Enter does."""
        self._open(self.currentIndex())

    def choose(self, id_: str) -> None:
        """Make the event with this id current."""
        index = self._lines.index_of(id_)
        if index.isValid():
            self.setCurrentIndex(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self._current()
        if line is not None and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._fold(line.id, unfolded=event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self._current())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # An unfolded detail wraps at the width of the view.
        if self._delegate.unfolded:
            self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE)
        if not isinstance(line, Event):
            return
        if line.opens:
            self.opened.emit(line)
        else:
            self._fold(line.id, unfolded=line.id not in self._delegate.unfolded)

    def _current(self) -> Event | None:
        line = self.currentIndex().data(ROW_ROLE)
        return line if isinstance(line, Event) else None

    def _fold(self, id_: str, *, unfolded: bool) -> None:
        (self._delegate.unfolded.add if unfolded else self._delegate.unfolded.discard)(id_)
        self._delegate.sizeHintChanged.emit(self._lines.index_of(id_))


def _under_months(events: Iterable[Event]) -> list[Event | Month]:
    newest = sorted(events, key=lambda event: (event.day, event.hour or time.min), reverse=True)
    lines: list[Event | Month] = []
    for (year, month), those in groupby(
        newest, key=lambda event: (event.day.year, event.day.month)
    ):
        lines += [Month(year, month), *those]
    return lines


class _Lines(QAbstractListModel):
    """Events and the names of months between them."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Event | Month] = ()

    def show(self, lines: Sequence[Event | Month]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def index_of(self, id_: str) -> QModelIndex:
        """Return where the event with this id is."""
        for place, line in enumerate(self._lines):
            if isinstance(line, Event) and line.id == id_:
                return self.index(place)
        return QModelIndex()

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == ROW_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Event):
            return tip(line.spoken)
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self._lines[index.row()], Month):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
