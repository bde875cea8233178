"""Words on the screen, always as plain text: what comes from elsewhere is never read as markup."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy
from typing_extensions import override

from desktop.ui import letter_size
from desktop.ui.icons import icon

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def label(text: str = "", *, role: str = "", name: str = "") -> QLabel:
    """Return a label that wraps; `role` as in theme.qss: title, heading, muted or strong."""
    made = _Words()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setText(text)
    made.setObjectName(name)
    made.setProperty("role", role)
    return made


def line(text: str = "", *, role: str = "", name: str = "") -> QLabel:
    """Return a label that stays on one line and never asks for more width than its words."""
    made = label(text, role=role, name=name)
    made.setWordWrap(False)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return made


def button(text: str, *, role: str = "", picture: str = "", name: str = "") -> QPushButton:
    """Return a button; `role` is « main », « quiet » or none, `picture` the name of an icon."""
    made = _Button(text)
    made.setProperty("role", role)
    made.setObjectName(name)
    made.setAutoDefault(False)
    if picture:
        made.setIcon(icon(picture, "on_accent" if role == "main" else "text"))
    return made


def dress(made: QPushButton, role: str) -> None:
    """Give a button another role: which one is the main action may change with what is shown."""
    made.setProperty("role", role)
    made.style().unpolish(made)
    made.style().polish(made)


class _Words(QLabel):
    """A label that is never squeezed: it needs the height that its words take at its width.

    Qt's own only wishes for it, and in a full page its last lines would be cut.
    """

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self._need()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._need()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if letter_size.changed(event):
            self._need()

    def _need(self) -> None:
        kept = self.minimumHeight()
        # Qt counts the minimum in what it says is needed: it would never come down again.
        self.setMinimumHeight(0)
        needed = self.heightForWidth(self.width()) if self.wordWrap() and self.text() else 0
        self.setMinimumHeight(max(0, needed))
        if kept != self.minimumHeight():
            self.updateGeometry()


class _Button(QPushButton):
    """A button that Enter presses when it has the focus, as Space does."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        # A key held down has already done what it was pressed for, perhaps on the page before.
        if event.key() in _ENTER and plain and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)
