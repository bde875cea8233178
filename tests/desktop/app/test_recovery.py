"""The application is killed while one writes: the next start says what was found again, once."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from desktop.app import recovery
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.usecases.reprise import Retrouve
from tests.desktop.app.conftest import MakeSeat
from tests.stories import gestes

NOM, PRENOMS, PERSON = "Odilon Carpentras", "Maïwenn", "Trévignac-Kerloc’h"
SAID = "Elle a trouvé un stage."


@pytest.fixture
def writing(sit: MakeSeat) -> Seat:
    """Someone in the middle of an entretien, whose words were saved."""
    seat = sit()
    seat.window.activateWindow()
    seat.door.open()
    gestes.creer_coffre(seat, NOM)
    gestes.ouvrir_dossier(seat, PRENOMS, PERSON)
    hands = seat.hands
    hands.click("nouvel_entretien")
    hands.until(hands.find_any("entretien_contenu").isEnabled, "le brouillon")
    hands.write("entretien_contenu", SAID)
    hands.until(lambda: "Enregistré" in hands.text("note"), "l’enregistrement")
    return seat


def crash(seat: Seat) -> None:
    """End as a killed process does: nothing of the screens is asked, the lock of the file goes."""
    house = seat.door.house
    assert house is not None
    house.heart.stop()
    house.jobs.close()
    house.vault.close()
    seat.door.house = None


def again(sit: MakeSeat) -> Seat:
    seat = sit()
    seat.window.activateWindow()
    seat.door.open(PASSPHRASE)
    seat.enter()
    return seat


def told(seat: Seat) -> str:
    house = seat.door.house
    assert house is not None
    house.jobs.drain()
    return str(house.speak.banner.sentence)


def test_a_draft_left_by_a_crash_is_told_on_the_first_screen_and_opened_from_there(
    writing: Seat, sit: MakeSeat
) -> None:
    crash(writing)

    seat = again(sit)

    assert f"avec {PRENOMS} {PERSON} a été retrouvé tel qu’il était à" in told(seat)
    seat.hands.click("banner_action")
    text = seat.hands.find(QPlainTextEdit, "entretien_contenu")
    seat.hands.until(lambda: text.toPlainText() == SAID, "le texte retrouvé")


def test_it_does_not_follow_in_front_of_another_person(writing: Seat, sit: MakeSeat) -> None:
    """ui.md: in the entretien of one, nobody else's name; the draft waits in the day, to be finished."""
    crash(writing)
    seat = again(sit)
    assert PERSON in told(seat)

    gestes.ouvrir_dossier(seat, "Théodule", "Anquetin-Mauroy")
    seat.house.speak.banner.warn(f"Un brouillon avec {PERSON}")
    seat.hands.click("nouvel_entretien")
    seat.hands.until(seat.hands.find_any("entretien_contenu").isEnabled, "le brouillon")

    assert PERSON not in told(seat)


def test_it_is_told_once(writing: Seat, sit: MakeSeat) -> None:
    crash(writing)
    first = again(sit)
    assert told(first)
    first.door.lock()

    assert told(again(sit)) == ""


def test_a_lock_in_the_middle_of_an_entretien_tells_nothing(writing: Seat, sit: MakeSeat) -> None:
    writing.door.lock()

    assert told(again(sit)) == ""


def test_leaving_the_entretien_tells_nothing_after_a_later_crash(
    writing: Seat, sit: MakeSeat
) -> None:
    writing.hands.click("revenir")
    writing.hands.until(lambda: not writing.hands.shows("entretien_ecran"), "le dossier")
    crash(writing)

    assert told(again(sit)) == ""


def test_the_sentence_says_the_day_and_the_hour_and_does_without_a_day() -> None:
    saved = datetime(2026, 9, 10, 14, 32, tzinfo=UTC)
    found = Retrouve("e", "d", "Maïwenn Trévignac", date(2026, 9, 10), saved)

    whole = recovery.sentence(found, at=saved)
    bare = recovery.sentence(replace(found, date=None), at=saved)

    assert (
        "Votre brouillon du 10\u00a0septembre\u00a02026 avec Maïwenn Trévignac a été retrouvé "
        "tel qu’il était à 14\u00a0h\u00a032." in whole
    )
    assert "Votre brouillon avec Maïwenn Trévignac" in bare
