"""Words with their action at their right; where the room lacks, the action goes under them."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import letter_size

_LETTERS = 20  # a line of words shorter than this is better alone


class Folding(QWidget):
    """Puts its words in `words`, a column."""

    def __init__(
        self,
        action: QWidget,
        parent: QWidget | None = None,
        *,
        level: Qt.AlignmentFlag | None = None,
    ) -> None:
        super().__init__(parent)
        self._action = action
        self.words = QVBoxLayout()
        self.words.setSpacing(2)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._line.addLayout(self.words, 1)
        self._line.addWidget(action)
        if level is not None:
            self._line.setAlignment(action, level)

    @override
    def minimumSizeHint(self) -> QSize:
        # As narrow as it folds: beside the words, the action would ask for the width of both.
        words, action = self.words.minimumSize(), self._action.minimumSizeHint()
        return QSize(max(words.width(), action.width()), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if letter_size.changed(event):
            self._fold()

    def _fold(self) -> None:
        letters = _LETTERS * self.fontMetrics().averageCharWidth()
        beside = letters + self._line.spacing() + self._action.sizeHint().width()
        way = QBoxLayout.Direction
        wanted = way.LeftToRight if self.width() >= beside else way.TopToBottom
        if self._line.direction() != wanted:
            self._line.setDirection(wanted)
