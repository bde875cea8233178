"""Going back to a copy: every row as it was, another replica, today's kept aside, whatever cuts it short."""

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from desktop.models import envelope
from desktop.models.errors import (
    CopySpoilt,
    VaultBusy,
    VaultDamaged,
    VaultUnwritable,
    WrongPassphrase,
)
from desktop.models.restore import ASIDE, MARK
from desktop.models.vault import DATABASE, Vault
from desktop.usecases.sauvegardes import Copie, copies, copies_avec, copies_du_coffre, retablir
from plie.kinds import Personne
from tests.builders import MIDI, une_personne
from tests.desktop import vaults

# For each line read, a fork goes back to the copy of a folder and dies by SIGKILL at its nth call to
# the system's files; what became of it is written, and why on the other output if it failed.
_CHILDREN = """
import os, signal, sys, traceback
from datetime import datetime
from pathlib import Path
from desktop.usecases.sauvegardes import copies, retablir

def die_at(after):
    seen = 0
    def watch(event, arguments):
        nonlocal seen
        if event in {"open", "os.rename", "os.remove", "os.mkdir"}:
            seen += 1
            if seen == after:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(watch)

def go_back(after, folder):
    (copy,) = copies(folder)
    die_at(after)
    retablir(folder, copy, now=datetime.fromisoformat(sys.argv[1]))

for line in sys.stdin:
    after, folder = line.rstrip().split(" ", 1)
    child = os.fork()
    if not child:
        status = 1
        try:
            go_back(int(after), Path(folder))
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def written(vault: Vault, chance: Random) -> None:
    for _ in range(chance.randint(1, 12)):
        with vault.work() as work:
            name = "".join(chance.choices("aeinorst", k=9)).capitalize()
            work.insert(une_personne(id=work.new_id(), nom_naissance=name))
            work.commit()


@pytest.fixture
def copied(tmp_path: Path) -> tuple[Path, vaults.Dump]:
    """A closed vault that wrote on after its one copy; and what the copy holds."""
    folder = tmp_path / "coffre"
    vault = vaults.fresh(folder)
    written(vault, Random(1))  # noqa: S311 - the same each time
    before = vaults.dump(vault)
    vault.back_up()
    written(vault, Random(2))  # noqa: S311 - the same each time
    vault.close()
    return folder, before


def same(now: vaults.Dump, before: vaults.Dump) -> bool:
    """Whether every row is the same, the replica excepted."""
    for dump in (now, before):
        for row in dump["cursor"].values():
            row.pop("replica", None)
    return now == before


@pytest.mark.parametrize("seed", range(3))
def test_a_copy_comes_back_row_by_row_as_another_replica(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same each time
    folder = tmp_path / "coffre"
    vault = vaults.fresh(folder, seed=seed)
    written(vault, chance)
    before = vaults.dump(vault)
    with vault.look() as rows:
        replica = rows.cursor().replica
    vault.back_up()
    written(vault, chance)
    vault.close()

    (copy,) = copies(folder)
    retablir(folder, copy, now=MIDI)

    again = vaults.reopen(folder, seed=99)
    with again.look() as rows:
        assert rows.cursor().replica != replica
    assert same(vaults.dump(again), before)
    again.close()
    assert not (folder / MARK).exists()


def test_what_the_vault_held_is_kept_aside_and_opens(copied: tuple[Path, vaults.Dump]) -> None:
    folder, before = copied
    now = vaults.reopen(folder)
    today = vaults.dump(now)
    now.close()

    retablir(folder, copies(folder)[0], now=MIDI)

    (aside,) = (folder / ASIDE).iterdir()
    (aside / "coffre.json").write_bytes((folder / "coffre.json").read_bytes())
    kept = vaults.reopen(aside)
    assert len(vaults.dump(kept)["personne"]) == len(today["personne"]) > len(before["personne"])
    kept.close()


def test_an_open_vault_is_not_gone_back_on(copied: tuple[Path, vaults.Dump]) -> None:
    folder, _ = copied
    vault = vaults.reopen(folder)

    with pytest.raises(VaultBusy):
        retablir(folder, copies(folder)[0], now=MIDI)

    with vault.look() as rows:
        assert rows.all(Personne)
    vault.close()


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
@pytest.mark.parametrize("damage", ["a bit", "cut", "gone"])
def test_a_copy_spoilt_since_does_not_take_the_place_of_the_vault(
    copied: tuple[Path, vaults.Dump], damage: str
) -> None:
    folder, _ = copied
    (copy,) = copies(folder)
    database, vault_before = copy.chemin / DATABASE, (folder / DATABASE).read_bytes()
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 4
    database.write_bytes(content if damage == "a bit" else content[: len(content) // 2])
    if damage == "gone":
        database.unlink()

    with pytest.raises(CopySpoilt, match="choisissez une autre copie"):
        retablir(folder, copy, now=MIDI)

    assert (folder / DATABASE).read_bytes() == vault_before
    assert not (folder / ASIDE).exists()
    assert not (folder / MARK).exists()


def test_a_disk_that_refuses_leaves_the_vault_as_it_was(copied: tuple[Path, vaults.Dump]) -> None:
    folder, _ = copied
    before = (folder / DATABASE).read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(VaultUnwritable):
            retablir(folder, copies(folder)[0], now=MIDI)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, kept)

    assert (folder / DATABASE).read_bytes() == before
    assert not (folder / MARK).exists()
    retablir(folder, copies(folder)[0], now=MIDI)


@pytest.mark.skipif(os.name != "posix", reason="kills by SIGKILL")
def test_killed_anywhere_the_vault_opens_as_it_was_or_as_the_copy_is(
    copied: tuple[Path, vaults.Dump], tmp_path: Path
) -> None:
    closed, before = copied
    folder = tmp_path / "interrompu"
    now = vaults.reopen(closed)
    written(now, Random(3))  # noqa: S311 - the same each time
    today = vaults.dump(now)
    # As a power cut leaves it: the last commits are in the journal only.
    shutil.copytree(closed, folder)
    now.close()
    assert (folder / f"{DATABASE}-wal").stat().st_size

    outcomes = set()
    with _forking() as go_back:
        for after in range(1, 60):
            there = tmp_path / f"essai-{after}"
            shutil.copytree(folder, there)
            ended = go_back(after, there)
            vault = vaults.reopen(there)
            found = vaults.dump(vault)
            vault.close()
            gone_back = same(found, before)
            assert gone_back or same(found, today), after
            outcomes.add((ended, gone_back))
            if ended == 0:
                break
    # Killed before it was decided, killed after, done.
    killed = -signal.SIGKILL
    assert outcomes == {(killed, False), (killed, True), (0, True)}


@contextmanager
def _forking() -> Iterator[Callable[[int, Path], int]]:
    """Give what goes back to the copy of a folder, killed at its nth call: how that process ended."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", _CHILDREN, MIDI.isoformat()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
    ) as parent:  # fmt: skip
        said, heard = parent.stdin, parent.stdout
        assert said
        assert heard

        def go_back(after: int, folder: Path) -> int:
            print(after, folder, file=said, flush=True)
            return int(heard.readline())

        yield go_back


