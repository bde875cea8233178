"""The orientation put right, from the dossier and from the candidature, by keyboard, saved by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from desktop.models.vault import Vault
from desktop.ui.places import Name, Place, side
from desktop.ui.widgets.lists import PersonList
from plie.kinds import Prescription
from plie.vocabulaire import Role
from tests import builders
from tests.desktop.ui.screens.house import House

MAKE = Callable[..., House]


def opened(house: House) -> None:
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "identite")))
    house.click("modifier_orientation")


def test_it_is_reached_from_the_dossier_typed_by_keyboard_and_read_there(house: House) -> None:
    opened(house)
    house.qtbot.waitUntil(lambda: house.focused() == "prescription_recue_le")
    # Before its rows have their places, Tab goes round without it.
    house.find(QPlainTextEdit, "prescription_pre_diagnostic")

    house.tab_to("prescription_pre_diagnostic")
    house.write("prescription_pre_diagnostic", "Cherche depuis deux ans.")
    house.tab_to("prescription_freins")
    house.write("prescription_freins", "Mobilité")
    house.press(Qt.Key.Key_Escape)

    house.qtbot.waitUntil(lambda: "Freins\u00a0: Mobilité" in house.texts())
    assert "Pré-diagnostic\u00a0: Cherche depuis deux ans." in house.texts()
    (received,) = house.all(Prescription)
    assert (received.pre_diagnostic, received.freins) == ("Cherche depuis deux ans.", ("Mobilité",))


def test_coordination_puts_it_right_from_the_candidature_and_comes_back_there(
    make_house: MAKE, peopled: Vault
) -> None:
    with peopled.work() as work:
        work.identify(replace(work.rows.identity(), role=Role.COORDINATION.value))
        work.commit()
    house = make_house()
    house.go(Name.CANDIDATURES, builders.PERSONNE)
    house.qtbot.waitUntil(
        lambda: house.find(QLabel, "candidature_nom").text() == "Maïwenn Trévignac"
    )
    house.click("candidature_modifier")

    house.write("prescription_motif", "Orientée par sa conseillère")
    assert house.find(QPushButton, "revenir").text() == "Revenir aux candidatures"
    house.press(Qt.Key.Key_Escape)

    house.qtbot.waitUntil(lambda: house.window.screen_shown.objectName() == "candidatures")
    house.qtbot.waitUntil(
        lambda: house.find(QLabel, "candidature_nom").text() == "Maïwenn Trévignac"
    )
    assert house.find(PersonList, "candidatures_liste").isVisible()
    assert house.all(Prescription)[0].motif == "Orientée par sa conseillère"


def test_once_presented_it_is_read_and_no_longer_typed(house: House) -> None:
    """C7: the Commission judged what it saw."""
    with house.vault.work() as work:
        work.insert(builders.une_inscription(commission_le=date(2026, 9, 9)))
        work.commit()

    opened(house)

    assert "09/09/2026" in house.find(QLabel, "prescription_figee").text()
    assert not house.find(QPlainTextEdit, "prescription_motif").isEnabled()


@pytest.mark.parametrize("origine", ["prescripteur", "reprise"])
def test_what_a_reprise_has_is_asked_of_a_reprise_only(
    make_house: MAKE, peopled: Vault, origine: str
) -> None:
    """P6."""
    with peopled.work() as work:
        person = builders.une_personne(id="autre-0", prenoms="Jeanne")
        work.insert(person)
        work.insert(builders.un_parcours(id="p-0", dossier=person.id, origine=origine))
        work.commit()
    house = make_house()

    house.go(Name.PRESCRIPTION, person.id)
    house.find(QPlainTextEdit, "prescription_motif")

    assert ("Intégré·e à l’origine le" in house.texts()) is (origine == "reprise")
