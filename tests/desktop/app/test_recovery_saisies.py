"""The application is killed while a form is typed in: the next start says which, whose, and opens it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from desktop.app import recovery
from desktop.demo.seat import Seat
from desktop.models import saisies
from desktop.ui.places import Name, Place, side
from desktop.usecases.reprise import Retrouve, SaisieRetrouvee
from desktop.usecases.saisies import Carte
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.app.test_recovery import NOM, PERSON, PRENOMS, SAID, again, crash, told
from tests.stories import gestes

WHO = f"{PRENOMS} {PERSON}"
Sat = tuple[Seat, str]


@pytest.fixture
def sat(sit: MakeSeat) -> Sat:
    """Someone who has one person in their vault, and that person's id."""
    seat = sit()
    seat.window.activateWindow()
    seat.door.open()
    gestes.creer_coffre(seat, NOM)
    return seat, gestes.ouvrir_dossier(seat, PRENOMS, PERSON)


def kept(seat: Seat, words: str) -> Callable[[], bool]:
    """Whether the vault has the words typed in a card."""

    def there() -> bool:
        with seat.house.vault.look() as rows:
            return any(words in str(one.mots) for one in saisies.open_ones(rows.connection))

    return there


def close_without_follow_up(sat: Sat) -> None:
    seat, dossier = sat
    seat.house.main.go(Place(Name.FILE, side(dossier, "commission")))
    seat.hands.until(lambda: seat.hands.shows("geste_clore"), "le volet")
    seat.hands.click("geste_clore")
    seat.hands.write("geste_moyens", SAID)
    seat.hands.until(kept(seat, SAID), "les mots gardés")


def begin_an_etape(sat: Sat) -> None:
    seat, dossier = sat
    seat.house.main.go(Place(Name.NOUVELLE_ETAPE, dossier))
    seat.hands.until(lambda: seat.hands.shows("etape_intitule"), "l’étape")
    seat.hands.write("etape_intitule", SAID)
    seat.hands.until(lambda: "Enregistré" in seat.hands.text("note"), "l’enregistrement")
    seat.house.jobs.drain()


def test_a_gesture_left_by_a_crash_is_told_and_its_card_opens_with_its_words(
    sat: Sat, sit: MakeSeat
) -> None:
    close_without_follow_up(sat)
    crash(sat[0])

    seat = again(sit)

    sentence = told(seat)
    assert "Votre saisie a été retrouvée telle qu’elle était à" in sentence
    assert sentence.endswith(f"Clore sans suite, {WHO}.")
    seat.hands.click("banner_action")
    text = seat.hands.find(QPlainTextEdit, "geste_moyens")
    seat.hands.until(lambda: text.toPlainText() == SAID, "les mots retrouvés")
    assert seat.hands.find(QComboBox, "geste_motif").isVisible()


def test_an_etape_left_by_a_crash_is_told_once_and_opened_from_there(
    sat: Sat, sit: MakeSeat
) -> None:
    begin_an_etape(sat)
    crash(sat[0])

    seat = again(sit)

    assert told(seat).endswith(f"Nouvelle étape, {WHO}.")
    seat.hands.click("banner_action")
    line = seat.hands.find(QLineEdit, "etape_intitule")
    seat.hands.until(lambda: line.text() == SAID, "l’étape retrouvée")
    seat.door.lock()
    assert told(again(sit)) == ""


def test_what_was_typed_in_it_afterwards_is_held_with_its_own_transaction(
    sat: Sat, sit: MakeSeat
) -> None:
    begin_an_etape(sat)
    seat = sat[0]
    seat.hands.click("revenir")
    seat.hands.until(lambda: not seat.hands.shows("etape_ecran"), "le dossier")
    with seat.house.vault.look() as rows:
        (etape,) = rows.connection.exec_driver_sql("SELECT id FROM etape").scalars().all()
    seat.house.main.go(Place(Name.ETAPE, etape))
    seat.hands.until(lambda: seat.hands.shows("etape_partenaire"), "l’étape")
    seat.hands.write("etape_partenaire", "Les Ateliers")
    seat.hands.until(lambda: "Enregistré" in seat.hands.text("note"), "l’enregistrement")
    crash(seat)

    assert told(again(sit)).endswith(f"Étape, {WHO}.")


def test_an_etape_left_as_it_should_be_is_not_told_after_a_later_crash(
    sat: Sat, sit: MakeSeat
) -> None:
    begin_an_etape(sat)
    sat[0].hands.click("revenir")
    sat[0].hands.until(lambda: not sat[0].hands.shows("etape_ecran"), "le dossier")
    crash(sat[0])

    assert told(again(sit)) == ""


def test_a_lock_in_the_middle_of_a_card_or_a_form_tells_nothing(sat: Sat, sit: MakeSeat) -> None:
    close_without_follow_up(sat)
    begin_an_etape(sat)
    sat[0].door.lock()

    assert told(again(sit)) == ""


def test_a_person_not_written_yet_is_told_by_the_form_alone(sat: Sat, sit: MakeSeat) -> None:
    seat = sat[0]
    seat.house.main.go(Place(Name.NOUVEAU_DOSSIER))
    seat.hands.write("nouveau_formulaire_nom", "Barzillac")
    seat.hands.until(kept(seat, "Barzillac"), "les mots gardés")
    crash(seat)

    after = again(sit)

    assert told(after).endswith("Nouvelle personne.")
    after.hands.click("banner_action")
    line = after.hands.find(QLineEdit, "nouveau_formulaire_nom")
    after.hands.until(lambda: line.text() == "Barzillac", "le nom retrouvé")


def test_of_several_the_last_is_opened_and_the_others_are_named(sat: Sat, sit: MakeSeat) -> None:
    close_without_follow_up(sat)
    begin_an_etape(sat)
    crash(sat[0])

    seat = again(sit)

    assert told(seat).endswith(f"Nouvelle étape, {WHO}.")
    detail = seat.hands.text("banner_detail")
    assert detail == f"Retrouvé aussi, dans son dossier\u00a0: Clore sans suite, {WHO}."


def test_the_others_are_told_by_name_up_to_three_and_drafts_by_where_they_wait() -> None:
    at = datetime(2026, 9, 10, 14, 32, tzinfo=UTC)
    forms = [
        SaisieRetrouvee(Carte("d", f"c{n}", f"Fiche {n}", "file"), "Maïwenn", at) for n in range(5)
    ]
    draft = Retrouve("e", "d", "Maïwenn", None, at)

    told_all = recovery.others([draft, *forms])

    assert told_all.startswith("Un autre brouillon a été retrouvé aussi")
    assert "Fiche 2, Maïwenn\u202f; et 2 de plus." in told_all
    assert "Fiche 3" not in told_all
    assert recovery.others([]) == ""
