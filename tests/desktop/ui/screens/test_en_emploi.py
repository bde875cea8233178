"""Ma file active narrowed to who is « en emploi »; the follow-up after an exit becomes a rendez-vous (C9-3-3)."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QLabel, QListView

from desktop.ui.places import Name, Place, side
from plie.kinds import RendezVous
from tests import builders
from tests.desktop.ui.screens.house import House


def test_the_list_keeps_who_is_followed_in_employment(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.un_emploi(debut=date(2026, 6, 1)))
        work.commit()
    house.go(Name.FILE, "")
    people = house.find(QListView, "file_liste").model()
    house.qtbot.waitUntil(lambda: people.rowCount() == 2)

    chip = house.find(QCheckBox, "en_emploi")
    assert chip.text() == "En emploi (1)"
    house.click("en_emploi")

    house.qtbot.waitUntil(lambda: people.rowCount() == 1)


def test_the_follow_up_after_an_exit_becomes_a_rendez_vous(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.une_decision(prise_le=date(2026, 1, 15)))
        work.insert(
            builders.une_decision(
                id="d2", prise_le=date(2026, 8, 31), objet="sortie", issue="sortie"
            )
        )
        work.commit()
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "emploi")))
    assert "28/02/2027" in house.find(QLabel, "suivi_apres_sortie").text()

    house.click("suivi_prevoir")

    house.qtbot.waitUntil(lambda: bool(house.all(RendezVous)))
    assert house.all(RendezVous)[0].date == date(2027, 2, 28)
