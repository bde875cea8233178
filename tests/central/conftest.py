from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.central.monde import Monde


@pytest.fixture
def monde(tmp_path: Path) -> Iterator[Monde]:
    world = Monde(tmp_path / "magasin")
    yield world
    world.close()
