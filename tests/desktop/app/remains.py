"""Every word that some widget of this process shows, keeps or says: what a lock must leave empty."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QCompleter,
    QPlainTextEdit,
    QToolTip,
    QWidget,
)

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.UserRole,
)


def remains(canaries: Iterable[str]) -> list[str]:
    """Return the canaries that some widget of this process shows, keeps or says."""
    held = " ".join(_words()).casefold()
    return [canary for canary in canaries if canary.casefold() in held]


def _words() -> Iterator[str]:
    yield QGuiApplication.clipboard().text()
    yield QToolTip.text()
    for widget in QApplication.allWidgets():
        yield from _texts(widget)
        for model in widget.findChildren(QAbstractItemModel):
            yield from _cells(model, QModelIndex())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _cells(widget.model(), QModelIndex())
        for completer in widget.findChildren(QCompleter):
            yield from _cells(completer.model(), QModelIndex())
        for document in widget.findChildren(QTextDocument):
            yield document.toRawText()
        for action in widget.actions():
            yield from (action.text(), action.toolTip())


def _texts(widget: QWidget) -> Iterator[str]:
    """Every property of a widget that is text: title, tooltip, accessible words, placeholder…"""
    meta = widget.metaObject()
    for number in range(meta.propertyCount()):
        value = meta.property(number).read(widget)
        if isinstance(value, str):
            yield value
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        for column in range(9):
            cell = model.index(row, column, parent)
            if cell.isValid():
                yield from (str(cell.data(role)) for role in _ROLES)
