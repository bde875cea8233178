"""The vault in which most use cases of an entretien are tried."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.models.vault import Vault
from tests import builders
from tests.desktop import vaults


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Vault]:
    """A vault in which one entretien was held and not finalised yet."""
    vault = vaults.fresh(tmp_path / "coffre")
    with vault.work() as work:
        work.insert(builders.une_personne())
        work.insert(builders.un_parcours())
        work.insert(builders.un_entretien(prochain_le=date(2026, 9, 24)))
        work.commit()
    yield vault
    vault.close()
