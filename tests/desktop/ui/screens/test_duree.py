"""The clock proposes start and duration, both editable; what is still to come is refused (C9-3-6)."""

from datetime import time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.ui.places import Name, Place
from plie.kinds import Entretien
from tests import builders
from tests.desktop.ui.screens.house import NOW, House


def begin(house: House) -> None:
    house.go(Name.NOUVEL_ENTRETIEN, builders.PERSONNE)
    house.qtbot.waitUntil(house.find(QPlainTextEdit, "entretien_contenu").isEnabled)


def start(house: House) -> QLineEdit:
    return house.find(QLineEdit, "entretien_debut")


def test_a_duration_longer_than_what_elapsed_moves_back_the_start_that_the_clock_proposed(
    house: House,
) -> None:
    begin(house)
    house.clock.at = NOW + timedelta(minutes=3)

    house.write("entretien_duree_min", "45")

    house.qtbot.waitUntil(lambda: start(house).text() == "13\u00a0h\u00a050")
    house.click("finaliser")
    house.answer(yes=True)
    house.until_pages("relecture_pdf")
    (cr,) = house.comptes_rendus()
    assert (cr.debut, cr.duree_min) == (time(13, 50), 45)


def test_the_start_moves_as_the_duration_is_typed_says_so_and_is_what_is_frozen(
    house: House,
) -> None:
    begin(house)
    house.write("entretien_duree_min", "45")
    assert start(house).text() == "13\u00a0h\u00a047"
    assert "finit à 14\u00a0h\u00a032" in house.find(QLabel, "debut_recalcule").text()
    # Written up for ten minutes: nothing of what is shown moves any more.
    house.qtbot.waitUntil(lambda: "Enregistré" in house.find(QLabel, "note").text())
    house.clock.at = NOW + timedelta(minutes=10)
    house.write("entretien_contenu", "Elle cherche un contrat en alternance.")

    house.click("finaliser")

    assert start(house).text() == "13\u00a0h\u00a047"
    house.until_pages("relecture_pdf")
    (cr,) = house.comptes_rendus()
    assert (cr.debut, cr.duree_min) == (time(13, 47), 45)


def test_the_start_of_the_clock_can_be_put_back_and_says_at_once_what_finaliser_would_refuse(
    house: House,
) -> None:
    begin(house)
    house.write("entretien_duree_min", "45")

    house.click("debut_remettre")

    said = house.find(QLabel, "entretien_duree_min_objection")
    assert "finirait à 15\u00a0h\u00a017" in said.text()
    house.write("entretien_duree_min", "0")  # 45 is selected: it is typed over
    assert start(house).text() == "14\u00a0h\u00a032"
    assert not house.window.screen_shown.findChild(QLabel, "debut_recalcule").isVisible()
    assert said.isHidden()


def test_a_duration_made_shorter_gives_the_start_of_the_clock_back(house: House) -> None:
    begin(house)
    house.clock.at = NOW + timedelta(minutes=20)
    house.write("entretien_duree_min", "45")
    duration = house.find(QLineEdit, "entretien_duree_min")
    assert start(house).text() == "14\u00a0h\u00a007"

    house.qtbot.keyClick(duration, Qt.Key.Key_Backspace)

    assert start(house).text() == "14\u00a0h\u00a032"
    assert not house.window.screen_shown.findChild(QLabel, "debut_recalcule").isVisible()


def test_a_start_typed_by_the_person_is_never_moved_and_a_future_end_is_refused(
    house: House,
) -> None:
    begin(house)
    start(house).clear()
    house.write("entretien_debut", "14h20")
    house.find(QLineEdit, "entretien_duree_min").clear()
    house.write("entretien_duree_min", "45")

    house.click("finaliser")

    assert "finirait à 15\u00a0h\u00a005" in house.find(QPushButton, "manque_duree_min").text()
    assert house.find(QLabel, "entretien_duree_min_objection").text()
    assert start(house).text() == "14\u00a0h\u00a020"
    assert house.comptes_rendus() == ()
    # Answered by another field: nothing stands against the duration any more.
    start(house).clear()
    house.write("entretien_debut", "13h30")
    screen = house.window.screen_shown
    assert screen.findChild(QLabel, "entretien_duree_min_objection").isHidden()
    house.qtbot.waitUntil(screen.findChild(QWidget, "manque").isHidden)


