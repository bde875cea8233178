"""A form for secrets is filled without the mouse: Enter goes on, and at the end is the button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.secret_dialog import Asked, SecretDialog


def test_enter_goes_to_the_next_line_then_asks(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = SecretDialog(
        "Code", "", (Asked("un", "Le code"), Asked("deux", "Encore")), do="Garder", parent=window
    )
    asked: list[list[str]] = []
    dialog.asked.connect(asked.append)
    dialog.open()
    first, second = (dialog.findChild(QLineEdit, f"{name}_line") for name in ("un", "deux"))

    qtbot.keyClicks(first, "482915")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert (dialog.focusWidget(), asked) == (second, [])
    qtbot.keyClicks(second, "482915")
    qtbot.keyClick(second, Qt.Key.Key_Return)

    assert asked == [["482915", "482915"]]
