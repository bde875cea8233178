"""A calm sheet in the middle of the window: for what comes before the work, one thing at a time."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.widgets.lettered import Lettered
from desktop.ui.widgets.plain import label

_WIDTH = 520
_LETTERS = 66  # a comfortable line, and the sheet is as much wider as letters are


class Sheet(Lettered):
    """A page with one column of fields in its middle; put things in `column`.

    Where the window is too low for it, or letters too large, it scrolls.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card = QFrame()
        card.setProperty("role", "card")
        self.column = QVBoxLayout(card)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(_centred(card))
        self.widen(card, letters=_LETTERS, least=_WIDTH)

    def add_field(self, title: str, editor: QWidget) -> None:
        """Put a field under its title, which is its name for a screen reader too."""
        named = label(title)
        named.setBuddy(editor)
        editor.setAccessibleName(title)
        self.column.addWidget(named)
        self.column.addWidget(editor)


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
