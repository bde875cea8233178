"""A vault of its own for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models.vault import Vault
from tests.desktop import vaults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the vault, not made yet."""
    return tmp_path / "coffre d’Odilon"


@pytest.fixture
def vault(folder: Path) -> Iterator[Vault]:
    """An open vault, empty, of an adviser who is not enrolled."""
    made = vaults.create(folder)
    yield made
    made.close()
