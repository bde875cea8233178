"""What is copied here is marked for no history to keep, and leaves the clipboard by itself; what is copied elsewhere is never touched."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app.clipboard import MARKS, ClipboardKeeper

COPIED = "Trévignac-Kerloc’h"


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[QLineEdit]:
    field = QLineEdit(COPIED)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    yield field
    QGuiApplication.clipboard().clear()


def test_what_was_copied_is_cleared_after_a_while(qtbot: QtBot, line: QLineEdit) -> None:
    keeper = ClipboardKeeper(line, kept=50)
    assert keeper

    line.selectAll()
    line.copy()
    copied = QGuiApplication.clipboard().text()

    assert copied == COPIED
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().text())


def test_what_is_copied_asks_the_histories_of_the_systems_to_leave_it(line: QLineEdit) -> None:
    keeper = ClipboardKeeper(line)
    assert keeper
    line.setFocus()

    line.selectAll()
    line.copy()
    held = QGuiApplication.clipboard().mimeData()

    assert held.text() == COPIED
    assert {kind: held.data(kind).data() for kind in held.formats() if kind in MARKS} == MARKS


def test_what_another_application_copied_gets_no_mark(line: QLineEdit) -> None:
    keeper = ClipboardKeeper(line)
    assert keeper

    QGuiApplication.clipboard().setText("le code de la porte")

    assert not set(MARKS) & set(QGuiApplication.clipboard().mimeData().formats())


def test_what_was_copied_is_cleared_at_the_lock(line: QLineEdit) -> None:
    keeper = ClipboardKeeper(line)
    line.selectAll()
    line.copy()

    keeper.clear()

    assert not QGuiApplication.clipboard().text()


def test_what_another_application_copied_stays(line: QLineEdit) -> None:
    keeper = ClipboardKeeper(line)
    line.selectAll()
    line.copy()
    # Some systems do not tell an application without the focus that the clipboard changed.
    with QSignalBlocker(QGuiApplication.clipboard()):
        QGuiApplication.clipboard().setText("le code de la porte")

    keeper.clear()

    assert QGuiApplication.clipboard().text() == "le code de la porte"
