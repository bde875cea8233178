"""How did it go? One click says it, from Ma journée or from the dossier; who has none is listed."""

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from desktop.ui.places import Name, Place
from desktop.ui.widgets.lists import PersonList
from desktop.usecases.permanences import ajouter_permanence
from plie.kinds import Evenement, RendezVous
from plie.vocabulaire import DemiJournee, IssueRendezVous
from tests import builders
from tests.desktop.ui.screens.house import NOW, House

HIER = NOW.date() - timedelta(days=1)


def planned(house: House, day: date = HIER, start: time | None = time(9)) -> str:
    with house.vault.work() as work:
        id_ = work.new_id()
        work.insert(builders.un_rendez_vous(id=id_, date=day, debut=start, lieu="Mairie annexe"))
        work.commit()
    return id_


def issue(house: House, id_: str) -> str:
    return next(r.issue for r in house.all(RendezVous) if r.id == id_)


@pytest.mark.parametrize("one", [i for i in IssueRendezVous if i not in {"prevu", "reporte"}])
def test_one_click_says_how_it_went(house: House, one: IssueRendezVous) -> None:
    """C7-2: a missed one is an événement, and never an entretien."""
    id_ = planned(house)
    house.window.go(Place(Name.JOURNEE))
    card = house.find(QWidget, f"{one}_{id_}")
    assert "Comment s’est passé le rendez-vous du 09/09/2026 à 9\u00a0h\u202f?" in house.texts()

    house.qtbot.mouseClick(card, Qt.MouseButton.LeftButton)

    house.qtbot.waitUntil(lambda: issue(house, id_) == one)
    missed = [(e.genre, e.rendez_vous, e.date) for e in house.all(Evenement)]
    assert missed == ([] if one in {"honore", "annule"} else [("absence", id_, HIER)])
    house.find(QWidget, "journee_etats_state")


def test_one_put_off_is_given_its_new_day_there(house: House) -> None:
    id_ = planned(house)
    house.window.go(Place(Name.JOURNEE))

    house.click(f"reporte_{id_}")
    house.write(f"report_a_{id_}", "10h")
    house.click(f"report_ok_{id_}")
    assert house.find(QLabel, f"report_objection_{id_}").text() == "Indiquez le jour."
    house.write(f"report_le_{id_}", "24/9\n")

    house.qtbot.waitUntil(lambda: issue(house, id_) == "reporte")
    after = next(r for r in house.all(RendezVous) if r.reporte_de == id_)
    assert (after.date, after.debut, after.lieu) == (date(2026, 9, 24), time(10), "Mairie annexe")


def test_a_day_being_typed_stays_when_something_else_moves(house: House) -> None:
    id_ = planned(house)
    house.window.go(Place(Name.JOURNEE))
    house.click(f"reporte_{id_}")
    house.write(f"report_le_{id_}", "24/9")

    with house.vault.work() as work:
        work.insert(builders.un_evenement(id=work.new_id()))
        changes = work.commit()
    house.jobs.changed.emit(changes)
    house.jobs.drain()

    assert house.focused() == f"report_le_{id_}"


def test_what_moved_while_one_was_elsewhere_is_there_on_coming_back(house: House) -> None:
    house.window.go(Place(Name.JOURNEE))
    house.find(QWidget, "journee_etats_state")
    house.window.go(Place(Name.FILE))
    id_ = planned(house)

    house.window.go(Place(Name.JOURNEE))

    house.find(QWidget, f"honore_{id_}")


def test_the_keyboard_goes_on_with_the_next_question(house: House) -> None:
    first, second = planned(house, HIER - timedelta(days=1)), planned(house)
    planned(house, NOW.date(), time(16))  # drawn above the questions
    house.window.go(Place(Name.JOURNEE))
    house.find(QWidget, f"non_excuse_{first}").setFocus()

    house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: issue(house, first) == "non_excuse")
    house.qtbot.waitUntil(lambda: house.focused() == f"ligne_{second}")
    house.press(Qt.Key.Key_Return)
    house.jobs.drain()
    assert issue(house, second) == IssueRendezVous.PREVU
    house.press(Qt.Key.Key_Tab)
    assert house.focused() == f"honore_{second}"


