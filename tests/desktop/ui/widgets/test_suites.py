"""Suites typed with the keyboard alone: letters propose, Enter adds, Delete removes."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.typed_dates import Unreadable
from desktop.ui.widgets.suites import SuitesEditor
from plie.suite import Suite, line, read
from plie.vocabulaire import GenreSuite

TODAY = date(2026, 9, 10)
G = GenreSuite
READY = (
    ("objectif_fixe", "Mettre le CV à jour"),
    ("etape_proposee", "Élaboration du projet"),
    ("document_remis", "CV imprimé"),
)


@pytest.fixture
def editor(qtbot: QtBot) -> SuitesEditor:
    made = SuitesEditor(READY, lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def part(editor: SuitesEditor, name: str) -> QWidget:
    return cast("QWidget", editor.findChild(QWidget, f"suites_{name}"))


def type_in(widget: QWidget, words: str) -> None:
    for letter in words:
        QApplication.sendEvent(
            widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        )


def press(
    qtbot: QtBot,
    widget: QWidget,
    *keys: Qt.Key,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    for key in keys:
        qtbot.keyClick(widget, key, held)


def suites(editor: SuitesEditor) -> list[Suite]:
    return [read(kept) for kept in cast("tuple[str, ...]", editor.value())]


def test_enter_adds_a_decision_and_leaves_the_line_empty(
    qtbot: QtBot, editor: SuitesEditor
) -> None:
    words = part(editor, "texte")

    type_in(words, "Appeler l’école")
    press(qtbot, words, Qt.Key.Key_Return)

    assert suites(editor) == [Suite(G.DECISION, "Appeler l’école")]
    assert cast("QLineEdit", words).text() == ""


def test_what_is_typed_and_not_added_counts(editor: SuitesEditor) -> None:
    type_in(part(editor, "texte"), "Rappeler")

    assert suites(editor) == [Suite(G.DECISION, "Rappeler")]


def test_a_few_letters_propose_a_suite_with_its_genre_accents_apart(
    qtbot: QtBot, editor: SuitesEditor
) -> None:
    words = part(editor, "texte")

    type_in(words, "elab")
    press(qtbot, words, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Return)

    assert suites(editor) == [Suite(G.ETAPE_PROPOSEE, "Élaboration du projet")]


def test_what_is_open_in_the_dossier_is_proposed_first(qtbot: QtBot, editor: SuitesEditor) -> None:
    words = part(editor, "texte")
    editor.know([Suite(G.OBJECTIF_ATTEINT, "Refaire le CV")])

    type_in(words, "cv")
    offered = cast("QListWidget", part(editor, "texte_propositions"))
    shown = [offered.item(n).text() for n in range(offered.count())]
    press(qtbot, words, Qt.Key.Key_Down, Qt.Key.Key_Return)

    assert shown == [
        "Objectif atteint\u00a0: Refaire le CV",
        "Objectif fixé\u00a0: Mettre le CV à jour",
        "Document remis\u00a0: CV imprimé",
    ]
    assert suites(editor) == [Suite(G.OBJECTIF_ATTEINT, "Refaire le CV")]


def test_of_an_objective_on_its_way_what_is_noted_comes_next(
    qtbot: QtBot, editor: SuitesEditor
) -> None:
    words = cast("QLineEdit", part(editor, "texte"))
    editor.know([Suite(G.OBJECTIF_AVANCE, "Obtenir le code")])

    type_in(words, "code")
    press(qtbot, words, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert suites(editor) == [Suite(G.OBJECTIF_AVANCE, "Obtenir le code")]
    assert words.cursorPosition() == len(words.text())
    type_in(words, "12 leçons")
    press(qtbot, words, Qt.Key.Key_Return)

    assert suites(editor) == [Suite(G.OBJECTIF_AVANCE, "Obtenir le code — 12 leçons")]


def test_the_genre_is_chosen_without_leaving_the_line(qtbot: QtBot, editor: SuitesEditor) -> None:
    words = part(editor, "texte")
    type_in(words, "VAE")

    press(qtbot, words, Qt.Key.Key_Down, held=Qt.KeyboardModifier.ControlModifier)

    assert suites(editor) == [Suite(G.ETAPE_PROPOSEE, "VAE")]
    assert cast("QComboBox", part(editor, "genre")).currentText() == "Étape proposée"


def test_a_date_is_typed_freely_and_enter_there_adds(qtbot: QtBot, editor: SuitesEditor) -> None:
    type_in(part(editor, "texte"), "Écrire")
    day = part(editor, "le")
    type_in(day, "12/10")

    press(qtbot, day, Qt.Key.Key_Return)

    assert suites(editor) == [Suite(G.DECISION, "Écrire", date(2026, 10, 12))]
    assert QApplication.focusWidget() is part(editor, "texte")


def test_a_date_that_makes_no_sense_is_not_added(qtbot: QtBot, editor: SuitesEditor) -> None:
    words = part(editor, "texte")
    type_in(words, "Écrire")
    type_in(part(editor, "le"), "12/0")

    press(qtbot, words, Qt.Key.Key_Return)

    with pytest.raises(Unreadable):
        editor.value()
    assert cast("QLineEdit", words).text() == "Écrire"


def test_delete_removes_and_enter_takes_a_line_back(qtbot: QtBot, editor: SuitesEditor) -> None:
    kept = (line(Suite(G.ETAPE_PROPOSEE, "VAE", TODAY)), "Un", "Deux")
    editor.set_value(kept)
    rows = cast("QListWidget", part(editor, "liste"))
    rows.setFocus()

    press(qtbot, rows, Qt.Key.Key_Delete)
    press(qtbot, rows, Qt.Key.Key_Up, Qt.Key.Key_Return)

    assert editor.value() == ("Un", kept[0])
    assert cast("QLineEdit", part(editor, "texte")).text() == "VAE"
    assert cast("QComboBox", part(editor, "genre")).currentText() == "Étape proposée"


def test_lines_of_before_are_given_back_as_they_were(editor: SuitesEditor) -> None:
    old = ("Appeler l’école - avant vendredi", "Refaire  le CV ")

    editor.set_value(old)

    assert editor.value() == old


def test_escape_puts_the_propositions_away_and_stays(qtbot: QtBot, editor: SuitesEditor) -> None:
    words = part(editor, "texte")
    type_in(words, "cv")

    press(qtbot, words, Qt.Key.Key_Escape)

    assert part(editor, "texte_propositions").isHidden()
    assert suites(editor) == [Suite(G.DECISION, "cv")]


def test_each_control_says_its_name(editor: SuitesEditor) -> None:
    names = {
        name: QAccessible.queryAccessibleInterface(part(editor, name)).text(QAccessible.Text.Name)
        for name in ("genre", "texte", "le", "ajouter", "liste", "texte_propositions")
    }

    assert all(names.values()), names


def test_a_line_is_taken_back_or_removed_by_what_is_seen_beside_it(
    editor: SuitesEditor, qtbot: QtBot
) -> None:
    drop, mend = part(editor, "retirer"), part(editor, "reprendre")
    assert not drop.isVisible()
    words = part(editor, "texte")
    for said in ("Refaire le CV", "Voir le garage"):
        type_in(words, said)
        press(qtbot, words, Qt.Key.Key_Return)

    qtbot.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert [s.texte for s in suites(editor)] == ["Refaire le CV"]

    qtbot.mouseClick(mend, Qt.MouseButton.LeftButton)
    assert cast("QLineEdit", words).text() == "Refaire le CV"
    assert not drop.isVisible()


def test_what_is_decided_keeps_its_line_where_the_room_lacks(
    qtbot: QtBot, editor: SuitesEditor
) -> None:
    words, genre = part(editor, "texte"), part(editor, "genre")

    def under() -> bool:
        return genre.mapTo(editor, genre.rect().topLeft()).y() >= words.height()

    editor.resize(1_200, 300)
    qtbot.waitUntil(lambda: not under())
    editor.resize(420, 300)

    qtbot.waitUntil(lambda: under() and words.width() == editor.width())
