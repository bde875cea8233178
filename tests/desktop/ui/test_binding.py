from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from desktop.ui.autosave import Autosave
from desktop.ui.binding import Form
from desktop.ui.bound import Seen
from desktop.ui.field import Field
from desktop.ui.widgets.choices import ChoicesEditor

# A completer opens a popup, and the display of tests has no keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard")

TODAY = date(2026, 11, 22)
FIELDS = [
    Field("date", "Date", "date"),
    Field("debut", "Début", "time", beside=True),
    Field("duree_min", "Durée", "minutes", beside=True),
    Field("modalite", "Modalité", "choice", options=(("a", "En présence"), ("b", "Par téléphone"))),
    Field("sujets", "Sujets", "choices", options=(("x", "Logement"), ("y", "Santé & soins"))),
    Field("lieu", "Lieu", "place", options=(("", "Maison des droits"),)),
    Field("contenu", "Ce qui a été dit", "text", help="Des faits."),
    Field("suites", "Suites", "lines"),
    Field("interprete", "Avec interprète", "check"),
]
VALUES: dict[str, object] = {
    "date": date(2026, 11, 20),
    "debut": time(9, 30),
    "duree_min": 45,
    "modalite": "a",
    "sujets": ("y",),
    "lieu": "Maison des droits",
    "contenu": "Elle dit\u00a0: oui\u202f!\nPuis non.",
    "suites": ("Refaire le CV", "Appeler"),
    "interprete": True,
}
SEEN = {name: (f"op-{name}",) for name in VALUES} | {"": ("op-born",)}


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form("essai", FIELDS, today=lambda: TODAY)
    qtbot.addWidget(made)
    made.load(VALUES, SEEN)
    made.show()
    made.activateWindow()
    return made


def line(form: Form, field: str) -> QLineEdit:
    found = form.editor(field)
    assert isinstance(found, QLineEdit)
    return found


def retype(qtbot: QtBot, form: Form, field: str, text: str) -> None:
    where = line(form, field)
    where.selectAll()
    qtbot.keyClick(where, Qt.Key.Key_Delete)
    qtbot.keyClicks(where, text)


def objection(form: Form, field: str) -> str:
    found = form.findChild(QLabel, f"essai_{field}_objection")
    assert found is not None
    return "" if found.isHidden() else found.text()


def test_what_is_loaded_is_given_back_and_nothing_is_changed(form: Form) -> None:
    assert form.values() == VALUES
    assert form.changes() == {}
    assert not form.is_edited()


def test_nothing_loaded_is_nothing_and_not_an_edit(qtbot: QtBot) -> None:
    form = Form("vide", FIELDS, today=lambda: TODAY)
    qtbot.addWidget(form)
    form.load({"date": None, "modalite": "", "contenu": ""}, {})

    assert form.changes() == {}
    assert form.values()["date"] is None
    assert form.values()["sujets"] == ()


def test_only_what_the_author_changed_is_given_with_what_it_had_seen(
    qtbot: QtBot, form: Form
) -> None:
    retype(qtbot, form, "date", "hier")
    retype(qtbot, form, "duree_min", "1h15")

    changes = form.changes()
    assert changes == {"date": date(2026, 11, 21), "duree_min": 75}
    assert form.seen_of(changes) == {
        "": ("op-born",),
        "date": ("op-date",),
        "duree_min": ("op-duree_min",),
    }


def test_an_edit_taken_back_is_no_change(qtbot: QtBot, form: Form) -> None:
    retype(qtbot, form, "lieu", "Ailleurs")
    retype(qtbot, form, "lieu", "Maison des droits")

    assert form.changes() == {}


def test_no_break_spaces_survive_an_edit(qtbot: QtBot, form: Form) -> None:
    text = form.editor("contenu")
    assert isinstance(text, QPlainTextEdit)
    text.moveCursor(text.textCursor().MoveOperation.End)

    qtbot.keyClicks(text, " Bon.")

    assert form.changes() == {"contenu": "Elle dit\u00a0: oui\u202f!\nPuis non. Bon."}


