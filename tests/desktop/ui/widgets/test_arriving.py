"""The line of what comes in: a word once it lasts, and a button where there is something to stop."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.arriving import Arriving
from desktop.usecases.fichiers import Reception


def test_changes_that_come_are_told_once_they_last_and_only_files_can_be_stopped(
    qtbot: QtBot,
) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    line = Arriving("ici", around)
    around.show()
    words, stop = line.findChild(QLabel, "ici_phrase"), line.findChild(QPushButton, "ici_bouton")

    line.tell(Reception(changements=1_200))
    assert line.isHidden(), "a day's work is here before a word is read"
    qtbot.waitUntil(line.isVisible)
    assert "1\u202f200" in words.text()
    assert not stop.isVisible()

    line.tell(Reception(3, 20))
    assert stop.isVisible()
    line.tell(Reception())
    assert line.isHidden()
