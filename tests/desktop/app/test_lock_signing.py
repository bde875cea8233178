"""The lock in the halls of a document, and at coordination's: nothing personal stays there either."""

import pytest

from desktop.demo.store import DemoStore
from desktop.ui.places import Name, Place
from plie.vocabulaire import Role
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.app.remains import remains
from tests.desktop.app.test_lock import CANARIES, NOM, lock, signing, unlock
from tests.stories import gestes


def test_nothing_stays_of_the_document_and_one_comes_back_to_it(
    sit: MakeSeat, store: DemoStore
) -> None:
    seat = signing(sit, store, "Bleuenn")
    gestes.pages(seat, "relecture_pdf")
    document = seat.house.main.place
    left = lock(seat)
    unlock(seat)
    seat.hands.until(lambda: seat.hands.shows("faire_signer"), "le document, de nouveau")
    seat.hands.click("signer_sur_papier")
    gestes.attendre(seat, "impression_titre", "l’impression")
    left += lock(seat)
    unlock(seat)
    gestes.attendre(seat, "impression_titre", "l’impression, de nouveau")
    seat.house.main.go(document)
    gestes.signer(seat)
    shown = remains(CANARIES)

    left += lock(seat)
    unlock(seat)
    gestes.attendre(seat, "termine_retour", "la fin, de nouveau")

    assert shown
    assert left == []


@pytest.mark.parametrize("name", [Name.NOUVEAUTES, Name.FILE, Name.EQUIPE])
def test_nothing_stays_at_coordination_s(sit: MakeSeat, store: DemoStore, name: Name) -> None:
    seat = sit()
    seat.door.open()
    gestes.creer_coffre(seat, NOM)
    gestes.relier(seat, store, NOM, Role.COORDINATION)
    seat.exchange()
    seat.house.main.go(Place(name))
    seat.house.jobs.drain()

    left = lock(seat)
    unlock(seat)

    assert left == []
    assert seat.house.main.place.name is name