def test_every_editor_tells_its_edit(qtbot: QtBot, form: Form) -> None:
    told: list[str] = []
    form.edited.connect(told.append)

    for field, key in (
        ("date", "1"),
        ("debut", "1"),
        ("duree_min", "1"),
        ("lieu", "a"),
        ("contenu", "a"),
        ("suites", "a"),
    ):
        qtbot.keyClicks(form.editor(field), key)
    choice = form.editor("modalite")
    assert isinstance(choice, QComboBox)
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.keyClick(form.editor("interprete"), Qt.Key.Key_Space)
    chip = form.editor("sujets").findChild(QCheckBox)
    qtbot.keyClick(chip, Qt.Key.Key_Space)

    assert set(told) == set(VALUES)


def test_a_text_that_makes_no_sense_is_objected_to_on_leaving_and_is_no_change(
    qtbot: QtBot, form: Form
) -> None:
    line(form, "date").setFocus()
    retype(qtbot, form, "date", "31/02/2026")
    assert objection(form, "date") == ""

    line(form, "debut").setFocus()

    assert "n’existe pas" in objection(form, "date")
    assert "n’existe pas" in form.editor("date").accessibleDescription()
    assert form.changes() == {}
    assert form.unreadable() == ("date",)
    retype(qtbot, form, "date", "2")
    assert objection(form, "date") == ""


def test_what_was_understood_is_shown_on_leaving(qtbot: QtBot, form: Form) -> None:
    line(form, "date").setFocus()
    retype(qtbot, form, "date", "120785")

    line(form, "debut").setFocus()

    assert line(form, "date").text() == "12/07/1985"
    assert form.changes() == {"date": date(1985, 7, 12)}


def test_a_value_out_of_bounds_that_was_given_is_given_back(form: Form) -> None:
    form.load(VALUES | {"date": date(1701, 1, 1)}, SEEN)

    assert form.values()["date"] == date(1701, 1, 1)
    assert form.unreadable() == ()


def test_a_code_of_a_later_version_is_kept(form: Form) -> None:
    form.load(VALUES | {"modalite": "holo", "sujets": ("y", "z")}, SEEN)

    assert form.values()["modalite"] == "holo"
    assert form.values()["sujets"] == ("y", "z")
    assert form.changes() == {}


def test_what_is_taken_is_seen_and_what_was_typed_meanwhile_is_still_a_change(
    qtbot: QtBot, form: Form
) -> None:
    retype(qtbot, form, "lieu", "Mairie")
    sent = form.changes()
    qtbot.keyClicks(form.editor("lieu"), " annexe")

    form.taken(sent, {"lieu": ("op-new",)})

    assert form.changes() == {"lieu": "Mairie annexe"}
    assert form.seen_of(["lieu"])["lieu"] == ("op-new",)


def test_an_arrival_is_shown_where_the_author_is_not_editing(qtbot: QtBot, form: Form) -> None:
    retype(qtbot, form, "lieu", "Mairie")

    form.refresh(
        {"lieu": "Gare", "contenu": "Autre"},
        {"lieu": ("op-far",), "contenu": ("op-far",), "": ("op-born", "op-far")},
    )

    assert form.values()["contenu"] == "Autre"
    assert form.seen_of(["contenu"]) == {"": ("op-born", "op-far"), "contenu": ("op-far",)}
    assert form.changes() == {"lieu": "Mairie"}
    assert form.seen_of(["lieu"])["lieu"] == ("op-lieu",)


def test_an_edit_taken_back_gives_way_to_what_arrived_meanwhile(qtbot: QtBot, form: Form) -> None:
    retype(qtbot, form, "lieu", "Mairie")
    form.refresh({"lieu": "Gare"}, {"lieu": ("op-far",)})
    retype(qtbot, form, "lieu", "Maison des droits")

    form.settle()

    assert form.values()["lieu"] == "Gare"
    assert form.changes() == {}


def test_a_pause_settles(qtbot: QtBot, form: Form) -> None:
    with qtbot.waitSignal(form.settled, timeout=2_000):
        qtbot.keyClicks(form.editor("contenu"), "a")


def test_labels_are_buddies_and_controls_have_names(form: Form) -> None:
    for field in FIELDS:
        editor = form.editor(field.name)
        assert editor.accessibleName() == field.label
        assert editor.objectName() == f"essai_{field.name}"
        if field.editor != "check":
            above = form.findChild(QLabel, f"essai_{field.name}_label")
            assert above.buddy() is editor
    assert form.editor("contenu").accessibleDescription() == "Des faits."


def test_objections_are_said_and_taken_back(form: Form) -> None:
    form.object_to("duree_min", "Il manque la durée.")
    assert objection(form, "duree_min") == "Il manque la durée."

    form.clear_objections()

    assert objection(form, "duree_min") == ""


