"""A creation cut short anywhere can be begun again; a vault that is there is never touched."""

import os
import threading
from pathlib import Path

import pytest

from desktop.models import envelope, witness
from desktop.models.envelope import Kdf
from desktop.models.errors import VaultDamaged, VaultError
from desktop.models.vault import DATABASE, Vault
from plie.kinds import Personne
from tests.builders import PERSONNE, une_personne
from tests.desktop import coherence, vaults
from tests.desktop.vaults import PHRASE, surroundings, une_identite


def usable(folder: Path) -> None:
    """Assert that a vault made again is whole, new, and keeps what is saved in it."""
    vault = vaults.create(folder, seed=9)
    with vault.work() as work:
        assert work.rows.all(Personne) == ()
        work.insert(une_personne())
        work.commit()
    vault.close()
    vault = vaults.reopen(folder)
    with vault.look() as rows:
        assert rows.get(Personne, PERSONNE) == une_personne()
    assert coherence.complaints(vault) == []
    vault.close()


class CutError(Exception):
    """What cuts a creation short."""


@pytest.mark.parametrize("draws", range(4))
def test_a_creation_that_breaks_can_be_begun_again(folder: Path, draws: int) -> None:
    drawn = 0

    def random(count: int) -> bytes:
        nonlocal drawn
        drawn += 1
        if drawn > draws:
            raise CutError
        return os.urandom(count)

    around = surroundings()
    cut = type(around)(clock=around.clock, random=random)
    if draws < 3:
        with pytest.raises(CutError):
            Vault.create(folder, PHRASE, une_identite(), around=cut, kdf=vaults.FLOOR)
    else:
        Vault.create(
            folder.parent / "autre", PHRASE, une_identite(), around=cut, kdf=vaults.FLOOR
        ).close()

    usable(folder)


def _process_cut_between_the_database_and_its_envelope(folder: Path) -> None:
    vaults.create(folder).close()
    (folder / envelope.FILE).rename(folder / f"{envelope.FILE}.nouveau")


def _process_cut_within_the_database(folder: Path) -> None:
    _process_cut_between_the_database_and_its_envelope(folder)
    path = folder / DATABASE
    path.write_bytes(path.read_bytes()[:5000])
    (folder / f"{DATABASE}-wal").write_bytes(b"restes d\xe2\x80\x99un journal" * 99)


def _process_cut_before_the_database(folder: Path) -> None:
    folder.mkdir()
    (folder / f"{envelope.FILE}.nouveau").write_bytes(b"")


@pytest.mark.parametrize(
    "cut",
    [
        _process_cut_between_the_database_and_its_envelope,
        _process_cut_within_the_database,
        _process_cut_before_the_database,
    ],
)
def test_what_a_dead_process_left_of_a_creation_can_be_begun_again(folder: Path, cut) -> None:  # noqa: ANN001 - one of the three above
    cut(folder)

    with pytest.raises(VaultDamaged):
        vaults.reopen(folder)

    usable(folder)


def test_a_vault_opened_by_one_thread_is_closed_by_another(folder: Path) -> None:
    opened: list[Vault] = []
    worker = threading.Thread(target=lambda: opened.append(vaults.create(folder)))
    worker.start()
    worker.join()

    opened[0].close()

    vaults.reopen(folder).close()


def test_a_refusal_releases_the_vault_for_the_next_try(folder: Path) -> None:
    vaults.create(folder).close()
    for _ in range(2):
        with pytest.raises(VaultError, match="pas la bonne phrase"):
            vaults.reopen(folder, phrase="autre")

    vaults.reopen(folder).close()


def test_the_folder_is_for_its_owner_only(folder: Path) -> None:
    vaults.create(folder).close()

    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_envelope_holds_neither_the_key_nor_the_passphrase() -> None:
    key = bytes(range(32))

    written = envelope.wrap(key, PHRASE, kdf=vaults.FLOOR, random=os.urandom)

    assert envelope.unwrap(written, PHRASE) == key
    for secret in (key, key.hex().encode(), PHRASE.encode()):
        assert secret not in written


def test_each_envelope_has_its_own_salt() -> None:
    two = {envelope.wrap(bytes(32), PHRASE, kdf=vaults.FLOOR, random=os.urandom) for _ in range(2)}

    assert len(two) == 2


def test_a_guess_never_costs_less_than_the_floor() -> None:
    cheap, floor = Kdf(8, 1, 1), Kdf(envelope.FLOOR_KIB, 1, 1)

    assert cheap.derive("x", bytes(16)) == floor.derive("x", bytes(16))


def test_the_default_cost_is_the_one_that_was_measured() -> None:
    """stack.md: 256 MiB, three passes."""
    assert (Kdf().memory_kib, Kdf().passes) == (256 * 1024, 3)


def test_a_new_passphrase_replaces_the_envelope_whole(folder: Path) -> None:
    vaults.create(folder).close()
    key = envelope.unwrap((folder / envelope.FILE).read_bytes(), PHRASE)

    envelope.write(folder, envelope.wrap(key, "une autre", kdf=vaults.FLOOR, random=os.urandom))

    vaults.reopen(folder, phrase="une autre").close()
    assert {path.name for path in folder.iterdir()} == {
        envelope.FILE,
        DATABASE,
        witness.FILE,
        "coffre.verrou",
    }
