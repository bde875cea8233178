"""The place of the next rendez-vous: where one receives that day, until another is typed."""

from datetime import timedelta

from PySide6.QtWidgets import QLineEdit

from desktop.ui.places import Name
from desktop.usecases.permanences import ajouter_permanence
from plie.kinds import Entretien
from plie.vocabulaire import DemiJournee
from tests.desktop.ui.screens.house import NOW, House


def test_the_place_of_the_next_one_follows_its_day_until_it_is_typed(house: House) -> None:
    tomorrow = NOW.date() + timedelta(days=1)
    for half, lieu in ((DemiJournee.MATIN, "Oissel"), (DemiJournee.APRES_MIDI, "Elbeuf")):
        with house.vault.work() as work:
            ajouter_permanence(work, lieu=lieu, jour=tomorrow.weekday(), demi_journee=half, now=NOW)
    id_ = house.draft(prochain_le=None)
    house.go(Name.ENTRETIEN, id_)
    place, le, at = (
        house.find(QLineEdit, f"entretien_prochain_{name}") for name in ("lieu", "le", "debut")
    )

    house.qtbot.waitUntil(
        house.window.screen_shown.findChild(QLineEdit, "entretien_lieu").isEnabled
    )
    house.jobs.drain()
    house.write("entretien_prochain_le", "+1")
    assert place.text() == "Oissel"
    house.write("entretien_prochain_debut", "15h")
    assert place.text() == "Elbeuf"
    house.qtbot.waitUntil(lambda: house.all(Entretien)[0].prochain_lieu == "Elbeuf")

    house.write("entretien_prochain_lieu", ", salle 2")
    at.clear()
    le.clear()
    house.write("entretien_prochain_le", "+1")
    assert place.text() == "Elbeuf, salle 2"
