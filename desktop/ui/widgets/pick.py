"""One of many known names, found by any part of it: accents and order do not matter.

What is typed is a name only when it fits one alone; anything else is said, and nothing is taken in its place.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget
from typing_extensions import override

from desktop.ui.tips import tell_whole
from desktop.ui.typed_dates import Unreadable
from desktop.ui.widgets.editors import Options
from plie.lettres import folded

_LETTERS = 20
_SOUGHT = Qt.ItemDataRole.UserRole + 1  # a name as it may be typed, with and without its accents
_NONE = "Ce nom n’est pas ici\u00a0: choisissez dans la liste."
_SEVERAL = "Plusieurs portent ce nom\u00a0: précisez."


class PickEditor(QComboBox):
    """Gives the code of the name that is typed or chosen, "" for none."""

    edited = Signal()

    def __init__(self, options: Options) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # As wide as its place, whatever the longest name: what is typed finds it.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self._fill(options)
        offered = _Offered(self.model(), self)
        offered.setCompletionRole(_SOUGHT)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(offered)
        self.activated.connect(self.edited)
        self.editTextChanged.connect(self.edited)
        tell_whole(self)

    def offer(self, options: Options) -> None:
        """Offer other names; what is typed stays."""
        words = self.currentText()
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.clear()
        self._fill(options)
        self.setCurrentIndex(max(0, self.findText(words, Qt.MatchFlag.MatchExactly)))
        self.setEditText(words)
        self.blockSignals(False)  # noqa: FBT003 - Qt's

    def value(self) -> object:
        """The code of the one name that fits; Unreadable when none does, or several do."""
        wanted = folded(self.currentText()).split()
        if not wanted:
            return ""
        if self.currentText() == self.itemText(self.currentIndex()):
            # Chosen in the list, where another may bear the same name.
            return self.currentData()
        rows = range(1, self.count())
        same = [row for row in rows if folded(self.itemText(row)).split() == wanted]
        found = same or [row for row in rows if _fits(wanted, self.itemText(row))]
        if len(found) == 1:
            return self.itemData(found[0])
        raise Unreadable(_SEVERAL if found else _NONE)

    def set_value(self, value: object) -> None:
        """Show the name of a code."""
        row = max(0, self.findData(value or ""))
        self.setCurrentIndex(row)
        # The row may be the current one already, under other words.
        self.setEditText(self.itemText(row))
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)  # a long name is read from its beginning

    def _fill(self, options: Options) -> None:
        self.addItem("", "")
        for code, shown in options:
            self.addItem(shown, code)
            self.setItemData(self.count() - 1, f"{shown} {folded(shown)}", _SOUGHT)

    def state(self) -> object:
        """The words as they are typed."""
        return self.currentText()

    def restore(self, state: object) -> None:
        """Show them again."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's
        self.setEditText(str(state))
        self.blockSignals(False)  # noqa: FBT003 - Qt's

    def widget(self) -> QWidget:
        """Itself."""
        return self

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        try:
            understood = self.value()
        except Unreadable:
            return
        if understood and self.currentText() != self.itemText(self.findData(understood)):
            self.set_value(understood)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the form must never change an answer.
        event.ignore()


def _fits(wanted: list[str], name: str) -> bool:
    return all(word in folded(name) for word in wanted)


class _Offered(QCompleter):
    """Finds by what is sought, writes what is shown."""

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))