def test_the_start_moved_by_the_clock_can_be_undone(house: House) -> None:
    begin(house)

    house.write("entretien_duree_min", "45")
    house.qtbot.waitUntil(lambda: start(house).text() == "13\u00a0h\u00a047")
    house.click("annuler")

    assert start(house).text() == "14\u00a0h\u00a032"


def test_a_draft_opened_again_keeps_its_start(house: House) -> None:
    house.go(Name.ENTRETIEN, house.draft(debut=time(14, 20), duree_min=None))
    duration = house.find(QLineEdit, "entretien_duree_min")
    house.qtbot.waitUntil(duration.isEnabled)
    duration.clear()

    house.write("entretien_duree_min", "45")
    house.leave_now()

    assert start(house).text() == "14\u00a0h\u00a020"


def test_no_duration_is_proposed_for_a_few_minutes_nor_on_another_day(house: House) -> None:
    begin(house)
    house.clock.at = NOW + timedelta(minutes=6)
    start(house).clear()
    house.write("entretien_debut", "14h34")
    duration = house.find(QLineEdit, "entretien_duree_min")
    assert duration.text() == ""
    house.leave_now()
    house.clock.at = NOW + timedelta(days=1, minutes=20)

    house.go(Name.ENTRETIEN, house.all(Entretien)[0].id)

    duration = house.find(QLineEdit, "entretien_duree_min")
    house.qtbot.waitUntil(duration.isEnabled)
    assert duration.text() == ""


def left(house: House) -> Place:
    """Write a word, look elsewhere, and return where one is taken back to: by a lock as well."""
    house.write("entretien_contenu", "Elle")
    back = house.window.place
    house.window.go(Place(Name.FILE))
    house.qtbot.waitUntil(lambda: house.window.place.name is Name.FILE)
    return back


def test_the_duration_goes_on_being_proposed_to_whoever_comes_back_to_the_draft(
    house: House,
) -> None:
    begin(house)
    back = left(house)
    assert back == Place(Name.ENTRETIEN, house.all(Entretien)[0].id)
    house.clock.at = NOW + timedelta(minutes=40)

    house.window.go(back)

    duration = house.find(QLineEdit, "entretien_duree_min")
    house.qtbot.waitUntil(lambda: duration.text() == "40\u00a0min")
    assert house.all(Entretien)[0].duree_min is None
    house.click("finaliser")
    house.until_pages("relecture_pdf")
    (cr,) = house.comptes_rendus()
    assert (cr.debut, cr.duree_min) == (NOW.time(), 40)


def test_a_duration_that_was_typed_is_never_proposed_over(house: House) -> None:
    begin(house)
    house.clock.at = NOW + timedelta(minutes=10)
    house.write("entretien_duree_min", "8")
    back = left(house)
    house.clock.at = NOW + timedelta(minutes=40)

    house.window.go(back)

    duration = house.find(QLineEdit, "entretien_duree_min")
    house.qtbot.waitUntil(lambda: duration.text() == "8\u00a0min")


def test_what_is_typed_where_one_clicked_takes_the_place_of_the_minutes_proposed(
    house: House,
) -> None:
    begin(house)
    duration = house.find(QLineEdit, "entretien_duree_min")
    house.clock.at = NOW + timedelta(minutes=27)
    start(house).clear()
    house.write("entretien_debut", "14h52")
    house.qtbot.waitUntil(lambda: duration.text() == "7\u00a0min")

    house.click("entretien_duree_min")
    for letter in "20":
        house.qtbot.keyClick(duration, letter)

    assert duration.text() == "20"


def test_written_up_after_midnight_the_day_goes_back_with_the_start(house: House) -> None:
    house.clock.at = NOW.replace(hour=0, minute=20)
    begin(house)

    house.write("entretien_duree_min", "45")

    day = house.find(QLineEdit, "entretien_date")
    assert (day.text(), start(house).text()) == ("09/09/2026", "23\u00a0h\u00a035")
    house.click("debut_remettre")
    assert (day.text(), start(house).text()) == ("10/09/2026", "0\u00a0h\u00a020")
