"""The application itself: the real door on a folder of its own, and a real store to reach."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.door import Door
from desktop.app.qt import application
from desktop.app.surroundings import Surroundings, real
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from tests.desktop.vaults import FLOOR
from tests.magasin import Magasin

MakeSeat = Callable[..., Seat]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoStore]:
    """A central store in a process of its own, on a free port."""
    with Magasin(tmp_path_factory.mktemp("magasin") / "donnees") as opened:
        yield opened


@pytest.fixture
def sit(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeSeat]:
    """Return what sits someone at a machine: at the same one when called again."""
    assert qtbot
    _qt, look = application([], "clair")
    seats: list[Seat] = []

    def make(
        machine: str = "machine", *, hint: str = "", around: Surroundings | None = None
    ) -> Seat:
        door = Door(tmp_path / machine, look, around or real(), hint=hint, kdf=FLOOR)
        door.window.show()
        seats.append(Seat(door))
        return seats[-1]

    yield make
    for seat in seats:
        seat.door.window.close()
        seat.door.window.deleteLater()
    qtbot.wait(1)
    look.deleteLater()
