"""The quick code: bound to the machine's secret, counted before it is judged, destroyed at ten."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.keys import Keyring, trousseau
from desktop.models import attempts, envelope
from desktop.models.errors import (
    CodeDelayed,
    CodeRefused,
    CodeUnusable,
    VaultBusy,
    WrongCode,
    WrongPassphrase,
)
from desktop.models.vault import Surroundings, Vault
from desktop.usecases import acces, code, session
from plie.refus import Refus
from tests.builders import MIDI
from tests.desktop import ring, vaults

CODE = "274913"
WRONG = "111222"


@dataclass
class Clock:
    now = MIDI

    def __call__(self) -> object:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Machine:
    """A vault with a quick code, on a machine with a keyring, at a moment."""

    folder: Path
    ring: ring.MemoryRing
    clock: Clock
    around: Surroundings

    def try_code(self, typed: str = CODE) -> None:
        session.unlock_with_code(self.folder, typed, around=self.around, machine=Keyring()).close()

    def try_phrase(self, phrase: str = vaults.PHRASE) -> None:
        session.unlock(self.folder, phrase, around=self.around, machine=Keyring()).close()

    def missed(self, times: int) -> None:
        """As if the code had been missed so many times, an hour ago."""
        [name] = self.ring.kept
        secret, *_ = self.ring.kept[name].split()
        count = attempts.Attempts(times, self.clock.now.timestamp() - 3600)
        attempts.write(self.folder, name[1].removeprefix("code-"), count)
        self.ring.kept[name] = f"{secret} {count.failures} {count.last!r}"

    def fail(self, times: int) -> None:
        for _ in range(times):
            self.clock.pass_(3600)
            with pytest.raises(CodeRefused):
                self.try_code(WRONG)


@pytest.fixture
def machine(folder: Path) -> Iterator[Machine]:
    clock = Clock()
    around = Surroundings(clock, vaults.surroundings(3).random)  # type: ignore[arg-type]
    kept = ring.MemoryRing()
    with ring.in_use(kept):
        vault = vaults.fresh(folder)
        acces.choose_code(vault, vaults.PHRASE, CODE, machine=Keyring(), around=around)
        vault.close()
        yield Machine(folder, kept, clock, around)


def test_the_code_opens_and_so_does_the_phrase(machine: Machine) -> None:
    machine.try_code()
    machine.try_phrase()

    assert code.usable(machine.folder, Keyring())
    assert CODE not in (machine.folder / envelope.FILE).read_text()
    assert not [kept for kept in machine.ring.kept.values() if CODE in kept]


def test_the_code_is_bound_to_the_machines_secret(machine: Machine) -> None:
    """Neither the files with the right code, nor another machine's secret, open anything."""
    [name] = machine.ring.kept
    secret, *count = machine.ring.kept[name].split()
    other = bytes(reversed(bytes.fromhex(secret))).hex()
    machine.ring.kept[name] = " ".join((other, *count))

    with pytest.raises(WrongCode):
        machine.try_code()


def test_three_failures_make_one_wait_longer_each_time_and_success_resets(
    machine: Machine,
) -> None:
    for _ in range(3):
        with pytest.raises(WrongCode):
            machine.try_code(WRONG)
    machine.clock.pass_(29)
    with pytest.raises(CodeDelayed, match="seconde"):
        machine.try_code()
    machine.clock.pass_(2)
    with pytest.raises(WrongCode, match="1\u00a0minute"):
        machine.try_code(WRONG)
    machine.clock.pass_(31)
    with pytest.raises(CodeDelayed):
        machine.try_code()
    machine.clock.pass_(30)

    machine.try_code()

    with pytest.raises(WrongCode):
        machine.try_code(WRONG)


def test_a_clock_that_was_ahead_makes_one_wait_no_longer_than_the_wait(machine: Machine) -> None:
    right = machine.clock.now
    machine.clock.now = right + timedelta(days=400)
    machine.fail(4)
    machine.clock.now = right

    with pytest.raises(CodeDelayed, match="1\u00a0minute"):
        machine.try_code()
    machine.clock.pass_(59)
    with pytest.raises(CodeDelayed, match="seconde"):
        machine.try_code()
    machine.clock.pass_(2)

    machine.try_code()


