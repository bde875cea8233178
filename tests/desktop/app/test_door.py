"""The way in and out, by keys and mouse: first start, wrong phrase, several vaults, lock."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.models.errors import VaultClosed
from desktop.ui.places import Name
from desktop.usecases import Vault
from plie.kinds import Parcours, Personne
from tests.desktop.app.conftest import MakeSeat

NOM = "Odilon Carpentras"
CANARY = "Trévignac-Kerloc’h"


def created(seat: Seat) -> Seat:
    """Go through the first start."""
    seat.door.open()
    seat.fill_first_start(NOM)
    seat.hands.click("creer_coffre")
    seat.enter()
    return seat


def unlock(seat: Seat, phrase: str = PASSPHRASE) -> None:
    seat.door.open()
    seat.hands.write("deverrouillage_phrase_line", phrase)
    seat.hands.click("deverrouiller")


def rewrite(seat: Seat, name: str, text: str) -> None:
    seat.hands.find(QLineEdit, name).clear()
    seat.hands.write(name, text)


def vaults(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob("*/coffre.json"))


def test_a_first_start_refuses_what_protects_nothing_then_opens(
    sit: MakeSeat, tmp_path: Path
) -> None:
    seat = sit()
    seat.door.open()
    seat.fill_first_start(NOM)
    objections = []
    for phrase, again in (("azerty", "azerty"), (PASSPHRASE, "une autre phrase")):
        rewrite(seat, "premier_phrase_line", phrase)
        rewrite(seat, "premier_encore_line", again)
        seat.hands.click("creer_coffre")
        objections.append(seat.hands.text("premier_objection"))
    before = vaults(tmp_path / "machine")

    rewrite(seat, "premier_encore_line", PASSPHRASE)
    seat.hands.click("creer_coffre")
    seat.enter()

    assert before == []
    assert all(objections)
    assert "diffèrent" in objections[1]
    assert len(vaults(tmp_path / "machine")) == 1
    seat.hands.until(lambda: seat.hands.shows("rail"), "la fenêtre principale")
    assert NOM not in str(vaults(tmp_path / "machine")[0])


def test_a_name_is_asked_for(sit: MakeSeat) -> None:
    seat = sit()
    seat.door.open()
    seat.fill_first_start("   ")

    seat.hands.click("creer_coffre")

    assert "nom" in seat.hands.text("premier_objection")


def test_a_plie_is_asked_for_and_none_is_chosen_beforehand(sit: MakeSeat) -> None:
    seat = sit()
    seat.door.open()
    before = seat.hands.find(QComboBox, "premier_plie").currentIndex()
    seat.fill_first_start(NOM)
    seat.hands.find(QComboBox, "premier_plie").setCurrentIndex(-1)

    seat.hands.click("creer_coffre")

    assert before == -1
    assert "PLIE" in seat.hands.text("premier_objection")


def test_a_first_start_waits_for_a_name_to_be_typed(sit: MakeSeat) -> None:
    seat = sit()

    seat.door.open()

    seat.hands.until(
        lambda: seat.hands.find(QLineEdit, "premier_nom").hasFocus(), "le champ du nom"
    )


def test_a_wrong_phrase_is_told_and_the_right_one_opens(sit: MakeSeat) -> None:
    created(sit()).door.window.close()
    seat = sit()

    unlock(seat, "une phrase que personne n’a choisie")
    seat.hands.until(lambda: bool(seat.hands.text("deverrouillage_objection")), "le refus")
    said = seat.hands.text("deverrouillage_objection")
    typed = seat.hands.find(QLineEdit, "deverrouillage_phrase_line").text()
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.press("deverrouillage_phrase_line", Qt.Key.Key_Return)
    seat.enter()

    assert "phrase" in said.lower()
    assert typed == ""
    assert seat.hands.shows("rail")


def test_a_vault_open_elsewhere_is_told_and_left_alone(sit: MakeSeat) -> None:
    first = created(sit())
    second = sit()

    unlock(second)
    second.hands.until(lambda: bool(second.hands.text("deverrouillage_objection")), "le refus")

    assert "déjà ouvert" in second.hands.text("deverrouillage_objection")
    assert second.door.house is None
    with first.house.vault.look() as rows:
        assert rows.identity().nom == NOM


def test_only_the_demonstration_tells_its_phrase(sit: MakeSeat) -> None:
    created(sit()).door.window.close()
    real, demo = sit(), sit(hint="Sa phrase est connue de tous.")
    real.door.open()

    demo.door.open()

    assert not real.hands.shows("deverrouillage_aide")
    assert demo.hands.text("deverrouillage_aide") == "Sa phrase est connue de tous."


def test_one_vault_is_not_asked_about(sit: MakeSeat) -> None:
    created(sit()).door.window.close()
    seat = sit()

    seat.door.open()

    assert seat.hands.shows("deverrouiller")
    assert not seat.hands.shows("deverrouillage_coffre")


def test_of_several_vaults_the_last_opened_is_proposed_and_another_may_be_chosen(
    sit: MakeSeat, tmp_path: Path
) -> None:
    for place in ("a", "b"):
        created(sit(place)).door.window.close()
    one, two = (vaults(tmp_path / place)[0] for place in ("a", "b"))
    machine = tmp_path / "machine"
    machine.mkdir()
    for name, made, day in (("0-un", one, 1_788_000_000), ("1-deux", two, 1_788_900_000)):
        made.rename(machine / name)
        os.utime(machine / name / "coffre.json", (day, day))
    seat = sit("machine")
    seat.door.open()
    box = seat.hands.find(QComboBox, "deverrouillage_coffre")
    proposed, offered = box.currentText(), [box.itemText(n)[:8] for n in range(box.count())]

    QTest.keyClick(box, Qt.Key.Key_Up)
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()

    assert proposed == "Coffre 2, ouvert le 08/09/2026"
    assert offered == ["Coffre 1", "Coffre 2"]
    assert seat.house.vault.folder == machine / "0-un"
    opened = (machine / "0-un" / "coffre.json").stat().st_mtime
    assert opened > (machine / "1-deux" / "coffre.json").stat().st_mtime


def test_locking_leaves_no_word_of_the_house(sit: MakeSeat, qtbot: QtBot) -> None:
    seat = created(sit())
    vault: Vault = seat.house.vault
    with vault.work() as work:
        id_ = work.new_id()
        work.insert(Personne(id=id_, civilite="Mme", nom_naissance=CANARY, prenoms="Maïwenn"))
        work.insert(Parcours(id=work.new_id(), dossier=id_, origine="prescripteur"))
        work.commit()
    seat.redraw()
    seat.hands.click_item("rail", Name.FILE)
    seat.hands.until(lambda: seat.hands.says("file_liste", "Maïwenn"), "la file active")
    qtbot.waitUntil(lambda: CANARY.upper() in " ".join(words(seat.window)).upper())

    seat.window.activateWindow()
    qtbot.waitUntil(seat.window.isActiveWindow)
    with qtbot.waitSignal(seat.door.left):
        qtbot.keyClick(seat.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    left = " ".join(words(seat.window))
    assert seat.hands.shows("deverrouiller")
    assert "verrouillée" in left
    assert not [word for word in (CANARY, CANARY.upper(), "Maïwenn", NOM) if word in left]
    with pytest.raises(VaultClosed), vault.look():
        pass


def test_what_was_locked_opens_again_on_the_same_data(sit: MakeSeat, qtbot: QtBot) -> None:
    seat = created(sit())
    with qtbot.waitSignal(seat.door.left):
        seat.house.main.lock()

    unlock(seat)
    seat.enter()

    with seat.house.vault.look() as rows:
        assert rows.identity().nom == NOM


def words(window: QWidget) -> list[str]:
    """Return every word that a widget of the window shows, keeps or says."""
    found = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QLabel | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found += _lines(widget)
    return found


def _lines(view: QAbstractItemView) -> list[str]:
    model = view.model()
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.UserRole,
    )
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(9)]
    return [str(cell.data(role)) for cell in cells if cell.isValid() for role in roles]
