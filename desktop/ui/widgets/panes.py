"""A list and what it opens, side by side; where there is no room for both, one at a time (ui.md).

Names: `<name>_retour` leads back to the list.
"""

from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import reading_order, theme
from desktop.ui.widgets.plain import button

# Of the window, in pixels where letters have their own size: narrower, what is opened takes it all.
NARROW = 1200
_PAUSE = 300  # milliseconds: one drag is one move


class Panes(QWidget):
    """Both panes are given by `fill`; the line between them moves."""

    came_back = Signal()  # the list is shown again, in place of what it had opened
    moved = Signal(int)  # the line between them was put elsewhere: how wide the list is, in pixels

    def __init__(self, name: str, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self._back = button(back, role="quiet", picture="retour", name=f"{name}_retour")
        self._back.hide()
        self._list, self._opened = QWidget(), QWidget()
        self._in_front = False  # what the list opened, where one is shown at a time
        self._alone = False  # one is shown at a time, whatever the room
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.splitter, 1)
        self._back.clicked.connect(self.go_back)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._tell)
        self.splitter.splitterMoved.connect(self._wait)

    def fill(self, list_: QWidget, opened: QWidget, *, width: int) -> None:
        """Take the two panes; the list begins this wide, in pixels."""
        self._list, self._opened = list_, opened
        for place, pane in enumerate((list_, opened)):
            self.splitter.insertWidget(place, pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.handle(1).setAccessibleName("Largeur de la liste")
        self.splitter.setSizes([width, 1366 - width])
        # Of itself, to what was made first: one comes by Tab to the list, then to what it opens.
        for before, after in pairwise((self._back, *reading_order.stops(list_))):
            self.setTabOrder(before, after)

    @property
    def folded(self) -> bool:
        """Whether one only is shown: there is no room for both, or the list is kept away."""
        if self._alone:
            return True
        both = self._least(self._list) + self._least(self._opened) + self.splitter.handleWidth()
        return self.window().width() < NARROW * _larger() or self.width() < both

    def bring_opened(self) -> None:
        """Show what the list opened, where there is room for one only."""
        self._in_front, self._alone = True, False
        self._fold()

    def keep_away(self) -> None:
        """Show what the list opened alone, until one goes back to the list or opens something else."""
        self._in_front = self._alone = True
        self._fold()

    def go_back(self) -> None:
        """Show the list, where there is room for one only."""
        was = self._list.isHidden()
        self._in_front = self._alone = False
        self._fold()
        if was:
            self.came_back.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    @override
    def minimumSizeHint(self) -> QSize:
        # Of the wider alone: the other gives way.
        tall = super().minimumSizeHint().height()
        return QSize(max(self._least(self._list), self._least(self._opened)), tall)

    def _wait(self) -> None:
        self._pause.start()

    def _tell(self) -> None:
        if not self._list.isHidden() and not self._opened.isHidden():
            self.moved.emit(self._list.width())

    def _fold(self) -> None:
        folded = self.folded
        self._list.setVisible(not folded or not self._in_front)
        self._opened.setVisible(not folded or self._in_front)
        self._back.setVisible(folded and self._in_front)

    @staticmethod
    def _least(pane: QWidget) -> int:
        return max(pane.minimumSizeHint().width(), pane.minimumWidth())


def _larger() -> float:
    """How many times larger letters are than their own size: as many times fewer have room beside a list."""
    return max(1.0, QApplication.font().pointSizeF() / theme.current().sizes.body)
