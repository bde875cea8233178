import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.modele import Model

# Nothing here measures a disk: each story copies a world, in memory where there is room.
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


@pytest.fixture(scope="session")
def model() -> Iterator[Model]:
    where = str(_MEMORY) if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="permanence-recits-", dir=where) as folder:
        world = Path(folder, "modele")
        world.mkdir()
        yield Model.made(world)