def test_at_ten_the_code_is_destroyed_and_the_phrase_opens(machine: Machine) -> None:
    machine.fail(9)
    machine.clock.pass_(3600)

    with pytest.raises(CodeUnusable, match=r"détruit.*phrase de passe"):
        machine.try_code(WRONG)

    with pytest.raises(CodeUnusable):
        machine.try_code(CODE)
    assert machine.ring.kept == {}
    assert not code.exists(machine.folder)
    machine.try_phrase()


def test_a_tenth_failure_cut_short_leaves_no_further_try(machine: Machine) -> None:
    """The count of ten is durable before the try: killed there, the code is gone all the same."""
    machine.missed(9)
    [name] = machine.ring.kept
    secret, _failures, last = machine.ring.kept[name].split()
    machine.ring.kept[name] = f"{secret} 10 {last}"
    machine.clock.pass_(3600)

    with pytest.raises(CodeUnusable, match="détruit"):
        machine.try_code(CODE)


def test_the_count_is_on_disk_before_the_code_is_judged(machine: Machine) -> None:
    seen: list[attempts.Attempts | None] = []
    [(_, name)] = machine.ring.kept

    class Watching(Keyring):
        def write(self, kept: str, secret: str) -> bool:
            seen.append(attempts.read(machine.folder, name.removeprefix("code-")))
            return super().write(kept, secret)

    session.unlock_with_code(
        machine.folder, CODE, around=machine.around, machine=Watching()
    ).close()

    assert [count.failures if count else None for count in seen] == [1, 0]


@pytest.mark.parametrize("rolled_back", [True, False])
def test_rolling_the_count_back_gives_no_try(machine: Machine, *, rolled_back: bool) -> None:
    """Removed, the file takes the code away until the phrase; an older one is not believed."""
    former = (machine.folder / attempts.FILE).read_bytes()
    machine.missed(9)
    if rolled_back:
        (machine.folder / attempts.FILE).write_bytes(former)
        machine.clock.pass_(3600)
        machine.fail(1)
        assert not code.exists(machine.folder)
        return
    (machine.folder / attempts.FILE).unlink()
    with pytest.raises(CodeUnusable, match="compte"):
        machine.try_code()
    machine.try_phrase()
    machine.try_code()


@pytest.mark.parametrize("spoilt", ["[]", "{", '{"failures": 1e999}', '{"failures": "x"}'])
def test_a_spoilt_count_gives_no_try(machine: Machine, spoilt: str) -> None:
    kept = json.loads((machine.folder / attempts.FILE).read_text())
    try:
        written = json.dumps(kept | json.loads(spoilt))
    except (ValueError, TypeError):
        written = spoilt
    (machine.folder / attempts.FILE).write_text(written)

    with pytest.raises(CodeUnusable):
        machine.try_code()

    machine.try_phrase()
    machine.try_code()


def test_a_count_that_cannot_be_written_judges_nothing(machine: Machine) -> None:
    (machine.folder / f"{attempts.FILE}.nouveau").mkdir()

    with pytest.raises(CodeUnusable, match="ne peut pas être écrit"):
        machine.try_code()

    (machine.folder / f"{attempts.FILE}.nouveau").rmdir()
    machine.try_code()


def test_a_keyring_that_keeps_no_count_judges_nothing_and_the_disk_is_not_blamed(
    machine: Machine,
) -> None:
    machine.ring.read_only = True

    with pytest.raises(CodeUnusable, match=r"trousseau.*n’a pas gardé"):
        machine.try_code()
    machine.try_phrase()

    machine.ring.read_only = False
    machine.try_code()


@pytest.mark.parametrize("why", ["emptied", "locked"])
def test_a_lost_keyring_is_told_and_the_code_can_be_chosen_again(
    machine: Machine, why: str
) -> None:
    if why == "emptied":
        machine.ring.kept.clear()
    machine.ring.locked = why == "locked"
    with pytest.raises(CodeUnusable, match=r"trousseau.*intacts.*phrase de passe"):
        machine.try_code()
    machine.try_phrase()
    machine.ring.locked = False

    vault = vaults.reopen(machine.folder)
    acces.choose_code(vault, vaults.PHRASE, "853261", machine=Keyring(), around=machine.around)
    vault.close()

    machine.try_code("853261")


