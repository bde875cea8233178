"""A vault that does not read as it was written is told, and no byte of it moves (issue 2, §3.1)."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from desktop.models import envelope
from desktop.models.errors import VaultDamaged, VaultNewer
from desktop.models.vault import DATABASE
from plie.kinds import Personne
from tests.builders import une_personne
from tests.desktop import vaults
from tests.desktop.refusals import refuse, whole

PAGE = 4096


def _positions() -> list[int]:
    """Header, key's salt, first page to its last byte, pages' bodies, IV and HMAC, and anywhere."""
    fixed = [0, 1, 15, 16, 18, 20, 27, 28, 59, 60, 99, 100, 105, 2000, PAGE - 81, PAGE - 80]
    fixed += [PAGE - 64, PAGE - 1, PAGE, PAGE + 8, 2 * PAGE - 1, -PAGE, -1]
    spread = Random(7)  # noqa: S311 - the same places each time
    return fixed + [spread.randrange(2 * PAGE, 60 * PAGE) for _ in range(20)]


@pytest.mark.parametrize("position", _positions())
def test_a_bit_flipped_in_the_database_is_told(closed: Path, position: int) -> None:
    path = closed / DATABASE
    content = bytearray(path.read_bytes())
    content[position] ^= 1 << position % 8
    path.write_bytes(content)

    refuse(closed, VaultDamaged, "fichier du coffre", "Rien n’a été modifié", "copiez")


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda _: b"",
    "one byte": lambda content: content[:1],
    "half a page": lambda content: content[: PAGE // 2],
    "one page": lambda content: content[:PAGE],
    "cut between two pages": lambda content: content[: 10 * PAGE],
    "cut within a page": lambda content: content[:-100],
    "zeros at the end": lambda content: content[:-PAGE] + bytes(PAGE),
    "zeros all over": lambda content: bytes(len(content)),
    "two pages swapped": lambda c: (
        c[: 5 * PAGE] + c[6 * PAGE : 7 * PAGE] + c[5 * PAGE : 6 * PAGE] + c[7 * PAGE :]
    ),
    "another file": lambda _: b"%PDF-1.7\n" * 4000,
    "a plain SQLite file": lambda content: b"SQLite format 3\0" + content[16:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_database_cut_emptied_or_replaced_is_told(
    closed: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = closed / DATABASE
    path.write_bytes(damage(path.read_bytes()))

    refuse(closed, VaultDamaged, "fichier du coffre", "Rien n’a été modifié", "copiez")


def _flip(path: Path, *positions: int) -> None:
    content = bytearray(path.read_bytes())
    for position in positions:
        content[position] ^= 1
    path.write_bytes(content)


def test_a_page_damaged_beside_a_journal_is_told_and_the_journal_is_not_touched(
    crashed: Path,
) -> None:
    assert (crashed / f"{DATABASE}-wal").stat().st_size
    _flip(crashed / DATABASE, 30 * PAGE + 50)

    refuse(crashed, VaultDamaged, "Rien n’a été modifié")


@pytest.mark.parametrize("damage", ["emptied", "half a page", "one page", "another file"])
def test_a_database_cut_emptied_or_replaced_beside_a_journal_is_told_and_the_journal_stays(
    crashed: Path, damage: str
) -> None:
    """SQLite itself erases the journal of an empty file: it may hold all that there is."""
    path = crashed / DATABASE
    path.write_bytes(DAMAGES[damage](path.read_bytes()))

    refuse(crashed, VaultDamaged, "Rien n’a été modifié")


def test_an_index_of_words_damaged_beside_a_journal_is_told(
    made: tuple[Path, Path], crashed: Path, tmp_path: Path
) -> None:
    vault = vaults.reopen(Path(shutil.copytree(made[1], tmp_path / "intact")))
    with vault.look() as rows:
        root = rows.connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'recherche_config'"
        ).scalar_one()
    vault.close()
    _flip(crashed / DATABASE, PAGE * (root - 1) + 2000)

    refuse(crashed, VaultDamaged, "fichier du coffre", "Rien n’a été modifié")


def test_a_page_half_copied_from_the_journal_is_read_from_the_journal(crashed: Path) -> None:
    """A crash while the journal is copied into the file leaves such pages; nothing is lost."""
    frames = (crashed / f"{DATABASE}-wal").read_bytes()[32:]
    pages = [int.from_bytes(frames[at : at + 4], "big") for at in range(0, len(frames), PAGE + 24)]
    assert pages
    _flip(crashed / DATABASE, *(PAGE * (page - 1) + 2000 for page in set(pages)))

    whole(crashed)
    whole(crashed)


def test_the_journal_left_by_a_crash_is_read(crashed: Path) -> None:
    whole(crashed)


@pytest.mark.parametrize("position", range(0, 238, 6))
def test_a_byte_changed_in_the_envelope_is_told(closed: Path, position: int) -> None:
    path = closed / envelope.FILE
    content = bytearray(path.read_bytes())
    content[position] ^= 0x80 if position % 12 else 0x01
    path.write_bytes(content)

    refuse(closed, VaultDamaged, "enveloppe", "Rien n’a été modifié", "copiez")


def test_no_change_of_one_bit_makes_another_envelope() -> None:
    random = Random(1)  # noqa: S311 - an invented key
    written = envelope.wrap(random.randbytes(32), "x", kdf=vaults.FLOOR, random=random.randbytes)

    for position in range(len(written)):
        for bit in range(8):
            content = bytearray(written)
            content[position] ^= 1 << bit
            with pytest.raises((VaultDamaged, VaultNewer)):
                envelope._read(bytes(content))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b"null", b"[" * 9_999])
def test_an_envelope_that_is_none_is_told(closed: Path, content: bytes) -> None:
    (closed / envelope.FILE).write_bytes(content)

    refuse(closed, VaultDamaged, "enveloppe")


def test_a_page_damaged_under_an_open_vault_is_told(closed: Path) -> None:
    vault = vaults.reopen(closed)
    path = closed / DATABASE
    content = bytearray(path.read_bytes())
    for start in range(PAGE, len(content), PAGE):
        content[start + 100] ^= 1
    with path.open("r+b") as file:
        file.write(content)

    with pytest.raises(VaultDamaged), vault.look() as rows:
        rows.all(Personne)
    with pytest.raises(VaultDamaged), vault.work() as work:
        work.insert(une_personne())

    vault.close()
