"""A column in the middle of a page, for a few large words and what answers them."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.widgets.lettered import width_for

_WIDTH, _LETTERS, _MOST = 820, 100, 1240


class Middle(QWidget):
    """Lays itself out on `page`; put things in `column`. As wide as its letters ask for, or as the page is."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(20)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self)
        row.addStretch(1)
        around = QVBoxLayout(page)
        around.addStretch(2)
        around.addLayout(row)
        around.addStretch(3)

    @override
    def sizeHint(self) -> QSize:
        width = width_for(self, _LETTERS, least=_WIDTH, most=_MOST)
        return QSize(width, self.heightForWidth(width))
