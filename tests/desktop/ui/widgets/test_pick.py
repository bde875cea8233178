"""A name picked among many: kept as it is typed, taken only when it is one."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.widgets.pick import PickEditor

# A completer opens a popup, and the display of tests has no keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard")
TODAY = date(2026, 11, 22)


def test_a_name_that_is_not_known_is_typed_again_as_it_was(qtbot: QtBot) -> None:
    """A lock may fall on a name half typed: its words are not lost, and nobody is taken in their place."""
    field = Field("qui", "Qui", "pick", options=(("1", "Ode Lorgnac"), ("2", "Jo Ys")))
    first, second = (Form("f", (field,), today=lambda: TODAY) for _ in range(2))
    for made in (first, second):
        qtbot.addWidget(made)
    qtbot.keyClicks(first.editor("qui"), "Lorgnaz")

    second.retype(first.typed())

    assert second.typed() == {"qui": "Lorgnaz"}
    assert second.unreadable() == ("qui",)


def test_of_two_of_one_name_the_one_chosen_is_taken_and_other_choices_keep_the_words(
    qtbot: QtBot,
) -> None:
    """An entry of the directory written twice, before both are merged."""
    made = PickEditor((("1", "Ode Lorgnac"), ("2", "Ode Lorgnac"), ("3", "Jo Ys")))
    qtbot.addWidget(made)
    made.set_value("2")
    assert made.value() == "2"
    made.setEditText("jo")

    made.offer((("3", "Jo Ys"), ("4", "Al Ob")))

    assert (made.currentText(), made.value()) == ("jo", "3")
