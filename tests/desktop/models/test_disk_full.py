"""A disk that refuses a write at any point: told, nothing lost, the retry works (quality.md R4)."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.models import blobs
from desktop.models.errors import VaultUnwritable
from desktop.models.vault import DATABASE, Vault
from plie.kinds import Entretien, Personne
from tests.builders import ENTRETIEN, PERSONNE, un_entretien, une_personne
from tests.desktop import coherence, vaults
from tests.desktop.vaults import dump

PDF = bytes(range(256)) * 240
FRAME = 4096 + 24
# Where the disk stops, in bytes after the journal: fifty in `make test`, two hundred in `make torture`.
STEP = FRAME // (13 if os.environ.get("PERMANENCE_TORTURE") else 3)
ROOMS = [0, 1, 23, 25, 512, FRAME - 1, *range(FRAME, 17 * FRAME, STEP)]


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Make every write beyond `size` bytes of a file fail in this process."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def write(vault: Vault, text: str) -> None:
    """Patch an entretien and file a PDF of sixty kilobytes, in one transaction."""
    with vault.work() as work:
        work.patch(Entretien, ENTRETIEN, work.seen(Entretien, ENTRETIEN), contenu=text)
        blobs.file(work.connection, PDF + text.encode(), scope=PERSONNE)
        work.commit()


def fill(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(une_personne())
        work.insert(un_entretien(contenu="Ce qui était là."))
        work.commit()


@pytest.mark.parametrize("room", ROOMS)
def test_a_save_refused_by_the_disk_is_told_undone_and_can_be_tried_again(
    vault: Vault, folder: Path, room: int
) -> None:
    fill(vault)
    before = dump(vault)
    journal = (folder / f"{DATABASE}-wal").stat().st_size

    with files_end_at(journal + room):
        with pytest.raises(VaultUnwritable, match="libérez de la place") as caught:
            write(vault, "Refusé.")
        assert dump(vault) == before

    assert "l’est toujours" in caught.value.phrase
    assert dump(vault) == before
    write(vault, "Enfin.")
    with vault.look() as rows:
        assert rows.get(Entretien, ENTRETIEN).contenu == "Enfin."
    assert coherence.complaints(vault) == []
    vault.close()
    again = vaults.reopen(folder)
    with again.look() as rows:
        assert rows.get(Entretien, ENTRETIEN).contenu == "Enfin."
    again.close()


@pytest.mark.parametrize("room", [0, 1, 100, 4096, 5000, 32_768, 40_000, 120_000, 250_000, 340_000])
def test_a_creation_refused_by_the_disk_can_be_begun_again(folder: Path, room: int) -> None:
    with files_end_at(room), pytest.raises(VaultUnwritable, match="libérez de la place"):
        vaults.create(folder)

    vault = vaults.create(folder, seed=3)
    fill(vault)
    assert coherence.complaints(vault) == []
    vault.close()
    vaults.reopen(folder).close()


def test_closing_on_a_full_disk_loses_nothing(vault: Vault, folder: Path) -> None:
    fill(vault)
    write(vault, "Juste avant.")
    before = dump(vault)

    with files_end_at((folder / DATABASE).stat().st_size + 100):
        vault.close()

    assert (folder / f"{DATABASE}-wal").stat().st_size
    again = vaults.reopen(folder)
    assert dump(again) == before
    again.close()


def test_a_database_that_may_not_grow_is_told(vault: Vault) -> None:
    """SQLite's own « database or disk is full », whatever the system said."""
    fill(vault)
    before = dump(vault)
    with vault.work() as work:
        pages = work.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        work.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")

    with pytest.raises(VaultUnwritable):
        write(vault, "Refusé.")

    assert dump(vault) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 900 kB, where the tests may mount one."""
    mount = shutil.which("mount")
    disk = tmp_path / "clé"
    disk.mkdir()
    command = [str(mount), "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603 - mount, by its path
        pytest.skip("mounting a small disk takes root")
    yield disk
    subprocess.run([str(shutil.which("umount")), str(disk)], check=True)  # noqa: S603 - as above


def test_a_disk_that_is_really_full_keeps_what_was_saved(small_disk: Path) -> None:
    vault = vaults.create(small_disk / "coffre")
    fill(vault)
    saved: list[str] = []

    with pytest.raises(VaultUnwritable):
        _write_on(vault, saved)

    with vault.look() as rows:
        assert rows.get(Entretien, ENTRETIEN).contenu == (saved or ["Ce qui était là."])[-1]
        assert rows.get(Personne, PERSONNE) == une_personne()
    assert coherence.complaints(vault) == []
    vault.close()


def _write_on(vault: Vault, saved: list[str]) -> None:
    for number in range(99):
        write(vault, f"{number}")
        saved.append(f"{number}")
