"""A vault is neither made nor opened on a network share: told at once, nothing is touched."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop import disk
from desktop.models.errors import VaultOnShare
from desktop.models.vault import Vault
from tests.desktop import vaults
from tests.desktop.disks import dead_share

ON_NFS = replace(vaults.surroundings(), share=lambda _folder: "nfs4")


def test_no_vault_is_made_on_a_share(folder: Path) -> None:
    with pytest.raises(VaultOnShare, match="partage réseau \\(nfs4\\)"):
        Vault.create(folder, vaults.PHRASE, vaults.une_identite(), around=ON_NFS, kdf=vaults.FLOOR)

    assert not folder.exists()


def test_a_vault_on_a_share_is_not_opened_and_not_touched(vault: Vault, folder: Path) -> None:
    vault.close()
    before = vaults.sums(folder)

    with pytest.raises(VaultOnShare, match="Rien n’a été modifié"):
        Vault.open(folder, vaults.PHRASE, around=ON_NFS)

    assert vaults.sums(folder) == before
    vaults.reopen(folder).close()


def test_a_share_that_the_system_mounted_is_refused_even_when_its_server_is_gone(
    tmp_path: Path,
) -> None:
    with dead_share(tmp_path / "distant"):
        assert disk.share(tmp_path / "distant" / "coffres") == "sshfs"
        assert disk.share(tmp_path) == ""
        with pytest.raises(VaultOnShare, match="sshfs"):
            vaults.create(tmp_path / "distant" / "coffre")
