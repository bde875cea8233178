"""The computer lent to the person accompanied: their screen alone answers."""

from desktop.ui.places import Name, Place
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.signing import person_reads


def test_in_the_person_s_hands_nothing_around_leads_to_the_adviser_s_screens(house: House) -> None:
    signing = house.window.status
    person_reads(house, house.compte_rendu())
    hidden = signing.isHidden()

    house.window.go(Place(Name.POSTE))
    signing.acted.emit()
    signing.room_asked.emit()
    there = house.window.place.name
    house.click("rendre_personne")
    house.take_back()
    house.qtbot.waitUntil(lambda: house.window.place.name is Name.RELECTURE)
    house.window.go(Place(Name.FILE))

    assert (hidden, there) == (True, Name.SIGNATURE)
    assert house.window.place.name is Name.FILE
    assert not signing.isHidden()
