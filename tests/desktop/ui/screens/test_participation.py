"""How a person takes part, typed in the dossier administratif, read at its head and in the list (A3.1)."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from desktop.ui.places import Name, Place
from desktop.ui.widgets.lists import PersonList
from plie.kinds import Parcours
from tests import builders
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.test_parcours import choose, saved

ATOUT = builders.le_referentiel("atout-plie-2018-2022")
FORM = Place(Name.SITUATION, builders.PERSONNE)
WAY, WHO = "situation_parcours.participation", "situation_parcours.referent_nom"


def test_it_is_said_in_the_dossier_administratif_and_read_wherever_the_person_is(
    make_house: Callable[..., House],
) -> None:
    house = make_house(ATOUT)
    house.window.go(FORM)
    choose(house, WAY, "Actions spécifiques, suivi extérieur")
    saved(house)

    told = house.find(QLabel, f"{WHO}_objection")
    house.qtbot.waitUntil(
        lambda: told.text() == "Dites qui accompagne cette personne, ou sa structure (A3.1)."
    )
    assert "Participation (A3.1)" in house.texts()
    assert "Référent·e hors du PLIE" in house.texts()
    house.write(WHO, "Ysée Lormont")
    house.qtbot.waitUntil(lambda: not told.text())
    house.press(Qt.Key.Key_Escape)

    (kept,) = house.all(Parcours, dossier=builders.PERSONNE)
    assert (kept.participation, kept.referent_nom) == ("actions_exterieur", "Ysée Lormont")
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    said = "Actions spécifiques, suivi extérieur (Ysée Lormont)"
    house.qtbot.waitUntil(lambda: said in house.find(QLabel, "dossier_ligne").text())
    people = house.find(PersonList, "file_liste").people
    house.qtbot.waitUntil(
        lambda: (
            [
                "suivi extérieur"
                in str(people.data(people.index(n, 0), Qt.ItemDataRole.DisplayRole))
                for n in range(len(people.rows))
            ].count(True)
            == 1
        )
    )


def test_a_plie_with_one_way_asks_nothing(house: House) -> None:
    house.window.go(FORM)
    house.find(QComboBox, "situation_niveau")

    shown = {box.objectName() for box in house.window.screen_shown.findChildren(QComboBox)}
    assert WAY not in shown
    assert "Participation" not in " ".join(house.texts())