def test_copies_are_told_the_latest_first(copied: tuple[Path, vaults.Dump]) -> None:
    folder, _ = copied
    vault = vaults.reopen(folder, seed=4)
    written(vault, Random(5))  # noqa: S311 - the same each time
    vault.back_up()
    vault.close()

    found = copies(folder)

    assert all(isinstance(one, Copie) for one in found)
    assert [one.le for one in found] == sorted((one.le for one in found), reverse=True)
    assert found[0].le - found[-1].le < timedelta(days=1)


def test_a_copy_says_what_it_holds_to_whoever_has_the_phrase(
    copied: tuple[Path, vaults.Dump],
) -> None:
    folder, before = copied
    number = len(before["personne"])
    vault = vaults.reopen(folder)
    (inside,) = copies_du_coffre(vault)
    vault.close()
    (folder / DATABASE).write_bytes(b"abime")

    (outside,) = copies_avec(folder, vaults.PHRASE)

    assert outside == inside
    assert outside.contenu == (
        f"{number}\u00a0dossiers, 0\u00a0entretien, {number}\u00a0changements non envoyés"
    )
    with pytest.raises(WrongPassphrase):
        copies_avec(folder, "une autre phrase")


def test_a_vault_whose_two_files_are_damaged_is_rescued_by_a_copy(
    copied: tuple[Path, vaults.Dump],
) -> None:
    folder, before = copied
    for name in (DATABASE, envelope.FILE):
        (folder / name).write_bytes(b"abime")
    with pytest.raises(VaultDamaged):
        vaults.reopen(folder)

    (copy,) = copies_avec(folder, vaults.PHRASE)
    retablir(folder, copy, now=MIDI)

    vault = vaults.reopen(folder)
    assert same(vaults.dump(vault), before)
    assert vault.lack is None
    vault.close()
    (aside,) = (folder / ASIDE).iterdir()
    assert {(aside / name).read_bytes() for name in (DATABASE, envelope.FILE)} == {b"abime"}
