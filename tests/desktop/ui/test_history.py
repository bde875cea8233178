"""One history for a form: a hundred steps and more over its fields, each autosaved like an edit."""

from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.forms.undo_buttons import UndoButtons
from desktop.ui.history import MOST, History

TODAY = date(2026, 11, 22)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FIELDS = [
    Field("date", "Date", "date"),
    Field("modalite", "Modalité", "choice", options=(("a", "En présence"), ("b", "Visio"))),
    Field("sujets", "Sujets", "choices", options=(("x", "Logement"), ("y", "Santé"))),
    Field("lieu", "Lieu", "line"),
    Field("contenu", "Ce qui a été dit", "text"),
    Field("suites", "Ce qui est décidé", "suites"),
]
EMPTY: dict[str, object] = {
    "date": None,
    "modalite": "",
    "sujets": (),
    "lieu": "",
    "contenu": "",
    "suites": (),
}


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form("essai", FIELDS, today=lambda: TODAY)
    qtbot.addWidget(made)
    made.load(EMPTY, {name: (f"op-{name}",) for name in EMPTY})
    made.show()
    made.activateWindow()
    return made


def typed(qtbot: QtBot, form: Form, field: str, text: str) -> None:
    where = form.editor(field)
    where.setFocus()
    qtbot.keyClicks(where.focusProxy() or where, text)


def undo(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Z, CTRL)


def redo(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Z, CTRL | SHIFT)


def test_more_than_a_hundred_steps_over_the_whole_form_are_undone_and_redone(
    qtbot: QtBot, form: Form
) -> None:
    seen = [form.values()]
    for n in range(60):
        for field in ("contenu", "lieu"):
            typed(qtbot, form, field, f"mot{n} ")
            seen.append(form.values())

    for wanted in reversed(seen[:-1]):
        undo(qtbot, form)
        assert form.values() == wanted
    assert not form.can_undo
    for wanted in seen[1:]:
        redo(qtbot, form)
        assert form.values() == wanted


def test_a_word_is_one_step_and_a_pause_ends_it(qtbot: QtBot, form: Form) -> None:
    typed(qtbot, form, "contenu", "Juste un mot")

    undo(qtbot, form)
    first = form.values()["contenu"]
    form.settle()
    typed(qtbot, form, "contenu", "eur")
    form.settle()
    typed(qtbot, form, "contenu", "s")
    undo(qtbot, form)

    assert (first, form.values()["contenu"]) == ("Juste un ", "Juste un eur")


def test_every_kind_of_field_goes_back(qtbot: QtBot, form: Form) -> None:
    typed(qtbot, form, "date", "auj.")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    cast("QComboBox", form.editor("modalite")).setFocus()
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Down)
    box = form.editor("sujets").findChildren(QCheckBox)[1]
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    typed(qtbot, form, "suites", "Appeler")
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    done = form.values()

    for _ in range(4):
        undo(qtbot, form)

    assert done["suites"] == ("Appeler",)
    assert done["date"] == TODAY
    assert form.values() == EMPTY
    for _ in range(4):
        redo(qtbot, form)
    assert form.values() == done


@pytest.mark.parametrize("field", ["date", "lieu", "modalite"])
def test_a_field_typed_over_again_is_another_step_however_soon(
    qtbot: QtBot, form: Form, field: str
) -> None:
    where, seen = form.editor(field), [form.values()[field]]
    for words in ("12/7", "13/7", "14/7"):
        where.setFocus()
        if isinstance(where, QLineEdit):
            where.selectAll()
            qtbot.keyClicks(where, words)
            qtbot.keyClick(where, Qt.Key.Key_Tab)
        else:
            qtbot.keyClick(where, Qt.Key.Key_Up if words == "14/7" else Qt.Key.Key_Down)
        seen.append(form.values()[field])

    for wanted in reversed(seen[:-1]):
        undo(qtbot, form)
        assert form.values()[field] == wanted


def test_the_keys_work_from_a_button_of_the_room_but_while_the_form_is_held(
    qtbot: QtBot, form: Form
) -> None:
    room, beside = QWidget(), QPushButton("Finaliser")
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    column.addWidget(form)
    column.addWidget(beside)
    form.undo_from(room)
    room.show()
    room.activateWindow()
    typed(qtbot, form, "lieu", "Mairie")
    beside.setFocus()

    form.setEnabled(False)
    qtbot.keyClick(beside, Qt.Key.Key_Z, CTRL)
    held = form.values()["lieu"]
    form.setEnabled(True)
    qtbot.keyClick(beside, Qt.Key.Key_Z, CTRL)
    undone = form.values()["lieu"]
    qtbot.keyClick(beside, Qt.Key.Key_Y, CTRL)

    assert (held, undone, form.values()["lieu"]) == ("Mairie", "", "Mairie")


def test_a_field_that_proposes_another_takes_nothing_from_what_is_redone(
    qtbot: QtBot, form: Form
) -> None:
    def propose(field: str) -> None:
        if field == "modalite" and not form.values()["lieu"]:
            form.propose("lieu", "Mairie")

    form.edited.connect(propose)
    form.editor("modalite").setFocus()
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Down)
    typed(qtbot, form, "contenu", "Dit")
    done = form.values()

    for _ in range(3):
        undo(qtbot, form)
    undone = form.values()
    for _ in range(3):
        redo(qtbot, form)

    assert (done["lieu"], undone) == ("Mairie", EMPTY)
    assert form.values() == done


