"""A clock set back: the adviser is told before the person signs, and no second seal precedes the first."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.places import Name
from desktop.ui.screens.relecture import Relecture
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.signing import person_signs

LONG = timedelta(days=20)


def test_it_is_told_and_asked_before_the_screen_is_handed_over(house: House) -> None:
    cr = house.compte_rendu()
    house.clock.at -= LONG
    house.go(Name.RELECTURE, cr)
    house.until_pages("relecture_pdf")
    assert "L’horloge de ce poste marque le 21\u00a0août" in house.find(QLabel, "obstacle").text()

    house.click("faire_signer")
    house.answer(yes=False)
    assert isinstance(house.window.screen_shown, Relecture)
    house.clock.at += LONG
    house.click("faire_signer")

    house.find(QWidget, "remise_ok")


def test_who_knows_of_it_may_go_on(house: House) -> None:
    """Paper has no clock, but a person who came must not be sent away for one."""
    cr = house.compte_rendu()
    house.clock.at -= LONG
    house.go(Name.RELECTURE, cr)
    house.click("faire_signer")
    house.answer(yes=True)

    house.find(QWidget, "remise_ok")


def test_no_second_seal_precedes_the_first(house: House) -> None:
    cr = house.compte_rendu()
    person_signs(house, cr)
    house.clock.at -= timedelta(minutes=3)
    house.take_back()
    house.until_pages("pdf_accompagnateur")
    assert "avant la signature de la personne" in house.find(QLabel, "reponse_personne").text()
    house.draw("pad_accompagnateur")

    house.click("valider_accompagnateur")
    house.qtbot.waitUntil(lambda: "L’horloge de ce poste" in house.say())
    assert len(house.signatures(cr)) == 1
    house.clock.at += timedelta(minutes=3)
    house.click("valider_accompagnateur")

    house.find(QLabel, "termine_phrase")
    assert len(house.signatures(cr)) == 2
