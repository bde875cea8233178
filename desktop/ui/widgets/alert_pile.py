"""The alerts of a dossier, the gravest first: a few in sight, the others folded under a line that counts them.

Names: `alertes_autres`.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.widgets.panel_page import empty
from desktop.ui.widgets.plain import button

_MOST = 3  # cards in sight: more would leave no room to the story
_LINES = 9  # of text, the height of the others once unfolded; beyond, they scroll


class AlertPile(QWidget):
    """Shows cards made elsewhere, after `before`; unfolded, it stays so as long as it is the same dossier."""

    def __init__(self, before: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = before
        self._count = 0
        self._unfolded = False
        self._first, self._after = QVBoxLayout(), QVBoxLayout()
        self._more = button("", role="link", name="alertes_autres")
        self._more.clicked.connect(self._turn_over)
        self._rest = _Few()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (column, self._first, self._rest.column, self._after):
            part.setSpacing(4)
        column.addLayout(self._first)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._rest)
        column.addLayout(self._after)
        self._show_rest()

    def fold(self) -> None:
        """Show a few again: another dossier comes."""
        self._unfolded = False

    def show_all(self, cards: Sequence[QWidget], after: Sequence[QWidget]) -> None:
        """Show the cards, and under them the lines of what is put off."""
        for part in (self._first, self._rest.column, self._after):
            empty(part)
        for card in cards[:_MOST]:
            self._first.addWidget(card)
        for card in cards[_MOST:]:
            self._rest.column.addWidget(card)
        for line in after:
            self._after.addWidget(line)
        self._count = len(cards[_MOST:])
        self._follow_eyes(cards[:_MOST], (*cards[_MOST:], *after))
        self._show_rest()
        self.setVisible(bool(cards or after))

    def _turn_over(self) -> None:
        self._unfolded = not self._unfolded
        self._show_rest()

    def _follow_eyes(self, first: Sequence[QWidget], rest: Sequence[QWidget]) -> None:
        """Tab goes in the order drawn: of itself, to what was made last after all the rest of the dossier."""
        chain = [
            self._before,
            *(pressed for card in first for pressed in card.findChildren(QPushButton)),
            self._more,
            *(pressed for card in rest for pressed in card.findChildren(QPushButton)),
        ]
        for one, following in pairwise(chain):
            self.setTabOrder(one, following)

    def _show_rest(self) -> None:
        several = self._count > 1
        if self._unfolded:
            words = "Replier les autres alertes" if several else "Replier l’autre alerte"
        else:
            words = f"et {self._count}\u00a0autres alertes" if several else "et une autre alerte"
        self._more.setText(words)
        self._more.setVisible(self._count > 0)
        self._rest.setVisible(self._unfolded and self._count > 0)


class _Few(QScrollArea):
    """As tall as what it holds, up to some lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Autres alertes")
        self._held = QWidget()
        self.column = QVBoxLayout(self._held)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # By Tab, one goes to what is in it, which comes into sight.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self._held)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        told = super().eventFilter(watched, event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            # The words of the cards wrap once they know their width.
            tall = self._held.minimumSizeHint().height()
            self.setFixedHeight(min(tall, _LINES * self.fontMetrics().lineSpacing()))
        return told
