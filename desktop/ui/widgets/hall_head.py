"""The head of a hall: the way back and the person's name, the steps at their right.

Where the name would not be on one line beside the steps, they go under it: in large letters it took
three lines of the window, and the hall was scrolled sideways.
"""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override


class HallHead(QWidget):
    """Lays out what it is given; none of it is its own."""

    def __init__(self, back: QPushButton, person: QLabel, steps: QWidget) -> None:
        super().__init__()
        self._person, self._steps = person, steps
        self._who = QHBoxLayout()
        self._who.setSpacing(12)
        self._who.addWidget(back)
        self._who.addWidget(person, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(16, 8, 16, 8)
        self._line.setSpacing(12)
        self._line.addLayout(self._who, 1)
        self._line.addWidget(steps)

    @override
    def minimumSizeHint(self) -> QSize:
        # As narrow as it folds: side by side, they would ask for the width of both.
        margins = self._line.contentsMargins()
        wide = max(self._who.minimumSize().width(), self._steps.minimumSizeHint().width())
        tall = super().minimumSizeHint().height()
        return QSize(margins.left() + wide + margins.right(), tall)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        margins = self._line.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._line.spacing()
        # The way back, without the name; then the name, unbroken.
        others = self._who.minimumSize().width() - self._person.minimumSizeHint().width()
        name = self._person.fontMetrics().horizontalAdvance(self._person.text())
        beside = others + name + self._steps.sizeHint().width() <= room
        way = QBoxLayout.Direction
        wanted = way.LeftToRight if beside else way.TopToBottom
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
            self._line.setSpacing(12 if beside else 4)
