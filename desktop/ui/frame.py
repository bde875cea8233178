"""The frame of the main window: the rail, the work beside it or in its place, the line at the bottom. It leads nowhere."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.widgets.above import Above
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.exchange_line import ExchangeLine
from desktop.ui.widgets.rail import Rail, RailItem
from desktop.ui.widgets.reminder import Reminder
from desktop.ui.widgets.scroller import Scroller


class Frame(QWidget):
    """`rooms` are shown beside the rail, one at a time; `house` shows them, or a hall in their place."""

    def __init__(
        self, items: Sequence[RailItem], banner: Banner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rail = Rail(items)
        self.status = ExchangeLine()
        self.reminder = Reminder()
        self.rooms = QStackedWidget()
        self.house = QStackedWidget()
        self._beyond = QSpacerItem(0, 0)
        self._lines = QVBoxLayout(self)
        self._lay_out()
        # Over the line at the bottom, not in the column: a sentence that comes or goes moves nothing.
        # A longer one is given the room that it takes beyond that line: it hides no gesture.
        above = Above(banner, self)
        above.covers.connect(self._make_room)

    @override
    def sizeHint(self) -> QSize:
        return QSize(1366, 768)

    def _lay_out(self) -> None:
        beside = QWidget()
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        # In the work, never over it, and not in a hall where a person sits beside.
        work = QVBoxLayout()
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(0)
        work.addWidget(self.reminder)
        work.addWidget(Scroller(self.rooms), 1)
        row.addLayout(work, 1)
        self.house.addWidget(beside)
        column = self._lines
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Scroller(self.house), 1)
        column.addSpacerItem(self._beyond)
        column.addWidget(self.status)

    @Slot(int)
    def _make_room(self, covered: int) -> None:
        line = 0 if self.status.isHidden() else self.status.height()
        beyond = max(0, covered - line)
        if beyond != self._beyond.sizeHint().height():
            self._beyond.changeSize(0, beyond)
            self._lines.invalidate()
