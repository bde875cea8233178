"""`Typed`: what `Kept` keeps the words of; `TypedText`, `TypedChoice`: a field that belongs to no form, as one."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from typing_extensions import override

_NAME, _CODE = "texte", "code"


class Typed(Protocol):
    """What is typed in: a `Form`, or whatever stands for one."""

    @property
    def edited(self) -> SignalInstance: ...  # noqa: D102
    def objectName(self) -> str: ...  # noqa: D102, N802 - Qt's
    def typed(self) -> dict[str, object]: ...  # noqa: D102
    def retype(self, typed: Mapping[str, object]) -> None: ...  # noqa: D102
    def untype(self) -> None: ...  # noqa: D102
    def installEventFilter(self, watcher: QObject, /) -> None: ...  # noqa: D102, N802 - Qt's
    def removeEventFilter(self, watcher: QObject, /) -> None: ...  # noqa: D102, N802 - Qt's


class TypedText(QObject):
    """Its words, or nothing: what it said when this was made was proposed, not typed. It lives as long as its field."""

    edited = Signal()

    def __init__(self, field: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(field)
        self.setObjectName(field.objectName())
        self._field, self._proposed = field, _text(field)
        field.textChanged.connect(self.edited)

    def typed(self) -> dict[str, object]:
        """Return what is typed."""
        text = _text(self._field)
        return {_NAME: text} if text.strip() and text != self._proposed else {}

    def retype(self, typed: Mapping[str, object]) -> None:
        """Type again what `typed` gave."""
        if _NAME in typed:
            self._put(str(typed[_NAME]))

    def untype(self) -> None:
        """Say again what was proposed, or nothing."""
        self._put(self._proposed)

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


class TypedChoice(QObject):
    """The code chosen, or nothing for the first: it says that one is to be chosen."""

    edited = Signal()

    def __init__(self, field: QComboBox) -> None:
        super().__init__(field)
        self.setObjectName(field.objectName())
        self._field = field
        field.currentIndexChanged.connect(self.edited)

    def typed(self) -> dict[str, object]:
        """Return what is chosen."""
        return {_CODE: self._field.currentData()} if self._field.currentIndex() > 0 else {}

    def retype(self, typed: Mapping[str, object]) -> None:
        """Choose again what `typed` gave, if it is still offered."""
        place = self._field.findData(typed.get(_CODE))
        if place > 0:
            self._field.setCurrentIndex(place)

    def untype(self) -> None:
        """Choose nothing."""
        self._field.setCurrentIndex(0)

    @override
    def installEventFilter(self, watcher: QObject) -> None:
        self._field.installEventFilter(watcher)

    @override
    def removeEventFilter(self, watcher: QObject) -> None:
        self._field.removeEventFilter(watcher)


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
