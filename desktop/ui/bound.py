"""One field of a form: its label, its editor, its help and objection, and where its value stands."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import undo
from desktop.ui.typed_dates import Unreadable, show_date
from desktop.ui.widgets.editors import CheckEditor, Editor, told
from desktop.ui.widgets.pick import PickEditor
from desktop.ui.widgets.plain import label
from plie import nir

Seen = tuple[str, ...]
_NOTHING = object()


def _nothing(_value: object) -> str:
    return ""


class Bound(QWidget):
    """A value three times: as loaded, as shown, as sent and not yet acknowledged."""

    edited = Signal()  # the person changed it
    left = Signal()  # the focus goes elsewhere

    def __init__(self, name: str, title: str, help_: str, editor: Editor) -> None:
        super().__init__()
        self.seen: Seen = ()
        self.objection = label(role="objection", name=f"{name}_objection")
        self.widget = editor.widget()
        self._above = None if isinstance(editor, CheckEditor) else label(title, role="label")
        self._editor = editor
        self._loaded: object = editor.value()
        self._sent: object = _NOTHING
        self._arrived: tuple[object, Seen] | None = None
        self._marked = (undo.state_of(editor), self._meaning())
        self._help = help_
        self._say: Callable[[object], str] = _nothing
        self._meant = label(role="help", name=f"{name}_sens")
        self._meant.hide()
        self.widget.setObjectName(name)
        self.widget.setAccessibleName(title)
        self._column = QVBoxLayout(self)
        self._lay_out(name)
        self.object_to("")
        told(editor).connect(self._changed)
        self.widget.installEventFilter(self)

    @property
    def head(self) -> int:
        """The height (pixels) that the label takes at its width; 0 without one."""
        above = self._above
        return 0 if above is None else above.minimumHeight() or above.sizeHint().height()

    def hang(self, by: int) -> None:
        """Leave room (pixels) above: a label beside this one takes more lines."""
        self._column.setContentsMargins(0, by, 0, 0)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Not while one types « 12/0 »: what cannot be read is said on leaving the field.
        if event.type() == QEvent.Type.FocusOut:
            self.judge()
            self.left.emit()
        return super().eventFilter(watched, event)

    def judge(self) -> None:
        """Say so under the field if what is typed makes no sense."""
        try:
            self.value()
        except Unreadable as refusal:
            self.object_to(refusal.phrase)

    def value(self) -> object:
        """Return what is shown, read; Unreadable when it makes no sense."""
        return self._editor.value()

    @property
    def loaded(self) -> object:
        """Return the value that is kept."""
        return self._loaded

    def is_readable(self) -> bool:
        """Whether what is shown makes sense."""
        try:
            self.value()
        except Unreadable:
            return False
        return True

    def is_ready(self) -> bool:
        """Whether the author changed it to something that makes sense."""
        return self.is_readable() and self.value() != self._loaded

    def is_typed(self) -> bool:
        """Whether it holds something that is kept nowhere yet."""
        return not self.is_readable() or self.is_ready()

    def typed(self) -> object:
        """Return what is typed as it is typed: text, or the codes chosen.

        A day said from today, « demain », is the day it means: it may be typed again on another day.
        """
        if isinstance(self.widget, QLineEdit):
            day = self.value() if self.is_readable() else None
            words = self.widget.text()
            # Words of figures may be half typed: they are not touched.
            if isinstance(day, date) and not words.strip()[:1].isdigit():
                return show_date(day)
            return words
        if isinstance(self.widget, QPlainTextEdit):
            return self.widget.document().toRawText().replace("\u2029", "\n")
        if isinstance(self.widget, PickEditor):
            return self.widget.state()
        return self.value()

    def retype(self, typed: object) -> None:
        """Type again what was typed: the author's, still to be kept."""
        if isinstance(self.widget, QLineEdit):
            self.widget.setText(str(typed))
        elif isinstance(self.widget, QPlainTextEdit):
            self.widget.setPlainText(str(typed))
        elif isinstance(self.widget, PickEditor):
            self.widget.restore(typed)
        else:
            self._editor.set_value(typed)
        told(self._editor).emit()

    def adopt(self, value: object, seen: Seen) -> None:
        """Show a value as the one that is kept."""
        self._editor.set_value(value)
        self._loaded = self.value()
        self.seen = seen
        self._sent = _NOTHING
        self._arrived = None
        self.mark()
        self._explain()
        self.object_to("")

    def send(self) -> object:
        """Return the value and remember that it is on its way."""
        self._sent = self.value()
        return self._sent

    def take(self, op_ids: Seen) -> None:
        """What was sent is kept: the author may have typed on since."""
        if self._sent is not _NOTHING:
            self._loaded = self._sent
            self._sent = _NOTHING
        self.seen = op_ids
        self._arrived = None

    def release(self) -> None:
        """What was sent is not kept: it is to be sent again."""
        self._sent = _NOTHING

    def arrive(self, value: object, seen: Seen) -> bool:
        """Take a value from outside, unless the author is editing this field; whether it shows another."""
        taken = self.is_readable() and not self.is_ready() and self._sent is _NOTHING
        if taken:
            before, said = self._loaded, self.objection.text()
            self.adopt(value, seen)
            if self._loaded != before:
                return True
            self.object_to(said)  # what stands against it has not been answered
        else:
            self._arrived = (value, seen)
        return False

    def catch_up(self) -> bool:
        """Take what arrived during an edit that the author has since undone; whether something was."""
        # While a save is on its way, what is kept is not known: what arrived is older than it.
        still = self._sent is _NOTHING and self.is_readable() and not self.is_ready()
        if still and self._arrived is not None:
            self.adopt(*self._arrived)
            return True
        return False

    def mark(self) -> tuple[object, object, bool]:
        """Return the state shown when last marked, the state shown now, and whether it means other."""
        before, meant = self._marked
        self._marked = (undo.state_of(self._editor), self._meaning())
        return before, self._marked[0], meant != self._marked[1]

    def put(self, value: object) -> None:
        """Show a value that is still to be saved."""
        self._editor.set_value(value)
        self._explain()

    def restore(self, state: object) -> None:
        """Show a state again: it is an edit like another."""
        undo.restore(self._editor, state)
        self.mark()
        self._explain()
        self.object_to("")

    def object_to(self, sentence: str) -> None:
        """Say what stands against the value; nothing takes it back."""
        self.objection.setText(sentence)
        self.objection.setVisible(bool(sentence))
        self._describe()
        if self.widget.property("objected") != bool(sentence):
            self.widget.setProperty("objected", bool(sentence))
            self.widget.style().unpolish(self.widget)
            self.widget.style().polish(self.widget)

    def explain(self, say: Callable[[object], str]) -> None:
        """Say under the value, from now on, what it means."""
        self._say = say
        self._explain()

    def _explain(self) -> None:
        words = self._say(self.value()) if self.is_readable() else ""
        self._meant.setText(words)
        self._meant.setVisible(bool(words))
        self._describe()

    def _describe(self) -> None:
        parts = (self.objection.text(), self._meant.text(), self._help)
        self.widget.setAccessibleDescription(" ".join(part for part in parts if part))

    def _meaning(self) -> object:
        return self.value() if self.is_readable() else undo.state_of(self._editor)

    def _changed(self) -> None:
        # At once, before anything is kept: what must not be written.
        self._explain()
        self.object_to(nir.said(self.value()) if self.is_readable() else "")
        self.edited.emit()

    def _lay_out(self, name: str) -> None:
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if self._above is not None:
            self._above.setObjectName(f"{name}_label")
            self._above.setBuddy(self.widget)
            column.addWidget(self._above)
        column.addWidget(self.widget)
        if self._help:
            column.addWidget(label(self._help, role="help", name=f"{name}_help"))
        column.addWidget(self._meant)
        column.addWidget(self.objection)
        column.addStretch(1)
