"""A column in the middle of a page, for a few large words and what answers them."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

_WIDTH = 820


class Middle(QWidget):
    """Lays itself out on `page`; put things in `column`."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        # Of a fixed width: a label that wraps and is aligned would lose its last lines.
        self.setFixedWidth(_WIDTH)
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
