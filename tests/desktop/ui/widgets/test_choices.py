"""Subjects picked with the keyboard: letters go to a chip, Space checks it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.choices import ChoicesEditor

SUBJECTS = (
    ("projet", "Projet professionnel"),
    ("mobilite", "Mobilité et permis"),
    ("famille", "Famille et garde d’enfants"),
    ("emploi", "Recherche d’emploi"),
    ("sante", "Santé (démarches, sans diagnostic)"),
)


@pytest.fixture
def chips(qtbot: QtBot) -> ChoicesEditor:
    made = ChoicesEditor(SUBJECTS)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def here() -> str:
    focused = QApplication.focusWidget()
    return focused.accessibleName() if focused is not None else ""


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("m", "Mobilité et permis"),
        ("emp", "Recherche d’emploi"),
        ("sante", "Santé (démarches, sans diagnostic)"),
        (
            "P",
            "Mobilité et permis",
        ),  # « Projet » has the focus: the next word with a p is « permis »
        ("pro", "Projet professionnel"),
        ("xyz", "Projet professionnel"),
    ],
)
def test_letters_go_to_the_subject_they_begin(
    qtbot: QtBot, chips: ChoicesEditor, typed: str, subject: str
) -> None:
    for letter in typed:
        qtbot.keyClicks(QApplication.focusWidget(), letter)

    assert here() == subject
    assert chips.value() == ()


def test_space_checks_the_subject_reached_and_tab_comes_back_to_it(
    qtbot: QtBot, chips: ChoicesEditor
) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)

    with qtbot.waitSignal(chips.edited):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)

    assert chips.value() == ("famille",)
    assert chips.focusProxy().accessibleName() == "Famille et garde d’enfants"
