"""Where the vault lies, told in the real windows: a share at the door, a cloud and little room inside."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from desktop.app.surroundings import Surroundings, real
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.disk import Disk
from desktop.models.errors import VaultUnwritable
from desktop.ui.places import Name
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.app.test_door import NOM, created, vaults

PLENTY, LITTLE = 38_000_000_000, 320_000_000


@dataclass
class Machine:
    """A machine whose disk says what the test wants."""

    share: str = ""
    service: str = ""
    free: int = PLENTY
    around: Surroundings = field(init=False)

    def __post_init__(self) -> None:
        disk = Disk(
            share=lambda _folder: self.share,
            service=lambda _folder: self.service,
            free=lambda _folder: self.free,
        )
        self.around = replace(real(), disk=disk)


def objection(seat: Seat, name: str) -> str:
    seat.hands.until(lambda: "partage réseau" in seat.hands.text(name), "le refus")
    return seat.hands.text(name)


def low(seat: Seat) -> bool:
    return seat.hands.shows("status_place")


def test_a_first_start_on_a_share_is_told_before_anything_is_typed_and_makes_nothing(
    sit: MakeSeat, tmp_path: Path
) -> None:
    seat = sit(around=Machine(share="cifs").around)

    seat.door.open()
    told = objection(seat, "premier_objection")
    seat.fill_first_start(NOM)
    seat.hands.click("creer_coffre")
    again = objection(seat, "premier_objection")

    assert told == again
    assert "(cifs)" in told
    assert "PERMANENCE_DONNEES" in told
    assert vaults(tmp_path / "machine") == []


def test_a_vault_moved_to_a_share_is_told_at_the_door_and_opens_once_brought_back(
    sit: MakeSeat,
) -> None:
    machine = Machine()
    seat = created(sit(around=machine.around))
    machine.share = "UNC"

    seat.door.lock()
    told = objection(seat, "deverrouillage_objection")
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")
    objection(seat, "deverrouillage_objection")
    machine.share = ""
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()

    assert "Rien n’a été modifié" in told


def test_little_room_is_told_below_and_in_mon_poste_until_room_is_made(sit: MakeSeat) -> None:
    machine = Machine(free=LITTLE)
    seat = created(sit(around=machine.around))

    seat.hands.until(lambda: low(seat), "l’alerte")
    assert "320\u00a0Mo" in seat.hands.find(QAbstractButton, "status_place").accessibleName()
    assert seat.house.speak.banner.sentence == ""
    seat.hands.click("status_place")
    assert seat.house.main.place.name is Name.POSTE
    seat.hands.until(lambda: seat.hands.text("poste_place") == "320\u00a0Mo", "la place libre")
    assert "320\u00a0Mo" in seat.hands.text("emplacement_place")

    machine.free = PLENTY
    seat.house.room.look()
    seat.hands.until(lambda: not low(seat), "la fin de l’alerte")

    assert seat.hands.text("poste_place") == "38,0\u00a0Go"
    assert not seat.hands.shows("emplacement_place")


def test_a_write_that_the_disk_refused_makes_one_look_at_once(sit: MakeSeat) -> None:
    machine = Machine()
    seat = created(sit(around=machine.around))
    seat.hands.until(lambda: seat.house.room.known.libre == PLENTY, "un premier regard")
    machine.free = LITTLE

    seat.house.jobs.refused.emit(VaultUnwritable())

    seat.hands.until(lambda: low(seat), "l’alerte")


def test_a_synchronised_folder_is_told_once_an_opening_and_stays_in_mon_poste(
    sit: MakeSeat,
) -> None:
    machine = Machine(service="OneDrive")
    seat = created(sit(around=machine.around))
    banner = seat.house.speak.banner
    seat.hands.until(lambda: "OneDrive" in banner.sentence, "l’avertissement")

    seat.hands.click("banner_action")
    assert seat.house.main.place.name is Name.POSTE
    seat.house.room.look()
    seat.hands.until(lambda: seat.hands.shows("emplacement_service"), "la note")
    assert seat.house.speak.banner.sentence == ""
    assert "OneDrive" in seat.hands.text("emplacement_service")

    seat.hands.click_item("rail", Name.JOURNEE)
    seat.door.lock()
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()
    seat.hands.until(lambda: "OneDrive" in seat.house.speak.banner.sentence, "à nouveau")
