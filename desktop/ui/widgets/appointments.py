"""The rendez-vous of one dossier that want an answer, and the next one: `attendu_<id>`.

Where none is planned one is taken there: `prendre_le`, `prendre_a`, `prendre_ok`.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.new_day import NewDay
from desktop.ui.widgets.outcome import Outcome
from desktop.ui.widgets.plain import label
from desktop.usecases.rendez_vous import Attendu


class Appointments(QWidget):
    """One card each; a card is left as it is while it says the same."""

    offered = Signal(object)  # an Outcome was made: its owner hears it
    asked = Signal(
        str, object
    )  # the dossier, and the NewDay that asks for the next one: its owner hears it

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName("attendus")
        self._today = today
        self._shown: tuple[str, tuple[Attendu, ...], bool] = ("", (), False)
        self._next: NewDay | None = None
        self._cards = QVBoxLayout(self)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(4)
        self.hide()

    def show_all(self, dossier: str, attendus: tuple[Attendu, ...], *, none_planned: bool) -> None:
        """Show these; with `none_planned`, ask for the next one."""
        if (dossier, attendus, none_planned) == self._shown:
            return
        went_on = self.isAncestorOf(QApplication.focusWidget() or self)
        if self._next is not None and dossier == self._shown[0] and not none_planned:
            self._next.over.emit()
        self._next = None
        self._shown = dossier, attendus, none_planned
        while (item := self._cards.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        cards = [self._card(attendu) for attendu in attendus]
        cards += [self._none_planned(dossier)] if none_planned else []
        for card in cards:
            self._cards.addWidget(card)
        self.setVisible(bool(cards))
        if went_on and cards:
            # The card, not its first button: a second Enter must write nothing.
            cards[0].setFocus()

    def _card(self, attendu: Attendu) -> QFrame:
        outcome = Outcome(attendu.id, attendu.issues, spoken=attendu.phrase, today=self._today)
        self.offered.emit(outcome)
        return _framed(f"attendu_{attendu.id}", attendu.phrase, outcome)

    def _none_planned(self, dossier: str) -> QFrame:
        phrase = "Aucun rendez-vous à venir."
        asked = NewDay("prendre", "Prendre rendez-vous", spoken=phrase, today=self._today)
        self._next = asked
        self.asked.emit(dossier, asked)
        return _framed("attendu_aucun", phrase, asked)


def _framed(name: str, phrase: str, below: QWidget) -> QFrame:
    card = QFrame()
    card.setObjectName(name)
    card.setProperty("role", "card")
    card.setAccessibleName(phrase)
    card.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(label(phrase, name=f"{name}_phrase"))
    words.addWidget(below)
    row = QHBoxLayout(card)
    row.setContentsMargins(12, 6, 8, 6)
    row.setSpacing(8)
    row.addWidget(IconLabel("rendez_vous", "muted"))
    row.addLayout(words, 1)
    return card