def test_a_removed_suite_comes_back(qtbot: QtBot, form: Form) -> None:
    form.load(EMPTY | {"suites": ("Un", "Deux")}, {})
    rows = cast("QListWidget", form.findChild(QListWidget, "suites_liste"))
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Delete)

    undo(qtbot, form)

    assert form.values()["suites"] == ("Un", "Deux")
    assert form.changes() == {}


def test_ctrl_y_redoes_too_and_an_edit_forgets_what_was_undone(qtbot: QtBot, form: Form) -> None:
    typed(qtbot, form, "lieu", "Mairie")
    undo(qtbot, form)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Y, CTRL)
    again = form.values()["lieu"]
    undo(qtbot, form)

    typed(qtbot, form, "lieu", "Gare")

    assert again == "Mairie"
    assert not form.can_redo


def test_undo_takes_the_cursor_to_what_changed(qtbot: QtBot, form: Form) -> None:
    form.load(EMPTY | {"contenu": "Un deux"}, {})
    text = cast("QPlainTextEdit", form.editor("contenu"))
    text.moveCursor(QTextCursor.MoveOperation.Start)
    typed(qtbot, form, "contenu", "A ")
    cast("QLineEdit", form.editor("lieu")).setFocus()

    undo(qtbot, form)
    undo(qtbot, form)

    assert text.toPlainText() == "Un deux"
    assert text.textCursor().position() == 0


def test_an_undo_after_a_save_is_saved_with_what_it_had_seen(qtbot: QtBot, form: Form) -> None:
    """sync.md §2: a write says what its author had before their eyes."""
    typed(qtbot, form, "lieu", "Mairie")
    sent = form.changes()
    form.taken(sent, {"lieu": ("op-saved",)})

    undo(qtbot, form)

    assert form.changes() == {"lieu": ""}
    assert form.seen_of(("lieu",))["lieu"] == ("op-saved",)
    with qtbot.waitSignal(form.settled, timeout=2_000):
        pass


def test_an_undo_while_a_save_is_under_way_is_saved_in_its_turn(qtbot: QtBot, form: Form) -> None:
    typed(qtbot, form, "lieu", "Mairie")
    sent = form.changes()

    undo(qtbot, form)
    form.taken(sent, {"lieu": ("op-saved",)})

    assert form.is_edited()
    assert form.changes() == {"lieu": ""}


def test_what_is_read_again_as_it_was_kept_is_still_undone(qtbot: QtBot, form: Form) -> None:
    typed(qtbot, form, "lieu", "Gare")
    form.taken(form.changes(), {"lieu": ("op-mine",)})

    form.refresh({"lieu": "Gare"}, {"lieu": ("op-mine",)})

    assert form.can_undo
    undo(qtbot, form)
    assert form.values()["lieu"] == ""


def test_an_undo_during_a_save_is_saved_though_an_older_reading_arrives(
    qtbot: QtBot, form: Form
) -> None:
    """The reading was asked for before the save, and says what the field held then: nothing."""
    typed(qtbot, form, "lieu", "Gare")
    sent = form.changes()
    form.refresh({"lieu": ""}, {"lieu": ("op-lieu",)})

    undo(qtbot, form)
    form.settle()
    form.taken(sent, {"lieu": ("op-mine",)})

    assert form.changes() == {"lieu": ""}
    assert form.seen_of(["lieu"])["lieu"] == ("op-mine",)


def test_what_arrived_from_elsewhere_is_not_undone_by_accident(qtbot: QtBot, form: Form) -> None:
    typed(qtbot, form, "lieu", "Mairie")
    form.taken(form.changes(), {"lieu": ("op-1",)})
    typed(qtbot, form, "contenu", "Dit")

    form.refresh({"lieu": "Gare"}, {"lieu": ("op-elsewhere",)})
    undo(qtbot, form)
    undo(qtbot, form)

    assert (form.values()["contenu"], form.values()["lieu"]) == ("", "Gare")


def test_the_buttons_are_lit_when_there_is_something_to_do(qtbot: QtBot, form: Form) -> None:
    buttons = UndoButtons(form)
    qtbot.addWidget(buttons)
    back = cast("QWidget", buttons.findChild(QWidget, "annuler"))
    again = cast("QWidget", buttons.findChild(QWidget, "retablir"))
    before = (back.isEnabled(), again.isEnabled())
    typed(qtbot, form, "lieu", "x")
    after = (back.isEnabled(), again.isEnabled())

    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)

    assert (before, after) == ((False, False), (True, False))
    assert (back.isEnabled(), again.isEnabled()) == (False, True)
    assert back.accessibleName()
    assert "Ctrl+Z" in back.toolTip()


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text("xy ", max_size=4)), max_size=40))
def test_undoing_everything_gives_back_the_beginning(edits: list[tuple[str, str]]) -> None:
    history, shown = History(), {"a": "", "b": ""}
    for field, after in edits:
        history.record(field, shown[field], after)
        shown[field] = after
    end = dict(shown)

    while step := history.undo():
        shown[step.field] = str(step.before)
    beginning = dict(shown)
    while step := history.redo():
        shown[step.field] = str(step.after)

    assert (beginning, shown) == ({"a": "", "b": ""}, end)


def test_no_more_steps_than_the_most_are_kept() -> None:
    history = History()
    for n in range(2 * MOST):
        history.record("a", n, n + 1)

    count = 0
    while history.undo():
        count += 1

    assert count == MOST
