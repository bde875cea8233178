"""Every table is keyed by `plie`, and the kinds' tables are their kinds."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Table, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from central import tables
from central.errors import StoreError
from central.settings import Settings
from central.store import Store
from plie.kinds import KindSpec, all_kinds
from tests.central.monde import Monde


@pytest.mark.parametrize("table", tables.metadata.tables.values(), ids=str)
def test_every_table_is_keyed_by_plie(table: Table) -> None:
    assert "plie" in table.primary_key.columns


@pytest.mark.parametrize("spec", all_kinds(), ids=lambda spec: spec.word)
def test_every_kind_has_its_table(spec: KindSpec) -> None:
    columns = set(tables.KINDS[spec.word].c.keys())

    assert columns == {"plie", "scope"} | {field.name for field in spec.fields}


def test_the_database_has_the_tables_described(monde: Monde) -> None:
    with monde.store.look(monde.ours) as connection:
        found = inspect(connection).get_table_names()

    assert set(found) == {*tables.metadata.tables, "alembic_version"}


def test_the_revisions_make_the_tables_described(monde: Monde) -> None:
    """Columns, types, keys, indexes: what Alembic would still change is nothing."""
    with monde.store.look(monde.ours) as connection:
        found = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), tables.metadata
        )

    assert found == []


def test_a_store_of_a_later_version_is_refused_untouched(tmp_path: Path) -> None:
    world = Monde(tmp_path / "magasin")
    with world.store.write(world.ours) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError) as refusal:
        Store.open(world.settings)

    assert "version plus récente" in refusal.value.phrase
    world.close()


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    strange = Settings(tmp_path)
    strange.database.write_bytes(b"ceci n'est pas une base" * 100)

    with pytest.raises(StoreError) as refusal:
        Store.open(strange)

    assert "Rien n’a été modifié" in refusal.value.phrase
    assert strange.database.read_bytes().startswith(b"ceci")


@pytest.mark.parametrize("table", tables.metadata.tables.values(), ids=str)
def test_every_table_can_be_written_for_postgresql(table: Table) -> None:
    """The walls must not move when that engine joins."""
    written = str(CreateTable(table).compile(dialect=postgresql.dialect()))

    assert "CREATE TABLE" in written
    assert "BLOB" not in written
