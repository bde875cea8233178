"""The session: a person proves again that the vault they work in is theirs."""

import os

import pytest

from desktop.models import envelope
from desktop.models.errors import WrongPassphrase
from desktop.models.vault import Vault
from desktop.usecases import session
from tests.desktop import vaults


def test_the_passphrase_proves_and_another_does_not(vault: Vault) -> None:
    session.prove(vault, vaults.PHRASE)

    with pytest.raises(WrongPassphrase):
        session.prove(vault, "une autre phrase que la bonne")


def test_an_envelope_put_in_place_of_the_vault_s_own_proves_nothing(vault: Vault) -> None:
    theirs = envelope.wrap(bytes(32), "leur phrase", kdf=vaults.FLOOR, random=os.urandom)
    envelope.write(vault.folder, theirs)

    with pytest.raises(WrongPassphrase):
        session.prove(vault, "leur phrase")
