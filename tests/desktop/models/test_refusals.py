"""A vault that cannot be opened says why, in French, and nothing of it has moved (issue 2, §3.1)."""

import shutil
from pathlib import Path

import pytest

from desktop.models import engine, envelope
from desktop.models.errors import (
    CodeDelayed,
    CodeRefused,
    CodeUnusable,
    CopySpoilt,
    UnsafeSqlite,
    VaultBusy,
    VaultClosed,
    VaultCramped,
    VaultDamaged,
    VaultError,
    VaultExists,
    VaultNewer,
    VaultOnShare,
    VaultUnwritable,
    WrongCode,
    WrongPassphrase,
)
from desktop.models.vault import DATABASE, Vault
from tests.builders import une_personne
from tests.desktop import processes, vaults
from tests.desktop.refusals import refuse, whole
from tests.desktop.vaults import sums


@pytest.mark.parametrize("phrase", ["", "autre", vaults.PHRASE + "s", vaults.PHRASE.upper()])
def test_a_wrong_passphrase_is_told_and_the_right_one_still_opens(
    closed: Path, phrase: str
) -> None:
    refuse(
        closed,
        WrongPassphrase,
        "pas la bonne phrase",
        "Rien n’a été modifié",
        "recommencez",
        phrase=phrase,
    )
    whole(closed)


def test_a_passphrase_opens_however_its_accents_are_typed(folder: Path) -> None:
    vaults.create(folder, phrase="rosée d’été").close()

    vaults.reopen(folder, phrase="rose\u0301e d’e\u0301te\u0301").close()


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
    path.write_bytes(path.read_bytes().replace(b'"format":2', b'"format":3'))

    refuse(closed, VaultNewer, "format 3", "pas été modifié")


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
        CopySpoilt(),
        VaultNewer(2, 1),
        VaultBusy(),
        VaultClosed(),
        VaultExists(),
        UnsafeSqlite("3.51.1"),
        VaultUnwritable(),
        VaultCramped(),
        WrongCode(4, 60),
        CodeDelayed(60),
        CodeUnusable("Ce code est détruit."),
        VaultOnShare("partage réseau (nfs4)"),
    ]
    safe = (
        "n’a été modifié",
        "n’a pas été modifié",
        "l’est toujours",
        "n’a pas été ouvert",
        "sont intacts",
    )

    kinds = {*VaultError.__subclasses__(), *CodeRefused.__subclasses__()} - {CodeRefused}
    assert {type(error) for error in errors} == kinds
    for error in errors:
        assert any(part in error.phrase for part in safe), error.phrase
        assert "\u00a0: " in error.phrase, error.phrase
        assert error.phrase.endswith(".")
