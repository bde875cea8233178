"""The line in which one searches."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.search_field import search_field


def test_whatever_is_in_the_line_says_its_name(qtbot: QtBot) -> None:
    field = search_field("ici", "Rechercher ici", "Un nom")
    qtbot.addWidget(field)

    inside = [field, *field.findChildren(QAbstractButton)]

    spoken = [QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name) for w in inside]
    assert isinstance(field, QLineEdit)
    assert spoken == ["Rechercher ici", "Effacer la recherche"]
