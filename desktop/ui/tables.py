"""One model for every table and list: frozen rows, columns that are data.

A row is a value of `usecases`, never an object of the vault. Nothing here knows what it shows.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon
from typing_extensions import override

from desktop.ui.icons import icon
from desktop.ui.tips import tip
from plie.lettres import folded

R = TypeVar("R")
ROW_ROLE = Qt.ItemDataRole.UserRole

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


# Not slotted: a frozen, slotted and generic class cannot be called as Column[Row](…) before 3.12.
@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: its title and what it makes of a row."""

    title: str
    text: Callable[[R], str]
    key: Callable[[R], Any] | None = None  # what sorts; None values come last; the text without it
    tooltip: Callable[[R], str] | None = None
    icon: Callable[[R], tuple[str, str] | None] | None = None  # icon and token, or none
    figures: bool = False  # figures are set to the right


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows under columns. With `identity`, what is selected stays so when rows are refreshed."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        identity: Callable[[R], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._identity = identity
        self._rows: tuple[R, ...] = ()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows, in the order shown."""
        return self._rows

    def row_at(self, index: _Index) -> R | None:
        """Return the row under an index, None under none."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, identity: Hashable) -> QModelIndex:
        """Return where the row with this identity is; an invalid index when it is not there."""
        if self._identity is not None:
            for place, row in enumerate(self._rows):
                if self._identity(row) == identity:
                    return self.index(place, 0)
        return QModelIndex()

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows, in the order given unless the person sorted."""
        arranged = self._arranged(rows)
        if self._identity is None:
            self.beginResetModel()
            self._rows = arranged
            self.endResetModel()
        else:
            self._follow(arranged, self._identity)

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == ROW_ROLE:
            return row
        answer = _ANSWERS.get(role)
        return answer(column, row) if answer is not None else None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column, None)
        return column.title if role == Qt.ItemDataRole.DisplayRole else None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order) if column >= 0 else None
        self._follow(self._arranged(self._rows), id)

    def _arranged(self, rows: Sequence[R]) -> tuple[R, ...]:
        if self._sorted is None:
            return tuple(rows)
        place, order = self._sorted
        column = self._columns[place]
        key = column.key or (lambda row: folded(column.text(row)))
        known = [row for row in rows if key(row) is not None]
        unknown = [row for row in rows if key(row) is None]
        known.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        return (*known, *unknown)

    def _follow(self, rows: tuple[R, ...], identity: Callable[[R], Hashable]) -> None:
        """Change the rows and let selections follow the one they were on."""
        self.layoutAboutToBeChanged.emit()
        places = {identity(row): place for place, row in enumerate(rows)}
        before = self.persistentIndexList()
        old = self._rows
        self._rows = rows
        for index in before:
            place = places.get(identity(old[index.row()]))
            moved = QModelIndex() if place is None else self.index(place, index.column())
            self.changePersistentIndex(index, moved)
        self.layoutChanged.emit()


def _spoken(column: Column[Any], row: Any) -> str:
    return f"{column.title}\N{NO-BREAK SPACE}: {column.text(row)}"


def _tooltip(column: Column[Any], row: Any) -> str:
    # What a narrow column cuts is said whole to whoever waits on it.
    return tip(column.text(row) if column.tooltip is None else column.tooltip(row))


def _icon(column: Column[Any], row: Any) -> QIcon | None:
    drawn = column.icon(row) if column.icon is not None else None
    return icon(*drawn) if drawn is not None else None


def _alignment(column: Column[Any], _: Any) -> Qt.AlignmentFlag | None:
    return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter if column.figures else None


_ANSWERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda column, row: column.text(row),
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Qt.ItemDataRole.DecorationRole: _icon,
    Qt.ItemDataRole.TextAlignmentRole: _alignment,
}
