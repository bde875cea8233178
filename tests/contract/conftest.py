"""The contract of the store: the same tests on every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from central.settings import Settings
from tests.central.grappe import Grappe
from tests.central.monde import Monde

ENGINES = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def grappe() -> Iterator[Grappe]:
    cluster = Grappe.start()
    yield cluster
    cluster.stop()


@pytest.fixture(params=ENGINES)
def monde(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Monde]:
    if request.param == "sqlite":
        yield from _world(Monde(tmp_path / "magasin"))
        return
    cluster: Grappe = request.getfixturevalue("grappe")
    settings = cluster.base(tmp_path / "magasin")
    yield from _world(Monde(tmp_path / "magasin", settings))
    cluster.drop(settings)


@pytest.fixture(params=ENGINES)
def vide(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """The place of a store whose database has no table yet."""
    if request.param == "sqlite":
        yield Settings(tmp_path)
        return
    cluster: Grappe = request.getfixturevalue("grappe")
    settings = cluster.empty(tmp_path)
    yield settings
    cluster.drop(settings)


def _world(world: Monde) -> Iterator[Monde]:
    yield world
    world.close()
