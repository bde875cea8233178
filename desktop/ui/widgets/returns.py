"""What came back on paper, the last first: a sheet scanned twice says so, and what is not wanted goes.

Nothing is kept of a card before the adviser confirms it but the words typed in it: one put aside is only hidden here.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.return_card import ReturnCard
from desktop.usecases.depouillement import Retour

_SAME_FILE = (
    "Ce fichier a déjà été lu\u00a0: la même feuille attend plus bas. Écartez l’une des deux."
)
_SAME_SHEET = "Ce compte-rendu a déjà été lu\u00a0: une autre numérisation attend plus bas. Écartez l’une des deux."
_FILED = "Ce compte-rendu vient d’être rangé avec l’autre feuille\u00a0: celle-ci est un double, à écarter."


class Returns(QWidget):
    """A column of cards."""

    discarded = Signal(object)  # what puts the card back, to be called
    came_back = Signal(object)  # the ReturnCard that was put back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[ReturnCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.hide()

    def add(self, card: ReturnCard) -> None:
        """Show a card above the others."""
        self._cards.insert(0, card)
        self._column.insertWidget(0, card)
        card.discarded.connect(partial(self._discard, card))
        card.settled.connect(partial(self._file, card))
        card.show()
        self.show()
        self._compare()

    def awaiting(self, retour: Retour, *, besides: ReturnCard | None = None) -> ReturnCard | None:
        """Return the card that waits for pages of this compte-rendu, if these are some and not all of them."""
        if not retour.attend:
            return None
        cards = (
            one for one in self._cards if one is not besides and one.waits and one.retour.attend
        )
        return next((one for one in cards if _about(one) == retour.compte_rendu.id), None)

    def take_out(self, card: ReturnCard) -> None:
        """Show a card no more: another holds its pages."""
        self._cards.remove(card)
        card.hide()
        card.deleteLater()

    def _discard(self, card: ReturnCard) -> None:
        self._show(card, visible=False)
        # The words of a compte-rendu wait as one, whatever the sheet: what is typed on its double still counts.
        for other in self._cards:
            if other.waits and _same(other, card):
                other.wanted_again.emit()
        put_back: Callable[[], None] = partial(self._put_back, card)
        self.discarded.emit(put_back)

    def _put_back(self, card: ReturnCard) -> None:
        if card not in self._cards:
            return
        self._show(card, visible=True)
        card.wanted_again.emit()
        self.came_back.emit(card)

    def _show(self, card: ReturnCard, *, visible: bool) -> None:
        card.setVisible(visible)
        self.setVisible(any(not one.isHidden() for one in self._cards))
        self._compare()

    def _file(self, card: ReturnCard) -> None:
        """The paper of a compte-rendu is filed once: its other sheets are doubles."""
        for other in self._cards:
            if other is not card and _same(other, card) and not other.retour.contre:
                other.obstruct(_FILED)
        self._compare()

    def _compare(self) -> None:
        for place, card in enumerate(self._cards):
            before = next(
                (one for one in self._cards[place + 1 :] if one.waits and _same(one, card)), None
            )
            told = (
                ""
                if before is None
                else _SAME_FILE
                if _files(before) == _files(card)
                else _SAME_SHEET
            )
            card.tell_twin(told if card.waits else "")


def _about(card: ReturnCard) -> str:
    return card.retour.compte_rendu.id


def _same(one: ReturnCard, other: ReturnCard) -> bool:
    return _about(one) == _about(other)


def _files(card: ReturnCard) -> list[bytes]:
    return [scan.content for scan in card.retour.fichiers]
