"""A titled list of cards, drawn again without taking from under the fingers what is being typed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.typed_text import Typed
from desktop.ui.widgets.plain import label


class Card(QFrame):
    """One thing, with perhaps something typed in it."""

    over = Signal()  # it was settled, here or elsewhere: nothing is left to say of it

    @property
    def sources(self) -> tuple[Typed, ...]:
        """Return where words are typed: drawn again, the card goes on with them."""
        return ()

    def say_below(self, widget: QWidget) -> None:
        """Put under it what is to be said of what is typed."""
        column = self.layout()
        if column is not None:
            column.addWidget(widget)

    def adopt(self, value: object) -> bool:
        """Stand for another value, if it is drawn the same."""
        del value
        return False


class Section(QWidget):
    """A titled list of cards; it hides when it has none. A card whose value is the same is kept."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self._words = title
        self._title = label(title, role="heading", name=f"section_{name}")
        self._shown: list[tuple[object, QWidget]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._title)
        self.hide()

    @property
    def cards(self) -> list[QWidget]:
        """The cards, in the order shown."""
        return [card for _, card in self._shown]

    def put(self, widget: QWidget) -> None:
        """Put what is no card under the title."""
        self._column.addWidget(widget)

    def count(self, count: int, more: str = "") -> None:
        """Say how many there are."""
        self._title.setText(f"{self._words}\u00a0: {count}{more}")

    def count_no_more(self) -> None:
        """How many there are is not known."""
        self._title.setText(self._words)

    def show_all(self, values: tuple[Any, ...], make: Callable[[Any], QWidget]) -> None:
        """Show a card for each value; one being typed in is not taken from under the fingers."""
        known = {_key(value): (value, card) for value, card in self._shown}
        shown: list[tuple[object, QWidget]] = []
        for value in values:
            before = known.pop(_key(value), None)
            if before is not None and (before[0] == value or _adopts(before[1], value)):
                shown.append((value, before[1]))
                continue
            card = make(value)
            shown.append((value, card))
            if before is not None:
                self._column.replaceWidget(before[1], card)
                _carry(before[1], card)
                _throw(self._column, before[1])
        for _, card in known.values():
            if isinstance(card, Card):
                card.over.emit()
            _throw(self._column, card)
        for place, (_, card) in enumerate(shown):
            self._column.insertWidget(place + 1, card)
        self._shown = shown
        self.count(len(values))
        self.setVisible(bool(values))

    def show_count(self, count: int, make: Callable[[int], QWidget]) -> None:
        """Show one card for them all; nothing where there are none."""
        self.show_all((count,) if count else (), make)
        self.count(count)


def _key(value: object) -> object:
    return (getattr(value, "kind", ""), getattr(value, "id", value), getattr(value, "champ", ""))


def _adopts(card: QWidget, value: object) -> bool:
    return isinstance(card, Card) and card.adopt(value)


def _carry(old: QWidget, new: QWidget) -> None:
    if isinstance(old, Card) and isinstance(new, Card):
        typed = {source.objectName(): source.typed() for source in old.sources}
        for source in new.sources:
            source.retype(typed.get(source.objectName(), {}))
    focused = QApplication.focusWidget()
    if focused is None or not old.isAncestorOf(focused) or not focused.objectName():
        return
    same = new.findChild(QWidget, focused.objectName())
    if same is not None:
        same.setFocus()
    if isinstance(same, QPlainTextEdit):
        same.moveCursor(QTextCursor.MoveOperation.End)


def _throw(column: QVBoxLayout, card: QWidget) -> None:
    column.removeWidget(card)
    card.hide()
    card.deleteLater()