def test_an_objection_outlives_what_changes_nothing(form: Form) -> None:
    form.object_to("duree_min", "La durée manque.")

    form.refresh({"duree_min": VALUES["duree_min"]}, {"duree_min": ("op-far",)})
    assert objection(form, "duree_min") == "La durée manque."

    form.refresh({"duree_min": 30}, {"duree_min": ("op-far",)})
    assert objection(form, "duree_min") == ""


def test_the_keyboard_goes_through_every_field_once(qtbot: QtBot, form: Form) -> None:
    form.editor("date").setFocus()
    visited = []
    for _ in FIELDS:
        here = QApplication.focusWidget()
        visited.append(here if not isinstance(here.parent(), ChoicesEditor) else here.parent())
        qtbot.keyClick(here, Qt.Key.Key_Tab)

    assert visited == [form.editor(field.name) for field in FIELDS]


def test_arrows_move_among_the_choices(qtbot: QtBot, form: Form) -> None:
    first, second = form.editor("sujets").findChildren(QCheckBox)
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Right)
    qtbot.keyClick(second, Qt.Key.Key_Space)
    qtbot.keyClick(second, Qt.Key.Key_Right)

    assert form.changes() == {"sujets": ()}
    assert first.hasFocus()


def test_an_edit_can_be_undone_and_redone(qtbot: QtBot, form: Form) -> None:
    text = form.editor("contenu")
    text.setFocus()
    qtbot.keyClicks(text, "Bonjour")

    qtbot.keySequence(text, QKeySequence.StandardKey.Undo)
    assert form.changes() == {}
    qtbot.keySequence(text, QKeySequence.StandardKey.Redo)

    assert str(form.changes()["contenu"]).startswith("Bonjour")


class Slow:
    """A vault that answers when told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[dict[str, object], dict[str, Seen]]] = []

    def __call__(self, values, seen, taken, failed) -> None:  # noqa: ANN001
        self.asked.append((dict(values), dict(seen)))
        self.taken, self.failed = taken, failed


def test_one_save_at_a_time_and_each_has_seen_the_one_before(qtbot: QtBot, form: Form) -> None:
    slow = Slow()
    autosave = Autosave(form, slow)
    left: list[str] = []
    retype(qtbot, form, "lieu", "Mairie")
    autosave.flush()
    qtbot.keyClicks(form.editor("lieu"), " annexe")

    autosave.flush(lambda: left.append("left"))
    assert [values for values, _ in slow.asked] == [{"lieu": "Mairie"}]
    slow.taken("op-1")

    assert slow.asked[1] == ({"lieu": "Mairie annexe"}, {"": ("op-born",), "lieu": ("op-1",)})
    assert left == []
    slow.taken("op-2")
    assert left == ["left"]
    assert autosave.is_idle()


def test_a_failed_save_leaves_everything_to_be_saved(qtbot: QtBot, form: Form) -> None:
    slow = Slow()
    autosave = Autosave(form, slow)
    told: list[Exception] = []
    autosave.failed.connect(told.append)
    retype(qtbot, form, "lieu", "Mairie")
    autosave.flush(lambda: told.append(AssertionError()))

    slow.failed(OSError("full"))

    assert [type(error) for error in told] == [OSError]
    assert not autosave.is_idle()
    autosave.flush()
    assert slow.asked[1] == slow.asked[0]


def test_leaving_a_form_that_is_saved_waits_for_nothing(form: Form) -> None:
    left: list[str] = []

    Autosave(form, Slow()).flush(lambda: left.append("left"))

    assert left == ["left"]


def test_fields_side_by_side_go_below_where_there_is_no_room_and_come_back(qtbot: QtBot) -> None:
    area = QScrollArea()
    form = Form("essai", FIELDS, today=lambda: TODAY)
    area.setWidget(form)
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.show()
    side_by_side = [form.editor(name) for name in ("date", "debut", "duree_min")]

    def lines() -> int:
        return len({editor.mapTo(form, QPoint(0, 0)).y() for editor in side_by_side})

    area.resize(900, 700)
    qtbot.waitUntil(lambda: lines() == 1)

    area.resize(200, 900)
    qtbot.waitUntil(lambda: lines() == len(side_by_side))

    assert form.width() <= area.viewport().width()
    area.resize(900, 700)
    qtbot.waitUntil(lambda: lines() == 1)
