"""From the alert of a lot, in Équipe, to the day its bilan was sent: then the alert is gone (C11)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from desktop.models.vault import Vault
from desktop.ui.places import Name
from desktop.ui.screens.equipe import Equipe
from plie.kinds import BilanLot, Id, Lot
from tests.desktop.ui.screens.house import Clock, House
from tests.desktop.usecases.alertes import as_

NOW = datetime(2026, 10, 5, 10, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


def lots(vault: Vault, *numbers: int) -> None:
    with vault.work() as work:
        for n in numbers:
            work.insert(Lot(id=Id(f"lot-{n}"), numero=n, nom="Vallée"))
        work.commit()


def said_of(lot: int) -> str:
    return (
        f"Lot {lot} · Vallée\u00a0: bilan d’activité arrêté au 30/06/2026\u202f; son envoi était dû le "
        "30/09/2026, et aucun envoi n’est noté pour ce lot."
    )


def test_an_alert_leads_to_its_bilan_and_goes_once_it_is_noted(
    make_house: Callable[..., House], peopled: Vault
) -> None:
    as_(peopled, "coordination")
    lots(peopled, 3, 7)
    house = make_house("rouen-2021-2027")
    house.go(Name.EQUIPE, "")
    phrase = house.find(QLabel, "equipe_alerte_1_phrase").text()
    assert phrase == said_of(7)
    house.click("equipe_alerte_1_pourquoi")
    assert "C11" in house.find(QLabel, "equipe_alerte_1_article").text()

    house.click("equipe_alerte_1_action")

    assert house.find(QComboBox, "bilan_choix_lot").currentText() == "7 · Vallée"
    assert house.find(QComboBox, "bilan_choix_periode").currentData() == "2026-06-30"
    figures = house.find(QLabel, "bilan_lot_chiffres").text().split(" · ")
    assert figures[-1] == "Sorties\u00a0:\u00a00"
    house.write("bilan_lot_transmis_le", "06/10/2026")
    house.click("bilan_lot_enregistrer")
    assert "pas encore venu" in house.find(QLabel, "bilan_lot_transmis_le_objection").text()
    house.find(QLineEdit, "bilan_lot_transmis_le").clear()
    house.write("bilan_lot_transmis_le", "28/09/2026")
    house.write("bilan_lot_echange", "Relu avec Élise le 24.")
    house.click("bilan_lot_enregistrer")

    house.qtbot.waitUntil(lambda: isinstance(house.window.screen_shown, Equipe))
    house.qtbot.waitUntil(lambda: not shown(house, "equipe_alerte_1"))
    assert house.find(QLabel, "equipe_alerte_0_phrase").text() == said_of(3)
    (noted,) = house.all(BilanLot)
    assert (noted.lot, noted.arrete_au) == ("lot-7", date(2026, 6, 30))
    assert (noted.transmis_le, noted.echange) == (date(2026, 9, 28), "Relu avec Élise le 24.")


def test_another_bilan_is_chosen_and_what_was_typed_of_each_waits(
    make_house: Callable[..., House], peopled: Vault
) -> None:
    as_(peopled, "coordination")
    lots(peopled, 3)
    house = make_house("rouen-2021-2027")
    house.go(Name.EQUIPE, "")
    house.click("equipe_bilans")
    house.write("bilan_lot_echange", "À relire")

    choose(house, "2025-12-31")
    house.qtbot.waitUntil(lambda: "31/12/2025" in house.find(QLabel, "bilan_lot_phrase").text())
    assert house.find(QWidget, "bilan_lot_echange").toPlainText() == ""
    choose(house, "2026-06-30")

    house.qtbot.waitUntil(lambda: "30/06/2026" in house.find(QLabel, "bilan_lot_phrase").text())
    typed = house.find(QWidget, "bilan_lot_echange")
    house.qtbot.waitUntil(lambda: typed.toPlainText() == "À relire")


def test_the_bilans_are_gone_through_by_the_keyboard(
    make_house: Callable[..., House], peopled: Vault
) -> None:
    as_(peopled, "coordination")
    lots(peopled, 3)
    house = make_house("rouen-2021-2027")
    house.go(Name.BILAN_LOT, "")
    house.qtbot.waitUntil(lambda: house.focused() == "bilan_lot_transmis_le")
    house.find(QComboBox, "bilan_choix_periode").setFocus()

    house.press(Qt.Key.Key_Down)
    house.qtbot.waitUntil(lambda: "31/12/2025" in house.find(QLabel, "bilan_lot_phrase").text())
    assert house.focused() == "bilan_choix_periode"
    for _ in range(2):
        house.press(Qt.Key.Key_Down)

    last = "31/12/2024"
    house.qtbot.waitUntil(lambda: last in house.find(QLabel, "bilan_lot_phrase").text())
    assert house.focused() == "bilan_choix_periode"
    assert last in house.find(QComboBox, "bilan_choix_periode").currentText()


def test_enter_pressed_twice_notes_a_bilan_once_and_refuses_nothing(
    make_house: Callable[..., House], peopled: Vault
) -> None:
    as_(peopled, "coordination")
    lots(peopled, 3)
    house = make_house("rouen-2021-2027")
    house.go(Name.BILAN_LOT, "")
    house.write("bilan_lot_transmis_le", "28/09/2026")

    for _ in range(2):
        house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: isinstance(house.window.screen_shown, Equipe))
    house.jobs.drain()
    assert house.say() == (
        "Le bilan est noté\u202f; ce qui en est dit part avec le prochain échange."
    )


def test_who_writes_no_bilan_is_asked_nothing(
    make_house: Callable[..., House], peopled: Vault
) -> None:
    lots(peopled, 3)
    house = make_house("rouen-2021-2027")
    house.go(Name.EQUIPE, "")
    house.find(QWidget, "equipe_table")
    house.jobs.drain()

    assert not shown(house, "equipe_bilans")
    assert not shown(house, "equipe_alerte_0")


def choose(house: House, code: str) -> None:
    box = house.find(QComboBox, "bilan_choix_periode")
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def shown(house: House, name: str) -> bool:
    found = house.window.screen_shown.findChildren(QWidget, name)
    return any(widget.isVisible() for widget in found)
