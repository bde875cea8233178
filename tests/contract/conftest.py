"""The contract of the store: the same tests on every engine. PostgreSQL joins in `ENGINES`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.central.monde import Monde

ENGINES = ["sqlite"]


@pytest.fixture(params=ENGINES)
def monde(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Monde]:
    assert request.param == "sqlite"
    world = Monde(tmp_path / "magasin")
    yield world
    world.close()