def test_a_vault_moved_to_another_machine_opens_with_its_phrase_alone(
    machine: Machine, tmp_path: Path
) -> None:
    moved = Path(shutil.copytree(machine.folder, tmp_path / "ailleurs"))
    here = Machine(moved, ring.MemoryRing(), machine.clock, machine.around)

    with ring.in_use(here.ring):
        with pytest.raises(CodeUnusable, match="autre machine"):
            here.try_code()
        here.try_phrase()


def test_without_a_keyring_no_code_is_chosen_and_the_phrase_opens(vault: Vault) -> None:
    said = trousseau(vaults.surroundings().random)

    with pytest.raises(Refus) as told:
        acces.choose_code(
            vault, vaults.PHRASE, CODE, machine=Keyring(), around=vaults.surroundings()
        )

    assert not said.usable
    assert "trousseau" in told.value.phrase
    assert "phrase de passe" in said.phrase
    assert not code.exists(vault.folder)
    vault.close()
    vaults.reopen(vault.folder).close()


def test_a_keyring_that_stores_nothing_is_not_believed() -> None:
    class Null(ring.MemoryRing):
        def set_password(self, service: str, username: str, password: str) -> None:
            pass

    with ring.in_use(Null()):
        assert not trousseau(vaults.surroundings().random).usable


def test_a_keyring_that_fails_in_its_own_words_keeps_nobody_out(machine: Machine) -> None:
    """Windows and the Secret Service let errors through that the keyring library does not know."""

    class Foreign(ring.MemoryRing):
        def _open(self) -> None:
            raise LookupError("1312, CredRead, no such logon session")

    with ring.in_use(Foreign()):
        assert not trousseau(vaults.surroundings().random).usable
        assert not code.usable(machine.folder, Keyring())
        machine.try_phrase()

    machine.try_code()


def test_an_opening_that_fails_half_way_lets_the_vault_go(machine: Machine) -> None:
    class Broken(Keyring):
        def read(self, name: str) -> str | None:
            raise LookupError(name)

    with pytest.raises(LookupError) as told:
        session.unlock(machine.folder, vaults.PHRASE, around=machine.around, machine=Broken())

    machine.try_phrase()
    assert told.value.args


@pytest.mark.parametrize("typed", ["12345", "123456", "111111", "121212", "abcdef", ""])
def test_a_code_that_is_guessed_at_once_is_refused(machine: Machine, typed: str) -> None:
    vault = vaults.reopen(machine.folder)

    with pytest.raises(Refus):
        acces.choose_code(vault, vaults.PHRASE, typed, machine=Keyring(), around=machine.around)

    vault.close()
    machine.try_code()


def test_a_code_is_chosen_by_whoever_knows_the_phrase(machine: Machine) -> None:
    vault = vaults.reopen(machine.folder)

    with pytest.raises(WrongPassphrase):
        acces.choose_code(vault, CODE, "853261", machine=Keyring(), around=machine.around)

    vault.close()


def test_two_windows_do_not_try_the_code_together(machine: Machine) -> None:
    vault = vaults.reopen(machine.folder)

    with pytest.raises(VaultBusy):
        machine.try_code(WRONG)

    vault.close()
    assert json.loads((machine.folder / attempts.FILE).read_bytes())["failures"] == 0


Prove = Callable[[str], None]


@pytest.fixture
def prove(machine: Machine) -> Iterator[Prove]:
    vault = vaults.reopen(machine.folder)
    yield lambda secret: acces.prove(vault, secret, machine=Keyring(), around=machine.around)
    vault.close()


def test_in_an_open_vault_the_code_or_the_phrase_proves(machine: Machine, prove: Prove) -> None:
    assert acces.expects(machine.folder, Keyring()) == "code"
    prove(CODE)
    prove(vaults.PHRASE)

    with pytest.raises(WrongCode):
        prove(WRONG)


def test_failed_proofs_count_and_at_ten_the_phrase_is_expected(
    machine: Machine, prove: Prove
) -> None:
    machine.missed(8)
    for _ in range(2):
        machine.clock.pass_(30 * 3600)
        with pytest.raises(CodeRefused):
            prove(WRONG)

    assert acces.expects(machine.folder, Keyring()) == "phrase"
    with pytest.raises(WrongPassphrase):
        prove(CODE)
    prove(vaults.PHRASE)
