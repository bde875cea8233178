"""What the tests of refusals assert: the words of a refusal, and that nothing has moved."""

from pathlib import Path

import pytest

from desktop.models.errors import VaultError
from plie.kinds import Personne
from tests.builders import PERSONNE, une_personne
from tests.desktop import vaults
from tests.desktop.vaults import sums


def refuse(folder: Path, error: type[VaultError], *parts: str, phrase: str = vaults.PHRASE) -> None:
    """Assert that opening is refused, in these words, and that every file is as it was."""
    before = sums(folder)

    with pytest.raises(error) as caught:
        vaults.reopen(folder, phrase=phrase)

    assert type(caught.value) is error
    for part in parts:
        assert part in caught.value.phrase
    assert sums(folder) == before


def whole(folder: Path) -> None:
    """Assert that the vault opens and holds its person."""
    vault = vaults.reopen(folder)
    with vault.look() as rows:
        assert rows.get(Personne, PERSONNE) == une_personne()
    vault.close()
