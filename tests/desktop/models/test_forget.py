"""The file packed once dossiers have left it: not while someone reads, and told where memory lacks."""

import os
import sys
from pathlib import Path
from time import monotonic

import pytest

from desktop.models import backup, digest, tray
from desktop.models.vault import DATABASE, Vault
from plie.kinds import Personne
from tests.builders import une_personne
from tests.desktop import processes, vaults

# Seconds: whoever types waits while the writer waits for a reader.
PATIENCE = 3


def fill(vault: Vault, size: int) -> None:
    with vault.work() as work:
        work.insert(une_personne())
        work.commit()
    for _ in range(size):
        with vault.work() as work:
            tray.put(work.connection, os.urandom(1_000_000), recu_le=work.now())
            work.commit()


def test_while_someone_reads_nothing_is_packed_and_the_journal_does_not_grow(vault: Vault) -> None:
    fill(vault, 2)
    journal = vault.folder / f"{DATABASE}-wal"
    with vault.look() as rows:
        assert rows.all(Personne)
        before = journal.stat().st_size

        begun = monotonic()

        assert not vault.forget([])

        assert monotonic() - begun < PATIENCE
        assert journal.stat().st_size == before
    assert vault.forget([])
    assert journal.stat().st_size == 0


def test_a_writer_waits_for_another_as_long_as_before_once_the_journal_was_emptied(
    vault: Vault,
) -> None:
    fill(vault, 1)
    with vault.work() as work:
        usual = work.connection.exec_driver_sql("PRAGMA busy_timeout").scalar()

    assert vault.forget([])

    with vault.work() as work:
        assert work.connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == usual
    assert usual


def test_a_copy_written_again_has_the_sum_of_what_it_is_now(vault: Vault) -> None:
    fill(vault, 0)
    vault.back_up()
    (copy,) = backup.copies(vault.folder).values()
    before = (copy / digest.FILE).read_text()

    assert vault.forget([une_personne().id])

    assert (copy / digest.FILE).read_text() != before
    assert not digest.spoilt(copy, DATABASE)


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is bounded there")
def test_without_the_memory_for_it_it_is_told_and_nothing_is_lost(
    vault: Vault, folder: Path
) -> None:
    fill(vault, 24)
    vault.close()

    with processes.running(processes.module("tests.desktop.cramped", folder)) as process:
        told = processes.outcome(process)

    assert told[0] == "VaultCramped"
    assert "Vos dossiers sont intacts" in told[1]
    again = vaults.reopen(folder)
    assert again.forget([])
    with again.look() as rows:
        assert rows.all(Personne) == (une_personne(),)
    again.close()
