"""Undo and redo of a whole form by its keys: Ctrl+Z, Ctrl+Maj+Z, Ctrl+Y.

Lines and texts have an undo of their own; the keys pass it by, so that there is one history only.
"""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.ui.widgets.editors import Editor

_UNDO = ("Ctrl+Z",)
_REDO = ("Ctrl+Shift+Z", "Ctrl+Y")


@runtime_checkable
class Stateful(Protocol):
    """An editor that shows more than its value: what is being typed in it."""

    def state(self) -> object:
        """Return all that is shown."""

    def restore(self, state: object) -> None:
        """Show it again, without telling `edited`."""


def state_of(editor: Editor) -> object:
    """Return what an editor shows, as it would be undone to."""
    if isinstance(editor, Stateful):
        return editor.state()
    widget = editor.widget()
    return widget.text() if isinstance(widget, QLineEdit) else editor.value()


def restore(editor: Editor, state: object) -> None:
    """Show a state again, the cursor where it changed."""
    widget = editor.widget()
    if isinstance(editor, Stateful):
        editor.restore(state)
    elif isinstance(widget, QLineEdit):
        widget.setText(str(state))
    elif isinstance(widget, QPlainTextEdit):
        before = str(editor.value())
        editor.set_value(state)
        cursor = widget.textCursor()
        cursor.setPosition(_changed_until(before, widget.toPlainText()))
        widget.setTextCursor(cursor)
    else:
        editor.set_value(state)


class UndoKeys(QObject):
    """The keys of one form, wherever the focus is in it, and in the room around it once `reach` is told."""

    def __init__(self, form: QWidget, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        super().__init__(form)
        self._form = form
        self._room: QWidget | None = None
        self._acts = dict.fromkeys(_UNDO, undo) | dict.fromkeys(_REDO, redo)
        for key, act in self._acts.items():
            shortcut = QShortcut(QKeySequence(key), form, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def reach(self, room: QWidget) -> None:
        """Hear the keys from the buttons and the lists of this room too: they let them come up to it."""
        self._room = room
        room.installEventFilter(self)

    def take(self, widget: QWidget) -> None:
        """Let the keys pass by the undo of a field and of what it is made of."""
        for part in (widget, *widget.findChildren(QWidget)):
            part.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._takes(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _takes(self, watched: QObject, event: QKeyEvent) -> bool:
        act = self._acts.get(QKeySequence(event.keyCombination()).toString())
        if act is None:
            return False
        if watched is not self._room:
            if event.type() != QEvent.Type.ShortcutOverride:
                return False
            event.ignore()
            return True
        if event.type() != QEvent.Type.KeyPress or not self._form.isEnabled():
            return False
        act()
        return True


def _changed_until(before: str, after: str) -> int:
    """Return where, in `after`, the text stops being another than before."""
    most = min(len(before), len(after))
    same = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    return len(after) - same
