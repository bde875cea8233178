"""Agenda on the real screen: taken, put off, ended, by keys; permanences; what leaves for outside."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
)  # fmt: skip

from desktop.ui.appointing import NEW, PUT_OFF
from desktop.ui.places import Name, Place, side
from desktop.ui.screens.impression import Impression
from desktop.ui.screens.nouvel_entretien import NouvelEntretien
from desktop.usecases.permanences import ajouter_permanence
from desktop.usecases.rendez_vous import prendre
from plie.kinds import Evenement, Permanence, Personne, RendezVous
from plie.vocabulaire import DemiJournee, IssueRendezVous
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, NOW, House

TODAY = NOW.date()
ONE = "Trévignac"


def planned(
    house: House,
    le: date = TODAY,
    debut: time = time(16),
    *,
    duree_min: int = 45,
    who: str = builders.PERSONNE,
) -> str:
    with house.vault.work() as work:
        return prendre(
            work,
            who,
            le=le,
            debut=debut,
            duree_min=duree_min,
            lieu="Elbeuf",
            now=NOW,
        ).id_of("rendez_vous")


def held(house: House, *permanences: tuple[str, int]) -> None:
    """Say where one is each morning: a place, a weekday (Monday 0)."""
    for lieu, jour in permanences:
        with house.vault.work() as work:
            morning = DemiJournee.MATIN
            ajouter_permanence(work, lieu=lieu, jour=jour, demi_journee=morning, now=NOW)


def agenda(house: House, day: date = TODAY) -> QListWidget:
    house.window.go(Place(Name.AGENDA, day.isoformat()))
    return house.find(QListWidget, f"jour_liste_{day.isoformat()}")


def opened(house: House) -> None:
    """Open the first rendez-vous of today, by the keyboard."""
    listed = agenda(house)
    listed.setFocus()
    listed.setCurrentRow(0)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    house.find(QLabel, "rdv_nom")


def test_a_rendez_vous_is_taken_by_typing(house: House) -> None:
    agenda(house)
    house.click("agenda_nouveau")

    person = house.find(QComboBox, "rdv_form_personne")
    QTest.keyClicks(person, "Tr")
    house.find(QLineEdit, "rdv_form_le").clear()
    house.write("rdv_form_le", "+1")
    house.write("rdv_form_debut", "9h30")
    house.write("rdv_form_lieu", "Elbeuf")
    house.click("rdv_garder")

    house.qtbot.waitUntil(lambda: len(house.all(RendezVous)) == 1)
    (taken,) = house.all(RendezVous)
    assert (taken.dossier, taken.date, taken.debut) == (
        builders.PERSONNE,
        TODAY + timedelta(days=1),
        time(9, 30),
    )
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    house.qtbot.waitUntil(lambda: house.find(QListWidget, f"jour_liste_{tomorrow}").count() == 1)


@pytest.mark.parametrize("what", [NEW, PUT_OFF])
def test_what_one_came_to_begin_is_opened_again_until_it_is_ended(house: House, what: str) -> None:
    day = TODAY.isoformat()
    there = Place(Name.AGENDA, side(day, what, planned(house) if what == PUT_OFF else ""))
    house.window.go(there)
    assert house.window.place == there
    house.find(QLineEdit, "rdv_form_le")
    assert house.window.place.id.endswith(there.id.removeprefix(day))

    house.click("rdv_annuler")

    house.find(QLabel, "agenda_invite")
    assert house.window.place == Place(Name.AGENDA, day)


def test_without_a_person_the_form_says_so(house: House) -> None:
    agenda(house)
    house.click("agenda_nouveau")

    house.click("rdv_garder")

    assert "Choisissez la personne." in house.texts()
    assert house.all(RendezVous) == ()


def test_a_missed_one_is_ended_in_one_click_and_is_an_evenement(house: House) -> None:
    planned(house, debut=time(9))
    opened(house)

    house.click("rdv_non_excuse")

    house.qtbot.waitUntil(lambda: len(house.all(Evenement)) == 1)
    assert house.all(RendezVous)[0].issue == IssueRendezVous.NON_EXCUSE


def test_one_is_put_off_to_another_day(house: House) -> None:
    planned(house)
    opened(house)
    assert not house.window.findChildren(QPushButton, "rdv_non_excuse")  # its hour is to come

    house.click("rdv_reporter")
    house.write("rdv_form_le", "+7")
    house.write("rdv_form_debut", "14h")
    house.click("rdv_garder")

    house.qtbot.waitUntil(lambda: len(house.all(RendezVous)) == 2)
    assert {r.issue for r in house.all(RendezVous)} == {
        IssueRendezVous.REPORTE,
        IssueRendezVous.PREVU,
    }


def test_put_off_its_own_length_is_proposed_and_the_one_typed_is_kept(house: House) -> None:
    id_ = planned(house, duree_min=30)
    opened(house)

    house.click("rdv_reporter")
    proposed = house.find(QLineEdit, "rdv_form_duree_min").text()
    house.write("rdv_form_le", "+7")
    house.find(QLineEdit, "rdv_form_duree_min").clear()
    house.write("rdv_form_duree_min", "1h15")
    house.click("rdv_garder")

    house.qtbot.waitUntil(lambda: len(house.all(RendezVous)) == 2)
    (after,) = (r for r in house.all(RendezVous) if r.reporte_de == id_)
    assert (proposed, after.duree_min) == ("30\u00a0min", 75)


def test_the_entretien_of_today_begins_from_it(house: House) -> None:
    planned(house)
    opened(house)

    house.click("rdv_commencer")

    house.qtbot.waitUntil(lambda: isinstance(house.window.screen_shown, NouvelEntretien))


def test_what_is_to_come_cannot_be_honoured(house: House) -> None:
    day = TODAY + timedelta(days=1)
    planned(house, day)
    listed = agenda(house, day)
    house.qtbot.waitUntil(lambda: listed.count() == 1)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    listed.setCurrentRow(0)
    QTest.keyClick(listed, Qt.Key.Key_Return)

    house.find(QLabel, "rdv_nom")

    shown = {w.objectName() for w in house.controls()}
    assert "rdv_excuse" in shown
    assert not {"rdv_honore", "rdv_non_excuse", "rdv_commencer"} & shown


def test_arrows_go_from_a_day_to_the_next(house: House) -> None:
    listed = agenda(house)
    listed.setFocus()

    QTest.keyClick(listed, Qt.Key.Key_Right)

    beside = house.find(QListWidget, f"jour_liste_{(TODAY + timedelta(days=1)).isoformat()}")
    house.qtbot.waitUntil(beside.hasFocus)


def test_the_keyboard_stays_on_its_line_when_the_days_are_read_again(house: House) -> None:
    planned(house, debut=time(9))
    planned(house, debut=time(16))
    listed = agenda(house)
    listed.setFocus()
    listed.setCurrentRow(1)

    with house.vault.work() as work:
        work.insert(builders.un_evenement(id=work.new_id()))
        changes = work.commit()
    house.jobs.changed.emit(changes)
    house.jobs.drain()

    name = f"jour_liste_{TODAY.isoformat()}"
    house.qtbot.waitUntil(lambda: house.focused() == name)
    again = house.find(QListWidget, name)
    assert again is not listed
    assert again.currentRow() == 1


def test_the_keyboard_comes_back_to_the_day_once_it_is_said_how_it_went(house: House) -> None:
    planned(house, debut=time(9))
    opened(house)
    house.find(QPushButton, "rdv_non_excuse").setFocus()

    house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: len(house.all(Evenement)) == 1)
    name = f"jour_liste_{TODAY.isoformat()}"
    house.qtbot.waitUntil(lambda: house.focused() == name)


def test_arrows_go_on_into_the_week_beside(house: House) -> None:
    monday = TODAY - timedelta(days=TODAY.weekday())
    listed = agenda(house, monday)
    listed.setFocus()

    QTest.keyClick(listed, Qt.Key.Key_Left)

    friday = (monday - timedelta(days=3)).isoformat()
    house.qtbot.waitUntil(lambda: house.focused() == f"jour_liste_{friday}")


def test_a_day_alone_and_the_week_again(house: House) -> None:
    agenda(house)

    house.click("agenda_vue")
    house.qtbot.waitUntil(
        lambda: (
            "septembre" in house.find(QLabel, "agenda_titre").text()
            and "Semaine" not in house.find(QLabel, "agenda_titre").text()
        )
    )
    house.click("agenda_vue")

    week = "Semaine du 7 au 11\u00a0septembre\u00a02026"
    house.qtbot.waitUntil(lambda: house.find(QLabel, "agenda_titre").text() == week)


def test_a_permanence_is_said_once_and_stands_on_its_days(house: House) -> None:
    agenda(house)
    house.click("agenda_permanences")
    house.write("permanence_lieu", "Elbeuf")
    house.find(QComboBox, "permanence_jour").setCurrentIndex(TODAY.weekday())

    house.click("permanence_ajouter")

    house.qtbot.waitUntil(lambda: len(house.all(Permanence)) == 1)
    house.qtbot.waitUntil(lambda: "Elbeuf, matin" in house.texts())
    house.qtbot.waitUntil(
        lambda: house.find(QListWidget, f"jour_liste_{TODAY.isoformat()}").count() == 1
    )


def test_the_page_of_tomorrow_is_previewed(house: House) -> None:
    planned(house, TODAY + timedelta(days=1))
    agenda(house)

    house.click("agenda_demain")

    house.until_pages("impression_pdf")
    assert isinstance(house.window.screen_shown, Impression)


def test_the_week_exported_names_nobody(house: House, tmp_path: Path) -> None:
    planned(house)
    agenda(house)
    house.click("agenda_ics")
    screen = house.window.screen_shown
    house.qtbot.waitUntil(lambda: bool(screen.findChildren(QFileDialog, "enregistrer_copie_ou")))
    (dialog,) = screen.findChildren(QFileDialog, "enregistrer_copie_ou")

    dialog.fileSelected.emit(str(tmp_path / "semaine.ics"))
    dialog.close()

    house.qtbot.waitUntil(lambda: "aucun nom" in house.say())
    written = (tmp_path / "semaine.ics").read_text()
    assert "BEGIN:VEVENT" in written
    assert ONE not in written


def test_any_part_of_a_name_finds_it_and_nothing_else_is_kept(house: House) -> None:
    agenda(house)
    house.click("agenda_nouveau")
    person = house.find(QComboBox, "rdv_form_personne")

    QTest.keyClicks(person, "plamen")
    house.click("rdv_garder")
    assert "Ce nom n’est pas ici\u00a0: choisissez dans la liste." in house.texts()
    assert house.all(RendezVous) == ()


def test_two_at_the_same_moment_are_asked_about_and_the_message_names_who(house: House) -> None:
    planned(house, TODAY + timedelta(days=1), time(11))
    agenda(house)
    house.click("agenda_nouveau")
    QTest.keyClicks(house.find(QComboBox, "rdv_form_personne"), "theodule")
    house.find(QLineEdit, "rdv_form_le").clear()
    house.write("rdv_form_le", "+1")
    house.write("rdv_form_debut", "11h15")

    house.click("rdv_garder")
    house.answer(yes=True)

    house.qtbot.waitUntil(lambda: len(house.all(RendezVous)) == 2)
    told = f"Rendez-vous pris avec Théodule {AUTRE}, vendredi 11\u00a0septembre\u00a02026 à 11\u00a0h\u00a015."
    house.qtbot.waitUntil(lambda: house.say() == told)


def test_put_off_its_place_follows_the_day_and_two_at_once_are_asked_about(house: House) -> None:
    held(house, ("Elbeuf", TODAY.weekday()), ("Oissel", TODAY.weekday() + 1))
    other = next(p.id for p in house.all(Personne) if p.nom_naissance == AUTRE)
    planned(house, TODAY + timedelta(days=1), time(11), who=other)
    planned(house, debut=time(9))
    opened(house)

    house.click("rdv_reporter")
    house.write("rdv_form_le", "+1")
    house.write("rdv_form_debut", "11h15")
    assert house.find(QLineEdit, "rdv_form_lieu").text() == "Oissel"
    house.click("rdv_garder")
    house.answer(yes=True)

    house.qtbot.waitUntil(lambda: len(house.all(RendezVous)) == 3)


def test_the_place_follows_the_day_until_it_is_typed(house: House) -> None:
    held(house, ("Oissel", 3), ("Elbeuf", 4))
    listed = agenda(house)
    house.qtbot.waitUntil(lambda: listed.count() > 0)
    house.click("agenda_nouveau")
    place, le = (house.find(QLineEdit, f"rdv_form_{name}") for name in ("lieu", "le"))
    assert place.text() == "Oissel"

    le.clear()
    house.write("rdv_form_le", "+1")
    assert place.text() == "Elbeuf"
    house.write("rdv_form_lieu", " (salle 2)")
    le.clear()
    house.write("rdv_form_le", "auj.")

    assert place.text() == "Elbeuf (salle 2)"


def test_escape_puts_the_panel_away(house: House) -> None:
    agenda(house)
    house.click("agenda_permanences")

    house.press(Qt.Key.Key_Escape)

    house.find(QLabel, "agenda_invite")


def test_a_day_gone_by_is_refused_under_its_field_by_enter(house: House) -> None:
    agenda(house)
    house.click("agenda_nouveau")
    QTest.keyClicks(house.find(QComboBox, "rdv_form_personne"), "Tr")
    house.find(QLineEdit, "rdv_form_le").clear()
    house.write("rdv_form_le", "-1")

    house.write("rdv_form_debut", "9h30\n")

    said = house.find(QLabel, "rdv_form_le_objection")
    assert "aujourd’hui ou plus tard" in said.text()
    assert (house.say(), house.focused()) == ("", "rdv_form_le")
    assert house.all(RendezVous) == ()


def test_a_new_one_is_proposed_on_the_day_where_the_keyboard_is(house: House) -> None:
    day = TODAY + timedelta(days=1)
    agenda(house)
    house.find(QListWidget, f"jour_liste_{day.isoformat()}").setFocus()

    house.press(Qt.Key.Key_Home)
    house.click("agenda_nouveau")

    assert house.find(QLineEdit, "rdv_form_le").text() == f"{day:%d/%m/%Y}"
