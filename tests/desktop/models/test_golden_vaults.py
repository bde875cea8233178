"""Vaults of each schema: opened by today's code with every value; refused, untouched, when newer."""

import re
import shutil
from pathlib import Path

import pytest

from desktop.models import backup, migrations
from desktop.models.errors import VaultNewer
from desktop.models.vault import DATABASE
from plie.kinds import Id
from tests import builders
from tests.desktop import golden_file, golden_vault, vaults

SCHEMAS = golden_vault.schemas()
LAST = migrations.steps()[-1].number
CHANGELOG = Path(__file__).parents[3] / "CHANGELOG.md"


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_vault_of_every_schema_opens_with_every_value(schema: int, tmp_path: Path) -> None:
    folder = golden_vault.laid(schema, tmp_path / "coffre")

    vault = vaults.reopen(folder)

    assert golden_vault.lost(vault, schema) == []
    with vault.look() as rows:
        assert migrations.schema_of(rows.connection) == LAST
        assert len(rows.search("soignante", most=5)) == (0 if schema == 1 else 2)
    vault.close()


def test_every_schema_has_its_golden_vault_before_it_is_released() -> None:
    newest = re.search(r"^## .*$", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    released = "en préparation" not in newest[0]

    assert tuple(range(1, len(SCHEMAS) + 1)) == SCHEMAS
    assert not released or SCHEMAS[-1] == LAST, (
        "run: .venv/bin/python -m tests.desktop.golden_vault"
    )


def test_a_golden_vault_is_made_with_today_s_schema_and_never_made_again(tmp_path: Path) -> None:
    place = golden_vault.make(tmp_path)

    assert place.name == f"schema-{LAST}"
    assert sum(file.stat().st_size for file in place.iterdir()) < 250_000
    with pytest.raises(FileExistsError):
        golden_vault.make(tmp_path)


def test_what_is_not_the_file_that_was_packed_is_refused(tmp_path: Path) -> None:
    key = golden_vault.key_of(1)
    base = (golden_vault.laid(1, tmp_path / "coffre") / DATABASE).read_bytes()
    content = golden_file.packed(base, key)

    assert golden_file.unpacked(content, key) == base
    with pytest.raises(ValueError, match="not the file"):
        golden_file.unpacked(content, bytes(32))
    with pytest.raises(ValueError, match="not the file"):
        golden_file.packed(base[:-1] + bytes([base[-1] ^ 1]), key)


def test_a_migration_is_preceded_by_a_copy_of_the_vault_as_it_was(tmp_path: Path) -> None:
    folder = golden_vault.laid(1, tmp_path / "coffre")

    vault = vaults.reopen(folder)
    # The copies of that same day, one after the other, leave it where it is; to forget someone reads it too.
    for number in range(2):
        with vault.work() as work:
            work.insert(builders.une_personne(id=Id(f"autre-{number}")))
            work.commit()
        vault.back_up()
    assert vault.forget(["autre-0"])
    vault.close()

    copy, _last = sorted(backup.copies(folder).values())
    before = vaults.reopen(Path(shutil.copytree(copy, tmp_path / "reprise")))
    assert golden_vault.lost(before, 1) == []
    before.close()


def test_a_newer_vault_is_refused_byte_for_byte_untouched(tmp_path: Path) -> None:
    folder = golden_vault.laid(SCHEMAS[-1], tmp_path / "coffre")
    vault = vaults.reopen(folder)
    assert vault._writer is not None
    with vault._writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {LAST + 1:d}")
    vault.close()
    before = vaults.sums(folder)

    with pytest.raises(VaultNewer):
        vaults.reopen(folder)

    assert vaults.sums(folder) == before
