"""What is typed and cannot be read is not left behind without a word, whatever the way out (C9-3-5)."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.ui.places import Name, Place
from plie.kinds import Emploi, Entretien
from tests import builders
from tests.desktop.ui.screens.house import House

NO_DAY = "32/13/2026"


def again(house: House, field: str, words: str) -> None:
    house.find(QLineEdit, field).selectAll()
    house.write(field, words)


def leave(house: House, way: str) -> None:
    if way == "escape":
        house.press(Qt.Key.Key_Escape)
    elif way == "button":
        house.click("revenir")
    else:
        house.window.go(Place(Name.JOURNEE))


@pytest.mark.parametrize(
    ("field", "way"),
    [("debut", "escape"), ("fin", "button"), ("accord_contact_le", "elsewhere")],
)
def test_a_day_that_cannot_be_read_is_told_before_one_leaves_a_contract(
    house: House, field: str, way: str
) -> None:
    with house.vault.work() as work:
        work.insert(builders.un_emploi(debut=date(2026, 3, 2)))
        work.commit()
    house.go(Name.EMPLOI, "emploi-1")
    again(house, f"emploi_{field}", NO_DAY)

    leave(house, way)

    assert house.window.place == Place(Name.EMPLOI, "emploi-1")
    assert NO_DAY in house.say()
    assert house.find(QLineEdit, f"emploi_{field}").text() == NO_DAY
    assert house.find(QLabel, f"emploi_{field}_objection").isVisible()
    leave(house, way)
    house.qtbot.waitUntil(lambda: house.window.place.name is not Name.EMPLOI)
    (kept,) = house.all(Emploi)
    assert kept.debut == date(2026, 3, 2)


def test_what_is_typed_next_and_cannot_be_read_is_told_in_its_turn(house: House) -> None:
    id_ = house.draft()
    house.go(Name.ENTRETIEN, id_)
    again(house, "entretien_prochain_le", NO_DAY)
    house.write("entretien_contenu", "Le point est fait.")
    leave(house, "button")
    again(house, "entretien_prochain_le", "31/02/2027")

    leave(house, "button")

    assert "31/02/2027" in house.say()
    (kept,) = house.all(Entretien)
    assert kept.contenu.endswith("Le point est fait.")
    again(house, "entretien_prochain_le", "1/3/2027")
    leave(house, "button")
    house.qtbot.waitUntil(lambda: house.window.place.name is not Name.ENTRETIEN)
    (kept,) = house.all(Entretien)
    assert kept.prochain_le == date(2027, 3, 1)


def test_what_cannot_be_read_keeps_nobody_before_a_contract_taken_out(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.un_emploi(debut=date(2026, 3, 2)))
        work.commit()
    house.go(Name.EMPLOI, "emploi-1")
    house.write("emploi_fin", NO_DAY)
    house.click("retirer")

    house.answer(yes=True)

    house.qtbot.waitUntil(lambda: house.window.place.name is not Name.EMPLOI)
    assert not house.all(Emploi)
