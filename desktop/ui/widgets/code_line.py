"""A line that holds a code: known codes are proposed by their words, and the code alone is written."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget
from typing_extensions import override

from plie.lettres import folded

_CODE, _FOLDED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class CodeEditor(QLineEdit):
    """A code (str), typed as it is or by words of its label, accents or not."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textEdited.connect(self.edited)

    def know(self, labels: Mapping[str, str]) -> None:
        """Propose these codes, each with its label."""
        known = _Codes(self)
        model = QStandardItemModel(known)
        for code, words in labels.items():
            item = QStandardItem(f"{code} {words}")
            item.setData(code, _CODE)
            item.setData(folded(item.text()), _FOLDED)
            model.appendRow(item)
        known.setModel(model)
        known.setCompletionRole(_FOLDED)
        known.setFilterMode(Qt.MatchFlag.MatchContains)
        # Queued: the line writes the code first.
        known.activated.connect(self.edited, Qt.ConnectionType.QueuedConnection)
        self.setCompleter(known)

    def value(self) -> str:
        """The code, without spaces at the ends."""
        return self.text().strip()

    def set_value(self, value: object) -> None:
        """Show a code."""
        if value != self.value():
            self.setText(str(value or ""))

    def widget(self) -> QWidget:
        """Itself."""
        return self


class _Codes(QCompleter):
    @override
    def splitPath(self, path: str) -> list[str]:
        return [folded(path)]

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(_CODE))
