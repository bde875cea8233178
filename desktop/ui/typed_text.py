"""`TypedText`: a field that belongs to no form, as what `Kept` keeps the words of."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from typing_extensions import override

_NAME = "texte"


class TypedText(QObject):
    """Its words, or nothing. It lives as long as its field."""

    edited = Signal()

    def __init__(self, field: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(field)
        self.setObjectName(field.objectName())
        self._field = field
        field.textChanged.connect(self.edited)

    def typed(self) -> dict[str, object]:
        """Return what is typed."""
        text = (
            self._field.text() if isinstance(self._field, QLineEdit) else self._field.toPlainText()
        )
        return {_NAME: text} if text.strip() else {}

    def retype(self, typed: Mapping[str, object]) -> None:
        """Type again what `typed` gave."""
        if _NAME in typed:
            self._put(str(typed[_NAME]))

    def untype(self) -> None:
        """Leave the field empty."""
        self._put("")

    @override
    def installEventFilter(self, watcher: QObject) -> None:
        # What is watched is seen: the field.
        self._field.installEventFilter(watcher)

    @override
    def removeEventFilter(self, watcher: QObject) -> None:
        self._field.removeEventFilter(watcher)

    def _put(self, text: str) -> None:
        if isinstance(self._field, QLineEdit):
            self._field.setText(text)
        else:
            self._field.setPlainText(text)
