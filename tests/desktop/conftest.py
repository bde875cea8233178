"""A vault of its own for each test that asks for one; a machine whose clock is of another zone."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.vault import Vault
from tests.desktop import cups as printers
from tests.desktop import vaults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the vault, not made yet."""
    return tmp_path / "coffre d’Odilon"


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    """An open vault, empty, of an adviser who is not enrolled."""
    made = vaults.fresh(folder)
    yield made
    made.close()


@pytest.fixture(params=["UTC", "Indian/Reunion"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone of a machine that stands, or was set, where no référentiel of the test's is."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a CUPS that has one printer."""
    with printers.running(monkeypatch) as folder:
        yield folder
