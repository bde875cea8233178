"""One answer among several, by its letters: any of its words, accents left out, several words in a row."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.editors import ChoiceEditor

ANSWERS = (
    ("chomage", "Au chômage"),
    ("longue", "Au chômage de longue durée"),
    ("inactif", "Sans emploi et n’en cherchant pas"),
    ("emploi", "En emploi"),
)


@pytest.fixture
def choice(qtbot: QtBot) -> ChoiceEditor:
    made = ChoiceEditor(ANSWERS)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("au", "chomage"),
        ("chomage", "chomage"),
        ("chomage de", "longue"),
        ("longue", "longue"),
        ("en emploi", "emploi"),
        ("san", "inactif"),
        ("xyz", ""),
    ],
)
def test_letters_choose_the_answer_of_which_words_begin_so(
    qtbot: QtBot, choice: ChoiceEditor, typed: str, code: str
) -> None:
    for letter in typed:
        qtbot.keyClicks(choice, letter)

    assert choice.value() == code
    assert not choice.view().isVisible()


def test_each_choice_is_told_once_and_a_letter_of_nothing_is_not(
    qtbot: QtBot, choice: ChoiceEditor
) -> None:
    told: list[object] = []
    choice.edited.connect(lambda: told.append(choice.value()))

    qtbot.keyClicks(choice, "auz")

    assert told == ["chomage"]


def test_a_list_made_again_goes_on_from_the_letters_typed(qtbot: QtBot) -> None:
    """As a form does whose fields change with the answer: the first letter already chose another."""
    shown = []
    for letter in "comite":
        made = ChoiceEditor((("cdi", "Contrat durable"), ("comite", "Comité technique")))
        made.setObjectName("sortie_motif")
        made.set_value(shown[-1].value() if shown else "")
        qtbot.addWidget(made)
        shown.append(made)
        qtbot.keyClicks(made, letter)

    assert [one.value() for one in shown] == ["cdi", "cdi", *["comite"] * 4]


def test_a_space_on_its_own_still_opens_the_list(qtbot: QtBot, choice: ChoiceEditor) -> None:
    qtbot.keyClick(choice, Qt.Key.Key_Space)

    assert choice.view().isVisible()
    choice.hidePopup()
