"""Words on the screen, always as plain text: what comes from elsewhere is never read as markup."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy
from typing_extensions import override

from desktop.ui.icons import icon

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def label(text: str = "", *, role: str = "", name: str = "") -> QLabel:
    """Return a label that wraps; `role` as in theme.qss: title, heading, muted or strong."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
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
