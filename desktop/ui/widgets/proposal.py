"""A passphrase proposed: read it, take it, or ask for another."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.plain import button, label


class Proposal(QWidget):
    """Shows seven words. Named `proposition`, `proposition_phrase`, `proposition_autre`."""

    proposed = Signal(str)  # the phrase that is shown from now on

    def __init__(self, propose: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposition")
        self._propose = propose
        self._words = label(role="strong", name="proposition_phrase")
        other = button("En proposer une autre", name="proposition_autre")
        other.clicked.connect(self.another)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Nous vous proposons celle-ci, tirée au sort\u00a0:", role="help"))
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.addWidget(other)
        row.addStretch(1)
        column.addLayout(row)

    @property
    def phrase(self) -> str:
        """The phrase that is shown."""
        return self._words.text()

    def another(self) -> None:
        """Draw another phrase."""
        self._words.setText(self._propose())
        self.proposed.emit(self.phrase)
