"""A line in which one searches, and the cross that empties it, which has a name too."""

from PySide6.QtWidgets import QAbstractButton, QLineEdit


def search_field(name: str, spoken: str, hint: str) -> QLineEdit:
    """Return it; `spoken` says what is searched, `hint` what may be typed."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    field.setPlaceholderText(hint)
    field.setToolTip(hint)
    field.setClearButtonEnabled(True)
    for cross in field.findChildren(QAbstractButton):
        cross.setAccessibleName("Effacer la recherche")
    return field
