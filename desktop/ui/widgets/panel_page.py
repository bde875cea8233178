"""`PanelPage`: what a panel shows, in a column that scrolls; and one line of it, with what opens it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.widgets.folding import Folding
from desktop.ui.widgets.plain import label


class PanelPage(QScrollArea):
    """A column of widgets, emptied and filled again at each reading."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        inside = QWidget(self.viewport())
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 8, 8)
        around.addLayout(self.column)
        around.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def clear(self) -> None:
        """Take away everything shown."""
        empty(self.column)


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout, at any depth."""
    while (item := layout.takeAt(0)) is not None:
        old, within = item.widget(), item.layout()
        if within is not None:
            empty(within)
        if old is not None:
            old.hide()
            old.deleteLater()


def row(title: str, detail: str, action: QPushButton, *, name: str) -> Folding:
    """Return a line of a panel: what it is, the rest below, and at its right what opens it."""
    made = Folding(action)
    made.words.addWidget(label(title, role="strong", name=name))
    if detail:
        made.words.addWidget(label(detail, role="muted", name=f"{name}_detail"))
    return made
