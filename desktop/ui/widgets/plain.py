"""Words on the screen, always as plain text: what comes from elsewhere is never read as markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from desktop.ui.icons import icon


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
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setObjectName(name)
    made.setAutoDefault(False)
    if picture:
        made.setIcon(icon(picture, "on_accent" if role == "main" else "text"))
    return made
