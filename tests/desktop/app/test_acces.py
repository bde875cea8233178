"""The other ways in, by keys and mouse: recovery key, quick code, phrase changed, a second vault."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.demo.hands import Hands
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.models import attempts
from desktop.ui.places import Name
from desktop.ui.widgets.recovery_key import RecoveryKey
from desktop.usecases import acces
from tests.desktop import ring
from tests.desktop.app.conftest import MakeSeat

NOM = "Odilon Carpentras"
NEW = "verger tunnel crayon lampe pelote fusain"
CODE = "274913"
GROUPS = range(1, 8)


@pytest.fixture
def kept() -> Iterator[ring.MemoryRing]:
    made = ring.MemoryRing()
    with ring.in_use(made):
        yield made


def made(seat: Seat) -> tuple[Seat, str]:
    """Go through the first start; return the recovery key that was shown."""
    seat.door.open()
    seat.fill_first_start(NOM)
    seat.hands.click("creer_coffre")
    key = "-".join(seat.hands.read(f"cle_montre_{n}") for n in GROUPS)
    seat.enter()
    return seat, key


def in_dialog(seat: Seat, opener: str, **typed: str) -> Hands:
    """Open a dialog of « Mon poste » and fill it; the button is left to press."""
    seat.hands.click_item("rail", Name.POSTE)
    seat.hands.click(opener)
    hands = Hands(seat.hands.find_any("dialogue_secret"))
    for name, text in typed.items():
        hands.write(name, text)
    return hands


def save_page(seat: Seat, path: Path) -> None:
    """Save the page of the key shown where one chooses."""
    seat.hands.click("cle_enregistrer")
    (chooser,) = seat.hands.find(RecoveryKey, "cle_de_secours").findChildren(QFileDialog)
    assert chooser.testOption(QFileDialog.Option.DontUseNativeDialog)
    chooser.fileSelected.emit(str(path))
    chooser.close()


def choose_code(seat: Seat, code: str = CODE) -> None:
    in_dialog(
        seat, "choisir_code", actuelle_line=PASSPHRASE, code_line=code, code_encore_line=code
    ).click("dialogue_ok")
    seat.hands.until(lambda: seat.hands.text("protection_code").startswith("Choisi"), "le code")


def lock(seat: Seat) -> None:
    seat.house.main.lock()
    seat.hands.find_any("deverrouiller")


def answer(seat: Seat, secret: str) -> None:
    seat.hands.write("deverrouillage_phrase_line", secret)
    seat.hands.click("deverrouiller")


def refused(seat: Seat) -> str:
    seat.hands.until(lambda: bool(seat.hands.text("deverrouillage_objection")), "le refus")
    return seat.hands.text("deverrouillage_objection")


def test_the_key_is_shown_once_and_two_groups_prove_that_it_is_noted(
    sit: MakeSeat, tmp_path: Path
) -> None:
    seat = sit()
    seat.door.open()
    seat.fill_first_start(NOM)
    seat.hands.click("creer_coffre")
    seat.hands.click("cle_notee")
    said = seat.hands.text("cle_objection")
    page = tmp_path / "cle.pdf"
    page.touch(mode=0o644)
    save_page(seat, page)
    key = [seat.hands.read(f"cle_montre_{n}") for n in GROUPS]

    seat.note_key()
    seat.enter()

    assert "recopiez" in said
    assert page.read_bytes().startswith(b"%PDF")
    assert sys.platform == "win32" or page.stat().st_mode & 0o777 == 0o600
    assert acces.ways(seat.house.vault.folder).noted

    def left() -> str:
        return " ".join(shown.text() for shown in seat.window.findChildren(QLabel))

    seat.hands.until(lambda: not [group for group in key if group in left()], "la clé effacée")


def test_the_key_said_noted_twice_enters_once(sit: MakeSeat) -> None:
    seat = sit()
    entered: list[object] = []
    seat.door.entered.connect(entered.append)
    seat.door.open()
    seat.fill_first_start(NOM)
    seat.hands.click("creer_coffre")
    for group in (2, 6):
        seat.hands.write(f"cle_groupe_{group}", seat.hands.read(f"cle_montre_{group}"))

    done = seat.hands.find(QAbstractButton, "cle_notee")
    done.click()
    done.click()
    seat.hands.until(lambda: bool(entered), "l’entrée")
    seat.hands.until(lambda: seat.hands.shows("rail"), "la fenêtre principale")

    assert len(entered) == 1


def test_nobody_leaves_the_screen_that_a_vault_is_opening_for(sit: MakeSeat) -> None:
    seat, _key = made(sit())
    lock(seat)

    answer(seat, PASSPHRASE)

    links = ("phrase_oubliee_lien", "autre_coffre")
    assert not any(seat.hands.find(QAbstractButton, link).isEnabled() for link in links)
    seat.enter()


def test_a_window_closed_on_the_key_leaves_a_vault_that_opens(sit: MakeSeat) -> None:
    seat = sit()
    seat.door.open()
    seat.fill_first_start(NOM)
    seat.hands.click("creer_coffre")
    seat.hands.find_any("cle_notee")
    seat.door.window.close()

    again = sit()
    again.door.open()
    answer(again, PASSPHRASE)
    again.enter()

    assert not acces.ways(again.house.vault.folder).noted


def test_a_phrase_is_proposed_and_another_can_be_asked_for(sit: MakeSeat) -> None:
    seat = sit()
    seat.door.open()
    first = seat.hands.read("proposition_phrase")

    seat.hands.click("proposition_autre")

    assert len(first.split()) == 7
    assert seat.hands.read("proposition_phrase") != first


def test_a_forgotten_phrase_is_replaced_by_whoever_holds_the_key(sit: MakeSeat) -> None:
    seat, key = made(sit())
    lock(seat)
    seat.hands.click("phrase_oubliee_lien")
    seat.hands.write("secours_cle", key[:-1] + ("2" if key[-1] != "2" else "3"))
    seat.hands.click("secours_ouvrir")
    slip = seat.hands.text("secours_objection")
    seat.hands.write("secours_cle", key)
    seat.hands.write("secours_phrase_line", NEW)
    seat.hands.write("secours_encore_line", NEW)

    seat.hands.click("secours_ouvrir")
    seat.enter()
    lock(seat)
    answer(seat, PASSPHRASE)
    former = refused(seat)
    answer(seat, NEW)
    seat.enter()

    assert "groupe 7" in slip
    assert "pas la bonne phrase" in former


def test_the_phrase_is_changed_from_the_poste(sit: MakeSeat) -> None:
    seat, _key = made(sit())
    fields = {"nouvelle_line": NEW, "encore_line": NEW}
    dialog = in_dialog(seat, "changer_phrase", actuelle_line="pas la bonne", **fields)
    dialog.click("dialogue_ok")
    dialog.until(lambda: bool(dialog.text("dialogue_objection")), "le refus")
    wrong = dialog.text("dialogue_objection")
    dialog.write("actuelle_line", PASSPHRASE)

    dialog.click("dialogue_ok")
    seat.hands.until(lambda: "changée" in seat.hands.text("banner_sentence"), "le changement")
    lock(seat)
    answer(seat, NEW)
    seat.enter()

    assert "pas la bonne phrase" in wrong


def test_the_code_opens_and_the_phrase_still_may(sit: MakeSeat, kept: ring.MemoryRing) -> None:
    seat, _key = made(sit())
    choose_code(seat)
    lock(seat)
    asked = seat.hands.text("deverrouillage_titre")
    answer(seat, "111222")
    wrong = refused(seat)
    answer(seat, CODE)
    seat.enter()
    lock(seat)
    seat.hands.click("deverrouillage_autrement")
    answer(seat, PASSPHRASE)
    seat.enter()

    assert kept.kept
    assert asked == "Code de déverrouillage"
    assert "pas le bon" in wrong


def test_in_the_open_house_the_code_proves(sit: MakeSeat, kept: ring.MemoryRing) -> None:
    seat, _key = made(sit())
    prove = seat.house._keys.proof()
    before = prove.expects()
    choose_code(seat)

    prove.check(CODE)
    prove.check(PASSPHRASE)

    assert kept.kept
    assert (before, prove.expects()) == ("phrase", "code")


def test_a_code_missed_ten_times_gives_way_to_the_phrase(
    sit: MakeSeat, kept: ring.MemoryRing
) -> None:
    seat, _key = made(sit())
    choose_code(seat)
    folder = seat.house.vault.folder
    lock(seat)
    [(_, name)] = kept.kept
    # Nine failures long ago: waiting for them would take an hour.
    attempts.write(folder, name.removeprefix("code-"), attempts.Attempts(9, 0.0))

    answer(seat, "111222")
    said = refused(seat)

    assert "détruit" in said
    assert seat.hands.text("deverrouillage_titre") == "Phrase de passe"
    answer(seat, PASSPHRASE)
    seat.enter()


def test_without_its_keyring_the_screen_asks_for_the_phrase_and_says_why(
    sit: MakeSeat, kept: ring.MemoryRing
) -> None:
    seat, _key = made(sit())
    choose_code(seat)
    kept.locked = True

    lock(seat)

    seat.hands.until(lambda: "trousseau" in seat.hands.text("deverrouillage_objection"), "pourquoi")
    assert seat.hands.text("deverrouillage_titre") == "Phrase de passe"
    answer(seat, PASSPHRASE)
    seat.enter()


def test_a_machine_without_a_keyring_says_why_there_is_no_code(sit: MakeSeat) -> None:
    seat, _key = made(sit())

    seat.hands.click_item("rail", Name.POSTE)
    seat.hands.until(lambda: bool(seat.hands.text("protection_code")), "l’état du code")

    assert "trousseau" in seat.hands.text("protection_code")
    assert not seat.hands.find_any("choisir_code").isEnabled()


def test_a_vault_moved_to_another_machine_asks_for_its_phrase(
    sit: MakeSeat, kept: ring.MemoryRing, tmp_path: Path
) -> None:
    seat, _key = made(sit())
    choose_code(seat)
    seat.door.window.close()
    shutil.copytree(tmp_path / "machine", tmp_path / "ailleurs")
    kept.kept.clear()

    there = sit("ailleurs")
    there.door.open()
    there.hands.until(
        lambda: "autre machine" in there.hands.text("deverrouillage_objection"), "pourquoi"
    )
    answer(there, PASSPHRASE)
    there.enter()


def test_a_second_adviser_makes_a_vault_of_their_own_under_a_neutral_name(
    sit: MakeSeat,
) -> None:
    seat, _key = made(sit())
    dialog = in_dialog(seat, "renommer_coffre", nom_coffre="Odilon")
    dialog.click("dialogue_ok")
    dialog.until(lambda: bool(dialog.text("dialogue_objection")), "le refus")
    dialog.write("nom_coffre", "bleu")
    dialog.click("dialogue_ok")
    seat.hands.until(lambda: seat.hands.text("protection_nom") == "bleu", "le nom")
    lock(seat)

    seat.hands.click("autre_coffre")
    seat.fill_first_start("Solène Azéma")
    seat.hands.click("creer_coffre")
    seat.enter()
    lock(seat)

    box = seat.hands.find(QComboBox, "deverrouillage_coffre")
    offered = sorted(box.itemText(n).split(",")[0] for n in range(box.count()))
    assert "bleu" in offered
    assert len(offered) == 2
    assert not [text for text in offered if "Odilon" in text or "Solène" in text]


def test_going_back_from_another_vault_makes_nothing(sit: MakeSeat, tmp_path: Path) -> None:
    seat, _key = made(sit())
    lock(seat)

    seat.hands.click("autre_coffre")
    seat.hands.click("premier_retour")

    assert seat.hands.find_any("deverrouiller")
    assert len(list((tmp_path / "machine").iterdir())) == 1


def test_a_renewed_key_is_shown_and_noted(sit: MakeSeat, qtbot: QtBot) -> None:
    assert qtbot
    seat, former = made(sit())
    in_dialog(seat, "renouveler_cle", actuelle_line=PASSPHRASE).click("dialogue_ok")
    dialog: QWidget = seat.hands.find_any("dialogue_cle")
    hands = Hands(dialog)
    key = "-".join(hands.read(f"cle_montre_{n}") for n in GROUPS)
    hands.click("cle_enregistrer")
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.close()
    for group in (2, 6):
        hands.write(f"cle_groupe_{group}", hands.read(f"cle_montre_{group}"))
    hands.click("cle_notee")
    seat.hands.until(lambda: "papier" in seat.hands.text("banner_sentence"), "la clé notée")

    assert key != former
    assert acces.ways(seat.house.vault.folder).noted


def test_a_key_being_made_is_shown_even_to_who_wants_to_leave(sit: MakeSeat) -> None:
    """The former one opens nothing any more: the new one must be seen."""
    seat, _former = made(sit())
    dialog = in_dialog(seat, "renouveler_cle", actuelle_line=PASSPHRASE)
    dialog.click("dialogue_ok")

    QTest.keyClick(dialog.window, Qt.Key.Key_Escape)

    assert seat.hands.find_any("dialogue_cle")


@pytest.mark.parametrize(
    "opener", ["changer_phrase", "choisir_code", "renouveler_cle", "renommer_coffre"]
)
def test_every_control_of_the_dialogs_has_a_name(
    sit: MakeSeat, kept: ring.MemoryRing, opener: str
) -> None:
    seat, _key = made(sit())

    dialog = in_dialog(seat, opener).window

    controls = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QLineEdit)]
    assert kept.kept == {}
    assert len(controls) >= 3
    assert all(one.objectName() and (one.accessibleName() or _words(one)) for one in controls)


def _words(control: QWidget) -> str:
    return control.text() if isinstance(control, QAbstractButton) else ""
