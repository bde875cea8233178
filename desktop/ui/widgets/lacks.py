"""What still lacks before a gesture, each line a button that leads to its field."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label


class Lacks(QFrame):
    """Hidden while nothing lacks. Its buttons are named `<name>_<field>`."""

    asked = Signal(str)  # the field to go to

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("severity", "serieuse")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(title, role="strong"))
        column.addLayout(self._lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        icons = QVBoxLayout()
        icons.addWidget(IconLabel("serieuse", "serieuse"))
        icons.addStretch(1)
        row.addLayout(icons)
        row.addLayout(column, 1)
        self.hide()

    def show_lacks(self, lacks: Sequence[tuple[str, str]]) -> None:
        """Show (field, sentence) pairs; none hides the list."""
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setObjectName("")
                old.deleteLater()
        for field, sentence in lacks:
            self._lines.addWidget(self._line(field, sentence))
        self.setVisible(bool(lacks))

    def _line(self, field: str, sentence: str) -> QPushButton:
        made = button(sentence, role="link", name=f"{self.objectName()}_{field}")
        made.setAccessibleDescription("Aller au champ")
        made.clicked.connect(lambda: self.asked.emit(field))
        return made
