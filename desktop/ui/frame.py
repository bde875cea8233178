"""The frame of the main window: the rail, the work beside it or in its place, the line at the bottom. It leads nowhere."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSpacerItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.reading_order import cross, is_going, stay, step_in, stops
from desktop.ui.screen import Screen
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
        self._banner = banner
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

    @override
    def focusNextPrevChild(self, next_: bool) -> bool:
        """Go round the window as it is read: the rail, the page, the line at the bottom, what passes over it.

        Asked by what goes, one stays in its page: what comes after is the lock of the window.
        """
        here = QApplication.focusWidget()
        parts = self._parts()
        orders = [tuple(stops(part)) for part in parts]
        # The rail is one stop, of which Qt made none inside.
        orders[0] = (self.rail,)
        place = next(
            (n for n, part in enumerate(parts) if here is part or part.isAncestorOf(here or self)),
            None,
        )
        if place is None:
            return super().focusNextPrevChild(next_)
        going = is_going()
        page = parts[place]
        if isinstance(page, Screen) and not page.in_reading_order:
            # Within it, Qt's own order: of birth, or given by hand.
            went = super().focusNextPrevChild(next_)
            now = QApplication.focusWidget()
            if now is None or page.isAncestorOf(now):
                return went
        elif step_in(orders[place], forward=next_) or (going and stay(orders[place], here)):
            return True
        return cross(orders, place, forward=next_)

    def _parts(self) -> list[QWidget]:
        shown = self.house.currentWidget()
        beside = shown is None or shown.isAncestorOf(self.rooms)
        page = self.rooms.currentWidget() if beside else shown
        pages = [page] if page is not None else []
        # Hidden with what they are in, the rail and the reminder have no stop beside a hall.
        return [self.rail, self.reminder, *pages, self.status, self._banner]

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
