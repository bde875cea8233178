"""The editors of a form: each shows one value, gives it back, and says when it is edited.

None knows what it is for. What cannot be read raises `Unreadable` when the value is asked. Undo and
redo are the form's (desktop/ui/undo.py).
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from desktop.ui.widgets.letters import Letters
from plie.suite import tidy

Options = Sequence[tuple[str, str]]  # (code, label shown)

_WIDEST, _SIDES = "00/00/0000 00", 42
_LEAST_LINES, _MOST_LINES = 4, 14
# QPlainTextEdit turns no-break spaces into spaces when asked for its plain text: ask the raw one.
_BREAKS = str.maketrans({"\u2029": "\n", "\u2028": "\n"})


class Editor(Protocol):
    """What a form asks of an editor."""

    edited: Any  # SignalInstance: the person changed something

    def value(self) -> object:
        """Return the value as it stands; Unreadable when it makes no sense."""

    def set_value(self, value: object) -> None:
        """Show a value without telling `edited`."""

    def widget(self) -> QWidget:
        """Return what is put in the form and takes the focus."""


class LineEditor(QLineEdit):
    """One line of words (str). With options, known words are proposed as one types."""

    edited = Signal()

    def __init__(self, options: Options = ()) -> None:
        super().__init__()
        if options:
            known = QCompleter([shown for _, shown in options], self)
            known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            known.setFilterMode(Qt.MatchFlag.MatchContains)
            known.activated.connect(self.edited)
            self.setCompleter(known)
        self.textEdited.connect(self.edited)

    def value(self) -> str:
        """The words on one line, whatever was pasted, without spaces at the ends."""
        return tidy(self.text())

    def set_value(self, value: object) -> None:
        """Show words."""
        if value != self.value():
            self.setText(str(value or ""))

    def widget(self) -> QWidget:
        """Itself."""
        return self


class TypedEditor(QLineEdit):
    """A date, a time or a duration as it is typed; what was understood is shown on leaving."""

    edited = Signal()

    def __init__(
        self, read: Callable[[str], object], show: Callable[[Any], str], example: str
    ) -> None:
        super().__init__()
        self._read = read
        self._show = show
        self._given: tuple[str, object] = ("", None)
        self._entered = False  # by the pointer's press that is under way
        self.setPlaceholderText(example)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self.edited)

    def value(self) -> object:
        """What was typed, understood; None when nothing is; Unreadable otherwise."""
        text = self.text().strip()
        # What was given is given back, even where typing it would be out of bounds.
        if text == self._given[0]:
            return self._given[1]
        return self._read(text) if text else None

    def set_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        shown = "" if value is None else self._show(value)
        self._given = (shown.strip(), value)
        if self.text() != shown:
            self.setText(shown)

    def widget(self) -> QWidget:
        """Itself."""
        return self

    @override
    def sizeHint(self) -> QSize:
        # As wide as a date in the letters of the moment, room for the objection below included.
        width = self.fontMetrics().horizontalAdvance(_WIDEST) + _SIDES
        return QSize(width, super().sizeHint().height())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._entered = event.reason() == Qt.FocusReason.MouseFocusReason

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        # As with Tab: what one types takes the place of what stands there.
        if self._entered and not self.hasSelectedText():
            self.selectAll()
        self._entered = False

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        try:
            understood = self.value()
        except ValueError:
            return
        if understood is not None and self.text() != self._show(understood):
            # insert, not setText: Ctrl+Z still gives back what was typed.
            self.selectAll()
            self.insert(self._show(understood))


class TextEditor(QPlainTextEdit):
    """Several lines (str): they wrap, Tab leaves, and the box grows with its words."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._least = _LEAST_LINES
        self._setting = False
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._changed)
        self._grow()

    def value(self) -> object:
        """The words, no-break spaces included."""
        return self.document().toRawText().translate(_BREAKS)

    def set_value(self, value: object) -> None:
        """Show words; what could be undone before cannot any more."""
        if value != self.value():
            self._setting = True
            self.setPlainText(str(value or ""))
            self._setting = False

    def widget(self) -> QWidget:
        """Itself."""
        return self

    def set_least(self, lines: int) -> None:
        """Show at least so many lines, written or not."""
        self._least = lines
        self._grow()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _changed(self) -> None:
        if not self._setting:
            self.edited.emit()

    def _grow(self) -> None:
        lines = round(self.document().documentLayout().documentSize().height())
        wanted = max(self._least, min(_MOST_LINES, lines + 1))
        margins = 2 * round(self.document().documentMargin()) + 8
        height = wanted * self.fontMetrics().lineSpacing() + margins
        if height != self.minimumHeight():
            self.setFixedHeight(height)


class LinesEditor(TextEditor):
    """A list of sentences (tuple of str), one a line; empty lines count for nothing."""

    @override
    def value(self) -> object:
        lines = str(super().value()).split("\n")
        return tuple(line.strip() for line in lines if line.strip())

    @override
    def set_value(self, value: object) -> None:
        given = tuple(value) if isinstance(value, list | tuple) else ()
        if given != self.value():
            super().set_value("\n".join(given))


class ChoiceEditor(QComboBox):
    """One of the options (its code, "" for none). A code of a later version is shown as it is."""

    edited = Signal()

    def __init__(self, options: Options) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItem("", "")
        for code, shown in options:
            if code:
                self.addItem(shown, code)
        self._letters = Letters(self)
        self.activated.connect(self.edited)

    def value(self) -> object:
        """The code."""
        return self.currentData() or ""

    def set_value(self, value: object) -> None:
        """Show a code's label."""
        code = str(value or "")
        if self.findData(code) < 0:
            self.addItem(code, code)
        self.setCurrentIndex(self.findData(code))

    def widget(self) -> QWidget:
        """Itself."""
        return self

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._letters.left(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt knows the first word only, and opens the list at the space before the second.
        if not self._letters.takes(event, spaces=True):
            super().keyPressEvent(event)
            return
        answers = [self.itemText(n) for n in range(self.count())]
        place = self._letters.lead(answers, self.currentIndex(), begin=True)
        if place is not None and place != self.currentIndex():
            self.setCurrentIndex(place)
            self.edited.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the form must never change an answer.
        event.ignore()


class YesNoEditor(ChoiceEditor):
    """Yes, no, or nothing said yet (True, False, None)."""

    def __init__(self) -> None:
        super().__init__((("oui", "Oui"), ("non", "Non")))

    @override
    def value(self) -> object:
        return {"oui": True, "non": False}.get(str(super().value()))

    @override
    def set_value(self, value: object) -> None:
        # What was typed before a lock comes back as JSON would keep it, which is the same.
        super().set_value("" if value is None else "oui" if value else "non")


class CheckEditor(QCheckBox):
    """Yes or no (bool); its words are its own label."""

    edited = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words.replace("&", "&&"))
        self.clicked.connect(self.edited)

    def value(self) -> object:
        """Whether it is checked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Check it or not."""
        self.setChecked(bool(value))

    def widget(self) -> QWidget:
        """Itself."""
        return self


def told(editor: Editor) -> SignalInstance:
    """Return the signal of an editor, typed."""
    signal: SignalInstance = editor.edited
    return signal
