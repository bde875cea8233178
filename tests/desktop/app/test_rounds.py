"""A backup is made while the house is open, once the last one is half an hour old."""

from desktop.models import backup
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.app.test_door import created


def test_the_open_vault_is_copied_once_in_half_an_hour(sit: MakeSeat) -> None:
    seat = created(sit())
    folder = seat.house.vault.folder

    seat.house.rounds.go()
    seat.hands.until(lambda: len(backup.copies(folder)) == 1, "une sauvegarde")
    seat.house.rounds.go()
    seat.door.lock()

    assert len(backup.copies(folder)) == 1
