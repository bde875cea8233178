"""The lock waits for whoever reads: no connection is left, nor its key, nor the journal beside the file."""

import threading
from contextlib import suppress
from pathlib import Path

from desktop.models.errors import VaultClosed
from desktop.models.vault import DATABASE, Vault
from plie.kinds import Entretien, Id
from tests.builders import un_entretien
from tests.desktop import vaults


def journals(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(f"{DATABASE}-*"))


def written(vault: Vault, id_: str) -> None:
    with vault.work() as work:
        work.insert(un_entretien(id=Id(id_)))
        work.commit()


def closed_behind(vault: Vault) -> threading.Thread:
    """Close a vault on another thread; return once nobody may begin to read."""
    closing = threading.Thread(target=vault.close)
    closing.start()
    with suppress(VaultClosed):
        while True:
            with vault.look():
                pass
    return closing


def test_a_reading_under_way_ends_before_the_vault_is_locked(folder: Path) -> None:
    vault = vaults.fresh(folder)
    written(vault, "e0")
    read: list[int] = []
    with vault.look() as rows:
        closing = closed_behind(vault)
        read.append(len(rows.all(Entretien)))
    closing.join()

    assert (read, journals(folder)) == ([1], [])
    vaults.reopen(folder).close()


def test_who_reads_may_still_write_while_the_lock_waits(folder: Path) -> None:
    vault = vaults.fresh(folder)
    with vault.look():
        closing = closed_behind(vault)
        written(vault, "e1")
    closing.join()

    assert journals(folder) == []
    again = vaults.reopen(folder)
    with again.look() as rows:
        assert [one.id for one in rows.all(Entretien)] == ["e1"]
    again.close()


def test_what_is_being_written_reads_what_it_needs_before_the_lock(folder: Path) -> None:
    vault = vaults.fresh(folder)
    closing = threading.Thread(target=vault.close)
    with vault.work() as work:
        closing.start()
        with vault.look() as rows:
            assert rows.all(Entretien) == ()
        work.insert(un_entretien(id=Id("e2")))
        work.commit()
    closing.join()

    again = vaults.reopen(folder)
    with again.look() as rows:
        assert [one.id for one in rows.all(Entretien)] == ["e2"]
    again.close()
