"""Views over a `TableModel`: the table, and the list of persons. Enter or a double click opens a row."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QTableView, QWidget
from typing_extensions import override

from desktop.ui import letter_size
from desktop.ui.tables import ROW_ROLE, Column, TableModel
from desktop.ui.widgets.person_delegate import PersonDelegate, PersonLine

R = TypeVar("R")


class Table(QTableView):
    """Rows that are selected whole, sorted by their headers; Tab leaves the table."""

    opened = Signal(object)  # the row on which Enter or a double click fell

    def __init__(self, name: str, model: TableModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.activated.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))


class PersonList(QListView, Generic[R]):
    """The caseload: `read` says what a row shows, whole in its tooltip; `tooltip` more of it. What is selected stays so when rows change."""

    chosen = Signal(object)  # the row that became current
    opened = Signal(object)  # the row on which Enter or a double click fell

    def __init__(
        self,
        name: str,
        read: Callable[[R], PersonLine],
        identity: Callable[[R], str],
        parent: QWidget | None = None,
        *,
        tooltip: Callable[[R], str] | None = None,
    ) -> None:
        self._most = 0  # rows shown at once; 0 leaves the height to the layout
        super().__init__(parent)
        self.setObjectName(name)

        def whole(row: R) -> str:
            more = tooltip(row) if tooltip is not None else ""
            return "\n".join(said for said in (read(row).spoken, more) if said)

        self.people: TableModel[R] = TableModel(
            [Column("Personne", text=lambda row: read(row).spoken, tooltip=whole)],
            identity=identity,
        )
        self.setModel(self.people)
        self.setItemDelegate(PersonDelegate(read, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(lambda index: self.opened.emit(index.data(ROW_ROLE)))
        self.selectionModel().currentChanged.connect(self._chosen)

    def choose(self, identity: str) -> None:
        """Make the row with this identity current, and show it."""
        index = self.people.index_of(identity)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def show_at_most(self, rows: int) -> None:
        """Be as tall as the rows there are, up to so many; beyond, the list scrolls."""
        self._most = rows
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if letter_size.changed(event):
            self._fit()

    def _fit(self) -> None:
        if self._most:
            rows = min(max(1, self.people.rowCount()), self._most)
            edges = self.contentsMargins()
            tall = rows * max(0, self.sizeHintForRow(0))
            self.setFixedHeight(tall + edges.top() + edges.bottom())

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(ROW_ROLE))
