"""`beside`: a list at the left, and at its right the page of what is chosen in it, which scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

_WIDTHS = [440, 926]  # of the list and of the page, at 1366 pixels


def beside(screen: QWidget, head: QBoxLayout, listed: QWidget, page: QWidget) -> None:
    """Lay out a screen: `head` above `listed`, and `page` beside them."""
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(12, 12, 8, 12)
    column.setSpacing(8)
    column.addLayout(head)
    column.addWidget(listed, 1)
    page.setProperty("role", "page")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    panes = QSplitter(Qt.Orientation.Horizontal)
    panes.addWidget(left)
    panes.addWidget(area)
    panes.setStretchFactor(1, 1)
    panes.setSizes(_WIDTHS)
    panes.setChildrenCollapsible(False)
    row = QHBoxLayout(screen)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(panes)
