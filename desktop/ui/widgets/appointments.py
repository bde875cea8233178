"""The rendez-vous of one dossier that want an answer, and the next one: `attendu_<id>`."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.outcome import Outcome
from desktop.ui.widgets.plain import label
from desktop.usecases.rendez_vous import Attendu


class Appointments(QWidget):
    """One card each; a card is left as it is while it says the same."""

    offered = Signal(object)  # an Outcome was made: its owner hears it

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("attendus")
        self._today = today
        self._shown: tuple[Attendu, ...] = ()
        self._cards = QVBoxLayout(self)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(4)
        self.hide()

    def show_all(self, attendus: tuple[Attendu, ...]) -> None:
        """Show these."""
        if attendus == self._shown:
            return
        self._shown = attendus
        while (item := self._cards.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for attendu in attendus:
            self._cards.addWidget(self._card(attendu))
        self.setVisible(bool(attendus))

    def _card(self, attendu: Attendu) -> QFrame:
        card = QFrame()
        card.setObjectName(f"attendu_{attendu.id}")
        card.setProperty("role", "card")
        outcome = Outcome(attendu.id, attendu.issues, spoken=attendu.phrase, today=self._today)
        self.offered.emit(outcome)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label(attendu.phrase, name=f"attendu_{attendu.id}_phrase"))
        words.addWidget(outcome)
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel("rendez_vous", "muted"))
        row.addLayout(words, 1)
        return card
