"""The commit witness: a vault short of it is told and opens; nothing else ever is (quality.md R3)."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from desktop.models import envelope, restore, witness
from desktop.models.errors import VaultDamaged
from desktop.models.sealed import Sealer
from desktop.models.vault import DATABASE, Vault
from desktop.usecases.sauvegardes import copies, retablir
from plie.kinds import Entretien, Id
from tests.builders import MIDI, un_entretien
from tests.desktop import vaults

WAL = f"{DATABASE}-wal"
HEAD, FRAME = 32, 24 + 4096

# Writes entretiens and acknowledges each; dies by SIGKILL at its nth opening of the witness.
_CHILD = """
import os, signal, sys
from pathlib import Path
from tests.builders import un_entretien
from tests.desktop import vaults
vault, after, seen = vaults.reopen(Path(sys.argv[1])), int(sys.argv[2]), 0
def watch(event, arguments):
    global seen
    if event == "open" and str(arguments[0]).endswith("coffre.temoin"):
        seen += 1
        if seen == after:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
for number in range(9):
    with vault.work() as work:
        work.insert(un_entretien(id=f"e{number}"))
        work.commit()
    print(number, flush=True)
"""


def write(vault: Vault, *, times: int, start: int = 0) -> None:
    for number in range(start, start + times):
        with vault.work() as work:
            work.insert(un_entretien(id=Id(f"entretien-{number}")))
            work.commit()


def held(vault: Vault) -> int:
    with vault.look() as rows:
        return len(rows.all(Entretien))


def replica(vault: Vault) -> str:
    with vault.look() as rows:
        return rows.cursor().replica


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """The folder of a vault whose twenty last commits are in the journal only, as a power cut leaves it."""
    vaults.fresh(tmp_path / "coffre").close()
    vault = vaults.reopen(tmp_path / "coffre")
    write(vault, times=20)
    left = tmp_path / "panne"
    shutil.copytree(tmp_path / "coffre", left, ignore=shutil.ignore_patterns("*-shm"))
    vault.close()
    return left


def test_a_vault_closed_or_cut_by_power_is_whole_and_nothing_is_told(
    crashed: Path, tmp_path: Path
) -> None:
    for folder in (tmp_path / "coffre", crashed):
        vault = vaults.reopen(folder)
        assert (vault.lack, held(vault)) == (None, 20)
        vault.close()


@pytest.mark.parametrize("seed", range(6))
def test_a_journal_cut_anywhere_is_told_exactly_and_the_vault_opens(
    crashed: Path, seed: int
) -> None:
    journal = crashed / WAL
    content = journal.read_bytes()
    journal.write_bytes(content[: Random(seed).randrange(len(content))])  # noqa: S311 - the same places each time

    vault = vaults.reopen(crashed)

    assert vault.lack is not None
    assert (vault.lack.commits, held(vault)) == (20 - held(vault), 20 - vault.lack.commits)
    assert vault.lack.last.tzinfo is not None
    vault.close()


@pytest.mark.parametrize("seed", range(3))
def test_a_bit_flipped_in_the_journal_is_told(crashed: Path, seed: int) -> None:
    journal = crashed / WAL
    content = bytearray(journal.read_bytes())
    content[Random(seed).randrange(HEAD, len(content))] ^= 4  # noqa: S311 - as above
    journal.write_bytes(content)

    vault = vaults.reopen(crashed)

    assert vault.lack is not None
    assert vault.lack.commits == 20 - held(vault) > 0
    vault.close()


def test_an_older_file_put_back_is_told_until_the_person_knows_and_is_another_replica(
    folder: Path,
) -> None:
    vaults.fresh(folder).close()
    older = (folder / DATABASE).read_bytes()
    vault = vaults.reopen(folder)
    before = replica(vault)
    write(vault, times=3)
    vault.close()
    (folder / DATABASE).write_bytes(older)

    vault = vaults.reopen(folder)
    assert vault.lack is not None
    assert vault.lack.commits == 3
    after = replica(vault)
    assert after != before
    write(vault, times=7)
    vault.close()

    # Further than its witness now, it still has lost three commits.
    vault = vaults.reopen(folder)
    assert vault.lack is not None
    assert (vault.lack.commits, replica(vault)) == (3, after)
    vault.lack_told()
    vault.close()
    vault = vaults.reopen(folder)
    assert vault.lack is None
    vault.close()


def test_as_many_commits_that_were_not_made_here_are_told(folder: Path, tmp_path: Path) -> None:
    vaults.fresh(folder).close()
    other = Path(shutil.copytree(folder, tmp_path / "ailleurs"))
    for where, start in ((folder, 0), (other, 100)):
        vault = vaults.reopen(where)
        write(vault, times=4, start=start)
        vault.close()
    shutil.copy(other / DATABASE, folder / DATABASE)

    vault = vaults.reopen(folder)

    assert vault.lack is not None
    assert vault.lack.commits == 0
    vault.close()


def test_going_back_to_a_copy_is_no_loss(folder: Path) -> None:
    vault = vaults.fresh(folder)
    vault.back_up()
    write(vault, times=3)
    vault.close()

    retablir(folder, copies(folder)[0], now=MIDI)

    vault = vaults.reopen(folder)
    assert (vault.lack, held(vault)) == (None, 0)
    write(vault, times=1)
    vault.close()
    vault = vaults.reopen(folder)
    assert vault.lack is None
    assert not (folder / restore.MARK).exists()
    vault.close()


@pytest.mark.parametrize("content", [None, b"", b"un autre fichier", b"\0" * 52])
def test_a_witness_that_is_gone_or_does_not_read_proves_nothing(
    folder: Path, content: bytes | None
) -> None:
    vault = vaults.fresh(folder)
    write(vault, times=2)
    vault.close()
    path = folder / witness.FILE
    path.unlink()
    if content is not None:
        path.write_bytes(content)

    vaults.reopen(folder).close()

    # It follows again.
    older = (folder / DATABASE).read_bytes()
    vault = vaults.reopen(folder)
    write(vault, times=1, start=9)
    vault.close()
    (folder / DATABASE).write_bytes(older)
    vault = vaults.reopen(folder)
    assert vault.lack is not None
    vault.close()


def test_a_witness_that_the_disk_refuses_prevents_no_save(folder: Path) -> None:
    vault = vaults.fresh(folder)
    (folder / witness.FILE).unlink(missing_ok=True)
    (folder / witness.FILE).mkdir()

    write(vault, times=2)

    vault.close()
    vault = vaults.reopen(folder)
    assert (vault.lack, held(vault)) == (None, 2)
    vault.close()


def rewrite(vault: Vault, number: int, text: str) -> None:
    with vault.work() as work:
        id_ = f"entretien-{number}"
        work.patch(Entretien, id_, work.seen(Entretien, id_), contenu=text)
        work.commit()


def left_by_a_crash(folder: Path, to: Path) -> Path:
    return Path(shutil.copytree(folder, to, ignore=shutil.ignore_patterns("*-shm")))


@pytest.mark.parametrize("which", [0, 1])
def test_an_older_file_is_not_read_with_a_journal_begun_after_it(
    folder: Path, tmp_path: Path, which: int
) -> None:
    vaults.fresh(folder).close()
    older = [(folder / DATABASE).read_bytes()]
    vault = vaults.reopen(folder)
    write(vault, times=40)
    vault.close()
    older.append((folder / DATABASE).read_bytes())
    vault = vaults.reopen(folder, seed=2)
    # In place: with the second, the pages of the one and of the other make a database that reads.
    rewrite(vault, 10, "ce que le fichier rétabli n’a pas")
    vault.close()
    vault = vaults.reopen(folder, seed=3)
    rewrite(vault, 20, "ce que le journal a")
    left = left_by_a_crash(folder, tmp_path / "panne")
    vault.close()
    (left / DATABASE).write_bytes(older[which])
    before = ((left / DATABASE).read_bytes(), (left / WAL).read_bytes())

    with pytest.raises(VaultDamaged, match="plus ancien que son journal"):
        vaults.reopen(left, seed=4)

    assert ((left / DATABASE).read_bytes(), (left / WAL).read_bytes()) == before


def test_what_a_crash_leaves_at_any_turn_of_the_journal_is_whole(
    folder: Path, tmp_path: Path
) -> None:
    vault, runs, before = vaults.fresh(folder), set(), b""
    older = (folder / DATABASE).read_bytes()
    for number in range(20):
        with vault.work() as work:
            work.insert(un_entretien(id=Id(f"entretien-{number}"), contenu="mot " * 100_000))
            work.commit()
        left = left_by_a_crash(folder, tmp_path / "panne")
        runs.add((left / WAL).read_bytes()[16:24])
        # One in two as if the process had been killed before its witness followed.
        if number % 2 and before:
            (left / witness.FILE).write_bytes(before)
        before = (folder / witness.FILE).read_bytes()

        again = vaults.reopen(left)
        assert (again.lack, held(again)) == (None, number + 1)
        again.close()
        shutil.rmtree(left)
    left = left_by_a_crash(folder, tmp_path / "panne")
    vault.close()

    assert len(runs) > 2
    (left / DATABASE).write_bytes(older)
    with pytest.raises(VaultDamaged, match="plus ancien que son journal"):
        vaults.reopen(left)


def test_a_witness_of_before_still_tells_what_lacks(folder: Path) -> None:
    vault = vaults.fresh(folder)
    older = (folder / DATABASE).read_bytes()
    write(vault, times=2)
    vault.close()
    sealer = Sealer(
        envelope.unwrap(envelope.read(folder), vaults.PHRASE), b"permanence: commit witness"
    )
    path = folder / witness.FILE
    path.write_bytes(sealer.seal(sealer.unseal(path.read_bytes())[:24]))
    (folder / DATABASE).write_bytes(older)

    vault = vaults.reopen(folder)

    assert vault.lack is not None
    vault.close()


@pytest.mark.skipif(os.name != "posix", reason="kills by SIGKILL")
@pytest.mark.parametrize("after", [1, 6])
def test_killed_between_the_commit_and_its_witness_nothing_is_told(
    folder: Path, after: int
) -> None:
    vaults.fresh(folder).close()

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _CHILD, str(folder), str(after)],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )

    assert done.returncode == -signal.SIGKILL, done.stderr
    vault = vaults.reopen(folder)
    # The commit whose witness was not written is there; it was not acknowledged yet.
    assert (vault.lack, held(vault)) == (None, len(done.stdout.split()) + 1)
    vault.close()
