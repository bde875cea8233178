"""After a day's work no file outside memory holds a name (issue 2, §3.1; quality.md §3)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.models import saisies
from desktop.models.vault import DATABASE
from plie.kinds import CompteRendu, Entretien, Lieu, Personne
from tests.desktop import coherence, processes, vaults
from tests.desktop.journee import NAMES, pdf

ENCODINGS = ("utf-8", "utf-16-le", "latin-1")


def found_in(*folders: Path) -> set[str]:
    """Return the names that stand in clear, in any encoding, in the files of these folders."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    contents = [path.read_bytes() for path in files] + [str(path).encode() for path in files]
    return {
        name
        for name in NAMES
        for encoding in ENCODINGS
        if any(name.encode(encoding) in content for content in contents)
    }


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A vault whose application was killed at the end of the day; its temp folder; what it said."""
    folder, temp = tmp_path_factory.mktemp("jour") / "coffre", tmp_path_factory.mktemp("temp")
    command = processes.module("tests.desktop.journee", folder)
    with processes.running(command, TMPDIR=str(temp), TMP=str(temp), SQLITE_TMPDIR=str(temp)) as p:
        assert p.stdout is not None
        assert p.stderr is not None
        line = p.stdout.readline()
        assert line == "fait\n", p.stderr.read()
        p.kill()
        said = p.stdout.read() + p.stderr.read()
    return folder, temp, said


def test_fifty_names_are_in_no_file_after_a_day_and_a_crash(day: tuple[Path, Path, str]) -> None:
    folder, temp, _ = day

    assert {path.name for path in folder.iterdir()} == {
        DATABASE,
        f"{DATABASE}-shm",
        f"{DATABASE}-wal",
        "coffre.json",
        "coffre.temoin",
        "coffre.verrou",
    }
    assert (folder / f"{DATABASE}-wal").stat().st_size > 1_000_000
    assert found_in(folder, temp) == set()


def test_nothing_secret_is_in_any_file_either(day: tuple[Path, Path, str]) -> None:
    folder, temp, _ = day
    identity = vaults.une_identite()
    contents = [p.read_bytes() for at in (folder, temp) for p in at.rglob("*") if p.is_file()]

    for secret in (
        vaults.PHRASE,
        identity.private_key,
        identity.nom,
        "SQLite format",
        "CREATE TABLE",
    ):
        assert not any(secret.encode() in content for content in contents), secret


def test_errors_told_during_the_day_name_nobody(day: tuple[Path, Path, str]) -> None:
    _, _, said = day

    assert "IntegrityError" in said
    assert not [name for name in NAMES if name in said]


def test_the_names_were_really_in_the_vault(day: tuple[Path, Path, str]) -> None:
    vault = vaults.reopen(day[0])
    with vault.look() as rows:
        assert rows.get(Personne, NAMES[0]).nom_naissance == NAMES[0]
        (typed,) = saisies.of_dossier(rows.connection, NAMES[1])
        assert NAMES[1] in str(typed.mots)
        assert NAMES[19] in rows.get(Entretien, f"entretien {NAMES[19]}").contenu
        assert rows.blob(rows.get(CompteRendu, NAMES[29]).pdf) == pdf(NAMES[29])
        assert rows.all(Lieu) == ()
        assert rows.find(Personne, NAMES[39]) is None
        assert rows.get(Personne, NAMES[44]).nom_naissance == NAMES[44]
    assert coherence.complaints(vault) == []
    vault.close()


def test_after_the_next_closing_no_name_is_in_the_file(day: tuple[Path, Path, str]) -> None:
    folder = day[0]
    vaults.reopen(folder).close()

    assert not (folder / f"{DATABASE}-wal").exists()
    assert found_in(folder) == set()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_hunt_finds_names_in_a_plain_file(tmp_path: Path, encoding: str) -> None:
    for name in NAMES:
        (tmp_path / f"{NAMES.index(name)}.log").write_bytes(b"\0\1" + name.encode(encoding))

    assert found_in(tmp_path) == set(NAMES)


def test_the_hunt_finds_every_name_in_a_plain_sqlite(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "clair.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE personne (id TEXT PRIMARY KEY, pdf BLOB)")
        for name in NAMES:
            connection.execute("INSERT INTO personne VALUES (?, ?)", (name, pdf(name)))

        assert (tmp_path / "clair.db-wal").stat().st_size
        assert found_in(tmp_path) == set(NAMES)

    assert found_in(tmp_path) == set(NAMES)
