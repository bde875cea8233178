"""Words offered while one types: a line, and under it what fits. It knows no form and no suite.

Up and Down move in what is offered, Enter takes it, Escape puts it away; without any of them Enter
is `entered`. The focus never leaves the line, and what is pointed at is said of it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from plie.lettres import folded

_MOST = 5
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class OfferedLine(QWidget):
    """A line of words named by its owner, and the list `<name>_propositions`."""

    edited = Signal()  # the person typed
    picked = Signal(object)  # the key of what was taken
    entered = Signal()  # Enter, with nothing pointed at
    offered = Signal()  # something is shown under the line
    turned = Signal(int)  # Ctrl and an arrow: 1 down, -1 up

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        self.words = _Words(self)
        self.words.setObjectName(name)
        self.words.setAccessibleName(spoken)
        self._known: list[tuple[object, str]] = []
        self._list = QListWidget()
        self._list.setObjectName(f"{name}_propositions")
        self._list.setAccessibleName("Propositions")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self._list)
        self.setFocusProxy(self.words)
        self._list.itemClicked.connect(self._take)
        self.words.textEdited.connect(self._typed)
        self.put_away()

    def know(self, known: Sequence[tuple[object, str]]) -> None:
        """Offer these from now on: (key, words shown), the likeliest first."""
        self._known = list(known)

    def put_away(self) -> None:
        """Offer nothing until a next letter."""
        self._list.clear()
        self._list.hide()
        self.words.setAccessibleDescription("")

    def handle(self, event: QKeyEvent) -> bool:
        """Do what a key asks for, if it is one of ours."""
        key = Qt.Key(event.key())
        step = _MOVES.get(key, 0)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step and held == Qt.KeyboardModifier.ControlModifier:
            self.turned.emit(step)
        elif held:
            return False
        elif step and not self._list.isHidden():
            self._point((self._list.currentRow() + step) % self._list.count())
        elif key in _ENTER:
            item = self._list.currentItem()
            if item is None:
                self.entered.emit()
            else:
                self._take(item)
        elif key == Qt.Key.Key_Escape and not self._list.isHidden():
            self.put_away()
        else:
            return False
        return True

    def _typed(self, text: str) -> None:
        self._offer(text)
        self.edited.emit()

    def _offer(self, text: str) -> None:
        wanted = folded(text).split()
        fitting = [
            (key, shown)
            for key, shown in self._known
            if wanted and all(word in folded(shown) for word in wanted)
        ]
        self.put_away()
        for key, shown in fitting[:_MOST]:
            item = QListWidgetItem(shown)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self._list.addItem(item)
        if fitting:
            rows = self._list.count() * max(self._list.sizeHintForRow(0), 1)
            self._list.setFixedHeight(rows + 2 * self._list.frameWidth() + 2)
            self._list.show()
            self.offered.emit()

    def _point(self, row: int) -> None:
        self._list.setCurrentRow(row)
        self.words.setAccessibleDescription(self._list.item(row).text())

    def _take(self, item: QListWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        self.put_away()
        self.picked.emit(key)

    @property
    def is_offering(self) -> bool:
        """Whether something is offered now."""
        return not self._list.isHidden()


class _Words(QLineEdit):
    def __init__(self, owner: OfferedLine) -> None:
        super().__init__()
        self._owner = owner

    @override
    def event(self, event: QEvent) -> bool:
        # Escape belongs to the list while it is there, not to the screen that it would leave.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._owner.is_offering
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._owner.handle(event):
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.put_away()
