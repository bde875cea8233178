"""A column in the middle of a page, for a few large words and what answers them."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.lettered import Lettered

_WIDTH, _LETTERS, _MOST = 820, 100, 1240


class Middle(Lettered):
    """Lays itself out on `page`; put things in `column`."""

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
        self.widen(self, letters=_LETTERS, least=_WIDTH, most=_MOST)
