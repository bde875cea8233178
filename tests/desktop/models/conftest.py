"""Folders of vaults made beforehand, copied for each test: closed, or as a crash leaves them."""

import shutil
from pathlib import Path

import pytest

from tests.builders import une_personne
from tests.desktop import vaults


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A vault that holds a person: its folder after a crash, and after it was closed."""
    folder, left = tmp_path_factory.mktemp("coffres") / "fermé", tmp_path_factory.mktemp("panne")
    vaults.fresh(folder).close()
    vault = vaults.reopen(folder)
    with vault.work() as work:
        work.insert(une_personne())
        work.commit()
    shutil.copytree(folder, left, dirs_exist_ok=True)
    vault.close()
    return left, folder


@pytest.fixture
def closed(made: tuple[Path, Path], folder: Path) -> Path:
    """The folder of a vault that holds a person, closed."""
    return Path(shutil.copytree(made[1], folder))


@pytest.fixture
def crashed(made: tuple[Path, Path], folder: Path) -> Path:
    """The folder of a vault whose last work is still in its journal, as a crash leaves it."""
    return Path(shutil.copytree(made[0], folder, ignore=shutil.ignore_patterns("*-shm")))
