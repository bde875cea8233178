"""The lock while a card is typed in: kept first, and unlocking returns to the same field with the same words."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.models import saisies
from desktop.models.saisies import Saisie
from desktop.ui.places import Name, Place, side
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.app.remains import remains
from tests.stories import gestes

NOM, PRENOMS, PERSON = "Odilon Carpentras", "Maïwenn", "Trévignac-Kerloc’h"
SAID = "Vézelineau, deux appels."


@pytest.fixture
def closing(sit: MakeSeat) -> Seat:
    """Someone who closes a candidature, one key ago."""
    seat = sit()
    seat.window.activateWindow()
    seat.door.open()
    gestes.creer_coffre(seat, NOM)
    dossier = gestes.ouvrir_dossier(seat, PRENOMS, PERSON)
    seat.house.main.go(Place(Name.FILE, side(dossier, "commission")))
    seat.hands.until(lambda: seat.hands.shows("geste_clore"), "le volet")
    seat.hands.click("geste_clore")
    box = seat.hands.find(QComboBox, "geste_motif")
    box.setCurrentIndex(box.findData("retrait"))
    box.activated.emit(box.currentIndex())
    seat.hands.write("geste_moyens", SAID)
    return seat


def unlock(seat: Seat) -> None:
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()


def kept(seat: Seat) -> tuple[Saisie, ...]:
    with seat.house.vault.look() as rows:
        (person,) = {op[0] for op in rows.connection.exec_driver_sql("SELECT id FROM personne")}
        return saisies.of_dossier(rows.connection, person)


def test_one_comes_back_to_the_field_of_the_card_and_its_words(closing: Seat) -> None:
    closing.door.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = remains(("Vézelineau",))
    unlock(closing)

    text = closing.hands.find(QPlainTextEdit, "geste_moyens")
    assert left == []
    assert text.toPlainText() == SAID
    assert closing.house.main.focusWidget() is text
    assert text.textCursor().position() == len(SAID)
    assert closing.hands.find(QComboBox, "geste_motif").currentData() == "retrait"


def test_words_kept_behind_the_lock_are_not_said_to_be_lost_by_closing(closing: Seat) -> None:
    closing.door.lock()

    assert closing.door._not_saved() == ""


def test_a_card_left_behind_another_place_is_kept_by_the_lock_too(closing: Seat) -> None:
    closing.hands.click_item("rail", Name.POSTE)

    closing.door.lock()
    unlock(closing)

    (found,) = kept(closing)
    assert SAID in str(found.mots)


def test_a_card_that_the_disk_does_not_take_is_sealed_with_the_lock(closing: Seat) -> None:
    with closing.house.vault.work() as work:
        work.connection.exec_driver_sql(
            "CREATE TRIGGER panne BEFORE INSERT ON saisie "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
        work.commit()

    closing.door.lock()

    assert "déverrouillez pour le retrouver" in closing.door._not_saved()
