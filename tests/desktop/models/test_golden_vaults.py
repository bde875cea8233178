"""Vaults of each released schema: opened by today's code, every value as it was, killed on the way."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.models import migrations
from desktop.models.backup import FOLDER
from desktop.models.errors import VaultNewer
from desktop.models.vault import Vault
from tests.desktop import vaults

GOLDEN = Path(__file__).parents[2] / "golden" / "vaults"
SCHEMAS = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())
LAST = migrations.steps()[-1].number
POINTS = 20

# Migrates like the vault does, and dies by SIGKILL once SQLite has done so many steps of work.
_CHILD = """
import os, signal, sys
from pathlib import Path
from desktop.models import engine, envelope, migrations
folder, phrase, after = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
key = envelope.unwrap((folder / "coffre.json").read_bytes(), phrase)
done = 0
def count():
    global done
    done += 1
    if after and done >= after:
        os.kill(os.getpid(), signal.SIGKILL)
with engine.writer(folder / "coffre.db", key).connect() as connection:
    connection.connection.driver_connection.set_progress_handler(count, 50)
    migrations.migrate(connection)
print(done)
"""


def laid(name: str, folder: Path) -> Path:
    """Lay a golden vault out as it was."""
    folder.mkdir(parents=True)
    shutil.copy(GOLDEN / name / "coffre.base", folder / "coffre.db")
    shutil.copy(GOLDEN / name / "coffre.json", folder / "coffre.json")
    return folder


def values(name: str) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(
        (GOLDEN / name / "valeurs.json").read_text(encoding="utf-8")
    )
    return found


def plain(value: Any) -> Any:
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def kept(vault: Vault, name: str) -> list[str]:
    """Say what differs from the values of the day it was made; what was added since is no loss."""
    now = vaults.dump(vault)
    differing = []
    for table, rows in values(name).items():
        # The exchange's own row changes at an opening that asks for another copy's identity.
        for key, row in rows.items():
            there = {str(k): r for k, r in now[table].items()}.get(key, {})
            differing += [
                f"{table}.{column}"
                for column, value in row.items()
                if plain(there.get(column)) != value
            ]
    return differing


def migrated(folder: Path, after: int = 0) -> tuple[int, int]:
    """Migrate in a process of its own; return its status and how much work it counted."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _CHILD, str(folder), vaults.PHRASE, str(after)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    return done.returncode, int(done.stdout or 0)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_vault_of_every_released_schema_opens_with_every_value(name: str, tmp_path: Path) -> None:
    folder = laid(name, tmp_path / "coffre")

    vault = vaults.reopen(folder)

    assert kept(vault, name) == []
    with vault.look() as rows:
        assert migrations.schema_of(rows.connection) == LAST
    vault.close()


def test_a_migration_is_preceded_by_a_copy_of_the_vault_as_it_was(tmp_path: Path) -> None:
    folder = laid("schema-1", tmp_path / "coffre")

    vaults.reopen(folder).close()

    (copy,) = (path for path in (folder / FOLDER).iterdir() if path.is_dir())
    before = vaults.reopen(Path(shutil.copytree(copy, tmp_path / "reprise")))
    assert kept(before, "schema-1") == []
    before.close()


@pytest.mark.skipif(os.name != "posix", reason="kills by SIGKILL")
def test_a_migration_killed_at_twenty_points_resumes_to_the_same_end(tmp_path: Path) -> None:
    status, whole = migrated(laid("schema-1", tmp_path / "entier"))
    assert (status, whole > POINTS) == (0, True)

    for point in range(1, POINTS + 1):
        folder = laid("schema-1", tmp_path / f"tué-{point}")
        status, _ = migrated(folder, max(1, whole * point // (POINTS + 1)))
        assert status == -signal.SIGKILL

        vault = vaults.reopen(folder)
        assert kept(vault, "schema-1") == [], point
        with vault.look() as rows:
            assert migrations.schema_of(rows.connection) == LAST
            assert rows.search("entretien", most=5) is not None
        vault.close()


def test_a_newer_vault_is_refused_byte_for_byte_untouched(tmp_path: Path) -> None:
    folder = laid(SCHEMAS[-1], tmp_path / "coffre")
    vault = vaults.reopen(folder)
    assert vault._writer is not None
    with vault._writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {LAST + 1:d}")
    vault.close()
    before = vaults.sums(folder)

    with pytest.raises(VaultNewer):
        vaults.reopen(folder)

    assert vaults.sums(folder) == before
