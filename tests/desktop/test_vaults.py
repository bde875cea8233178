"""A vault that the tests copy is the one that would be made: else they would prove another."""

from pathlib import Path
from typing import Any

import pytest

from desktop.models.vault import Vault
from tests.desktop.vaults import create, dump_of, fresh, reopen

SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
PRAGMAS = ("user_version", "application_id", "journal_mode", "page_size", "auto_vacuum")


def told(vault: Vault) -> dict[str, Any]:
    """Return what a vault is made of and holds, then the next id that it gives and its hour."""
    with vault.look() as rows:
        sql = rows.connection.exec_driver_sql
        known = {
            "schema": sql(SCHEMA).all(),
            "pragmas": {name: sql(f"PRAGMA {name}").scalar() for name in PRAGMAS},
            "rows": dump_of(rows.connection),
        }
    with vault.work() as work:
        return {**known, "next": (work.new_id(), work.now())}


@pytest.mark.parametrize("seed", [0, 7])
def test_a_vault_copied_is_the_one_that_would_be_made(tmp_path: Path, seed: int) -> None:
    made = create(tmp_path / "fait", seed=seed)
    copies = [fresh(tmp_path / name, seed=seed) for name in ("premier", "suivant")]

    expected = told(made)

    assert [told(copy) for copy in copies] == [expected] * 2
    for vault in (made, *copies):
        vault.close()


def test_a_vault_copied_opens_with_its_passphrase(tmp_path: Path) -> None:
    for name in ("premier", "suivant"):
        fresh(tmp_path / name).close()

        reopen(tmp_path / name).close()
