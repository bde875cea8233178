"""What a display that is not there says is left unsaid, and nothing else."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.demo.offscreen import quiet


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Every message of Qt."""
    found: list[str] = []

    def hear(_kind: QtMsgType, _where: QMessageLogContext, message: str) -> None:
        found.append(message)

    before = qInstallMessageHandler(hear)
    yield found
    qInstallMessageHandler(before)


def test_only_what_the_display_cannot_do_is_left_unsaid(qtbot: QtBot, heard: list[str]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    heard.clear()

    with quiet():
        window.raise_()
        window.grabKeyboard()
        window.releaseKeyboard()
        qWarning("autre chose")
    window.raise_()

    assert heard == ["autre chose", "This plugin does not support raise()"]
