"""One line of words."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.editors import LineEditor


@pytest.mark.parametrize(
    "pasted", ["Trévignac\nMaïwenn", "Trévignac\r\nMaïwenn", " Trévignac\u2028Maïwenn\n"]
)
def test_what_is_pasted_on_two_lines_is_kept_on_one(qtbot: QtBot, pasted: str) -> None:
    """Two cells of a table: a break in a name is seen nowhere on the screen, and breaks the paper."""
    line = LineEditor()
    qtbot.addWidget(line)
    QGuiApplication.clipboard().setText(pasted)

    line.paste()

    assert line.value() == "Trévignac Maïwenn"
