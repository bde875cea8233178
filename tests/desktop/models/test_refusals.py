"""A vault that cannot be opened says why, in French, and nothing of it has moved (issue 2, §3.1)."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from desktop.models import engine, envelope
from desktop.models.errors import (
    UnsafeSqlite,
    VaultBusy,
    VaultClosed,
    VaultDamaged,
    VaultError,
    VaultExists,
    VaultNewer,
    VaultUnwritable,
    WrongPassphrase,
)
from desktop.models.vault import DATABASE, Vault
from plie.kinds import Personne
from tests.builders import PERSONNE, une_personne
from tests.desktop import processes, vaults
from tests.desktop.vaults import sums

PAGE = 4096


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A vault that holds a person: its folder after a crash, and after it was closed."""
    folder, left = tmp_path_factory.mktemp("coffres") / "fermé", tmp_path_factory.mktemp("panne")
    vaults.create(folder).close()
    vault = vaults.reopen(folder)
    with vault.work() as work:
        work.insert(une_personne())
        work.commit()
    shutil.copytree(folder, left, dirs_exist_ok=True)
    vault.close()
    return left, folder


@pytest.fixture
def closed(made: tuple[Path, Path], folder: Path) -> Path:
    """The folder of a vault that holds a person, closed."""
    return Path(shutil.copytree(made[1], folder))


@pytest.fixture
def crashed(made: tuple[Path, Path], folder: Path) -> Path:
    """The folder of a vault whose last work is still in its journal, as a crash leaves it."""
    return Path(shutil.copytree(made[0], folder, ignore=shutil.ignore_patterns("*-shm")))


def refuse(folder: Path, error: type[VaultError], *parts: str, phrase: str = vaults.PHRASE) -> None:
    """Assert that opening is refused, in these words, and that every file is as it was."""
    before = sums(folder)

    with pytest.raises(error) as caught:
        vaults.reopen(folder, phrase=phrase)

    assert type(caught.value) is error
    for part in parts:
        assert part in caught.value.phrase
    assert sums(folder) == before


def whole(folder: Path) -> None:
    """Assert that the vault opens and holds its person."""
    vault = vaults.reopen(folder)
    with vault.look() as rows:
        assert rows.get(Personne, PERSONNE) == une_personne()
    vault.close()


@pytest.mark.parametrize("phrase", ["", "autre", vaults.PHRASE + " ", vaults.PHRASE.upper()])
def test_a_wrong_passphrase_is_told_and_the_right_one_still_opens(
    closed: Path, phrase: str
) -> None:
    refuse(
        closed, WrongPassphrase, "n’ouvre pas", "Rien n’a été modifié", "recommencez", phrase=phrase
    )
    whole(closed)


def test_a_passphrase_opens_however_its_accents_are_typed(folder: Path) -> None:
    vaults.create(folder, phrase="rosée d’été").close()

    vaults.reopen(folder, phrase="rose\u0301e d’e\u0301te\u0301").close()


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


@pytest.mark.parametrize("missing", [envelope.FILE, DATABASE])
def test_a_missing_file_is_told_and_not_made_again(closed: Path, missing: str) -> None:
    (closed / missing).unlink()

    refuse(closed, VaultDamaged, "ne se lit plus", "Rien n’a été modifié")
    assert not (closed / missing).exists()
    with pytest.raises(VaultExists):
        vaults.create(closed)
    assert not (closed / missing).exists()


def test_a_folder_without_a_vault_is_told_and_stays_empty(tmp_path: Path) -> None:
    refuse(tmp_path, VaultDamaged, "enveloppe")
    assert list(tmp_path.iterdir()) == []


def _make_newer(folder: Path) -> None:
    vault = vaults.reopen(folder)
    assert vault._writer is not None
    with vault._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    vault.close()


def test_a_newer_schema_is_told_and_left_as_it_is(closed: Path) -> None:
    _make_newer(closed)

    refuse(
        closed, VaultNewer, "plus récente", "format 99", "pas été modifié", "mettez l’application"
    )


def test_a_newer_schema_whose_application_crashed_is_left_as_it_is(
    closed: Path, tmp_path: Path
) -> None:
    vault = vaults.reopen(closed)
    assert vault._writer is not None
    with vault._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    left = Path(shutil.copytree(closed, tmp_path / "après la panne"))
    vault.close()
    assert (left / f"{DATABASE}-wal").stat().st_size

    refuse(left, VaultNewer, "plus récente", "pas été modifié")