def test_the_dossier_asks_too_and_shows_the_next_one(house: House) -> None:
    past, coming = planned(house), planned(house, NOW.date() + timedelta(days=7))
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    said = house.find(QLabel, f"attendu_{coming}_phrase").text()
    assert said == (
        "Prochain rendez-vous\u00a0: jeudi 17\u00a0septembre\u00a02026 à 9\u00a0h · Mairie annexe"
    )
    assert not house.window.findChildren(QWidget, f"honore_{coming}")

    house.click(f"non_excuse_{past}")
    house.qtbot.waitUntil(lambda: issue(house, past) == "non_excuse")
    house.click(f"excuse_{coming}")

    house.qtbot.waitUntil(lambda: issue(house, coming) == "excuse")
    house.find(QWidget, "attendu_aucun")


def joined(house: House, *, until: date | None) -> None:
    """Make the person of the house one of the active caseload."""
    with house.vault.work() as work:
        work.insert(builders.une_decision(id=work.new_id()))
        if until:
            work.insert(builders.un_rendez_vous(id=work.new_id(), date=until))
        work.commit()


def test_ma_journee_leads_to_the_list_of_those_without_a_rendez_vous(house: House) -> None:
    joined(house, until=None)
    house.window.go(Place(Name.JOURNEE))

    house.click("sans_rendez_vous_mois")

    chip = house.find(QCheckBox, "sans_rendez_vous")
    people = house.find(PersonList, "file_liste").people
    house.qtbot.waitUntil(lambda: [line.id for line in people.rows] == [builders.PERSONNE])
    assert chip.isChecked()
    assert chip.text() == f"Sans rendez-vous prévu ce mois-ci ({len(people.rows)})"

    house.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.rect().center())
    house.qtbot.waitUntil(lambda: len(people.rows) == 2)


def test_one_without_a_rendez_vous_is_given_one_from_their_dossier(house: House) -> None:
    joined(house, until=None)
    with house.vault.work() as work:
        ajouter_permanence(
            work, lieu="Mairie annexe", jour=3, demi_journee=DemiJournee.MATIN, now=NOW
        )
    house.window.go(Place(Name.FILE, builders.PERSONNE))

    house.write("prendre_le", "17/9")
    house.write("prendre_a", "9h30\n")

    house.qtbot.waitUntil(lambda: bool(house.all(RendezVous)))
    (taken,) = house.all(RendezVous)
    assert (taken.date, taken.debut, taken.lieu) == (
        date(2026, 9, 17),
        time(9, 30),
        "Mairie annexe",
    )
    told = "Rendez-vous pris pour le jeudi 17\u00a0septembre\u00a02026."
    house.qtbot.waitUntil(lambda: house.say() == told)
    house.find(QWidget, f"attendu_{taken.id}")


def test_enter_held_a_little_long_takes_one_rendez_vous_and_refuses_nothing(house: House) -> None:
    joined(house, until=None)
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    house.write("prendre_le", "17/9")

    house.write("prendre_a", "9h30\n\n\n")

    house.qtbot.waitUntil(lambda: bool(house.all(RendezVous)))
    house.jobs.drain()
    assert [r.debut for r in house.all(RendezVous)] == [time(9, 30)]
    assert house.say().startswith("Rendez-vous pris")


def test_the_keyboard_goes_on_in_the_dossier_too(house: House) -> None:
    first, second = planned(house, HIER - timedelta(days=1)), planned(house)
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    house.find(QWidget, f"honore_{first}").setFocus()

    house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: issue(house, first) == "honore")
    house.qtbot.waitUntil(lambda: house.focused() == f"attendu_{second}")


def test_nobody_without_a_rendez_vous_no_filter_and_no_line(house: House) -> None:
    joined(house, until=date(2026, 9, 30))

    house.window.go(Place(Name.FILE))
    house.find(PersonList, "file_liste")
    house.jobs.drain()
    assert not house.window.screen_shown.findChild(QCheckBox, "sans_rendez_vous").isVisible()
    house.window.go(Place(Name.JOURNEE))
    house.jobs.drain()

    assert not house.window.screen_shown.findChild(QWidget, "sans_rendez_vous_mois")


def test_a_second_enter_after_taking_one_writes_nothing(house: House) -> None:
    joined(house, until=None)
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    house.write("prendre_le", "17/9\n")
    house.qtbot.waitUntil(lambda: len(house.all(RendezVous)) == 1)
    (taken,) = house.all(RendezVous)
    house.find(QWidget, f"excuse_{taken.id}")
    house.qtbot.waitUntil(lambda: house.focused() == f"attendu_{taken.id}")

    house.press(Qt.Key.Key_Return)
    house.press(Qt.Key.Key_Space)
    house.jobs.drain()

    assert issue(house, taken.id) == IssueRendezVous.PREVU
    assert not house.all(Evenement)
