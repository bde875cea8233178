"""A calm sheet in the middle of the window: for what comes before the work, one thing at a time."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

_WIDTH = 520
_LETTERS = 66  # a comfortable line, and the sheet is as much wider as letters are


class Sheet(QWidget):
    """A page with one column of fields in its middle; put them in `column`.

    Where the window is too low for it, or letters too large, it scrolls.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self.column = QVBoxLayout(self._card)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(_centred(self._card))
        self._widen()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._widen()

    def _widen(self) -> None:
        width = max(_WIDTH, self.fontMetrics().averageCharWidth() * _LETTERS)
        if self._card.width() != width or self._card.minimumWidth() != width:
            self._card.setFixedWidth(width)


def _centred(card: QWidget) -> QScrollArea:
    page = QWidget()
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(card)
    middle.addStretch(1)
    around = QVBoxLayout(page)
    around.addStretch(1)
    around.addLayout(middle)
    around.addStretch(2)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