def test_an_envelope_of_a_later_format_is_told(closed: Path) -> None:
    path = closed / envelope.FILE
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":2'))

    refuse(closed, VaultNewer, "format 2", "pas été modifié")


def test_a_second_instance_is_told_and_the_first_goes_on(vault: Vault, folder: Path) -> None:
    refuse(folder, VaultBusy, "déjà ouvert", "Rien n’a été modifié", "revenez à cette fenêtre")

    with processes.running(processes.module("tests.desktop.second", "open", folder)) as other:
        assert processes.outcome(other)[0] == "VaultBusy"
    with vault.work() as work:
        work.insert(une_personne())
        work.commit()


def test_another_process_holds_the_vault_until_it_dies(closed: Path) -> None:
    with processes.running(processes.module("tests.desktop.second", "open", closed)) as other:
        assert processes.outcome(other)[0] == "ok"
        refuse(closed, VaultBusy, "déjà ouvert")

    whole(closed)


def test_a_vault_is_not_made_over_another(closed: Path) -> None:
    before = sums(closed)

    with pytest.raises(VaultExists, match="existe déjà") as caught:
        vaults.create(closed, seed=5)

    assert "pas été modifié" in caught.value.phrase
    assert sums(closed) == before
    whole(closed)


@pytest.mark.parametrize(
    "version", [(3, 7, 0), (3, 44, 6), (3, 50, 4), (3, 51, 1), (3, 51, 2), (3, 52, 0)]
)
def test_a_sqlite_that_may_lose_commits_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(UnsafeSqlite, match="réinstallez") as caught:
        engine.refuse_unsafe_sqlite(version)

    assert ".".join(map(str, version)) in caught.value.phrase
    assert "n’a pas été ouvert" in caught.value.phrase


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 52, 1), (3, 53, 4), (4, 0, 0)])
def test_a_sound_sqlite_is_accepted(version: tuple[int, ...]) -> None:
    engine.refuse_unsafe_sqlite(version)


def test_the_sqlite_installed_here_is_sound() -> None:
    engine.refuse_unsafe_sqlite(engine.sqlite_version())


@pytest.mark.parametrize(("files", "gesture"), [(0o444, "open"), (0o644, "open"), (0o644, "save")])
def test_a_read_only_folder_is_told(closed: Path, files: int, gesture: str) -> None:
    before = sums(closed)
    for path in closed.iterdir():
        path.chmod(files)
    closed.chmod(0o555)

    command = processes.as_ordinary_user(processes.module("tests.desktop.second", gesture, closed))
    if command is None:
        pytest.skip("no way here to be bound by permissions")
    with processes.running(command) as other:
        name, phrase = processes.outcome(other)

    closed.chmod(0o755)
    assert name == VaultUnwritable.__name__
    assert "Le disque refuse l’écriture" in phrase
    assert "l’est toujours" in phrase
    assert sums(closed) == before


def test_a_vault_cannot_be_made_in_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)

    command = processes.as_ordinary_user(
        processes.module("tests.desktop.second", "create", tmp_path / "coffre")
    )
    if command is None:
        pytest.skip("no way here to be bound by permissions")
    with processes.running(command) as other:
        name, _ = processes.outcome(other)

    tmp_path.chmod(0o755)
    assert name == VaultUnwritable.__name__
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_leaves_no_line_in_standard_error(
    closed: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = closed / DATABASE
    path.write_bytes(bytes(len(path.read_bytes())))

    refuse(closed, VaultDamaged)

    assert capfd.readouterr() == ("", "")


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


def test_a_locked_vault_is_neither_read_nor_written(vault: Vault) -> None:
    vault.close()

    with pytest.raises(VaultClosed, match="verrouillé"), vault.look():
        pass
    with pytest.raises(VaultClosed, match="phrase de passe"), vault.work():
        pass
    vault.close()


def test_every_refusal_says_what_is_safe_and_what_to_do() -> None:
    errors = [
        WrongPassphrase(),
        VaultDamaged("Le fichier du coffre"),
        VaultNewer(2, 1),
        VaultBusy(),
        VaultClosed(),
        VaultExists(),
        UnsafeSqlite("3.51.1"),
        VaultUnwritable(),
    ]
    safe = ("n’a été modifié", "n’a pas été modifié", "l’est toujours", "n’a pas été ouvert")

    assert {type(error) for error in errors} == set(VaultError.__subclasses__())
    for error in errors:
        assert any(part in error.phrase for part in safe), error.phrase
        assert "\u00a0: " in error.phrase, error.phrase
        assert error.phrase.endswith(".")
