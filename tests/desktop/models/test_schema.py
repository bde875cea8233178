"""The literal schema, the kinds and the codec say the same of every kind (issue 2, §2.1)."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2

from desktop.models import migrations
from desktop.models.errors import VaultNewer
from desktop.models.migrations import Step
from desktop.models.tables import METADATA
from desktop.models.vault import Vault
from plie.kinds import KindSpec, all_kinds
from tests.desktop import vaults
from tests.desktop.kinds import things

OWN = {
    "import_colonnes",
    "import_fait",
    "import_ligne",
    "op",
    "cursor",
    "identity",
    "lease",
    "lecture",
    "visite",
    "blob",
    "scan",
    "en_cours",
    "saisie",
    "temoin",
    "rival",
    "settled",
    "arrivage",
    "depart",
    "envoi_efface",
    "controle",
    "nouvelle",
}
KINDS = all_kinds()


def described(connection: dbapi2.Connection) -> dict[str, Any]:
    """Return columns (order, name, type, not null, key) and indexes of each table."""
    names = [
        row[0]
        for row in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'recherche%'"
        )
    ]
    return {name: (_columns(connection, name), _indexes(connection, name)) for name in names}


def _columns(connection: dbapi2.Connection, table: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"PRAGMA table_info({table})").fetchall()


def _indexes(connection: dbapi2.Connection, table: str) -> set[tuple[Any, ...]]:
    found = set()
    for _, name, unique, origin, partial in connection.execute(f"PRAGMA index_list({table})"):
        columns = tuple(row[2] for row in connection.execute(f"PRAGMA index_info({name})"))
        where = connection.execute(
            "SELECT substr(sql, instr(sql, ' WHERE ')) FROM sqlite_master WHERE name = ?", (name,)
        ).fetchone()[0]
        label = name if origin == "c" else origin
        found.add((label, unique, columns, where if partial else None))
    return found


@pytest.fixture
def literal() -> Iterator[dbapi2.Connection]:
    with closing(dbapi2.connect(":memory:")) as connection:
        for step in migrations.steps():
            connection.executescript(step.sql)
        yield connection


@pytest.fixture
def derived() -> Iterator[dbapi2.Connection]:
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with closing(engine.raw_connection()) as connection:
        yield connection.driver_connection
    engine.dispose()


def test_the_literal_schema_is_the_one_that_the_kinds_give(
    literal: dbapi2.Connection, derived: dbapi2.Connection
) -> None:
    expected = described(derived)

    found = described(literal)

    assert found.keys() == {spec.word for spec in KINDS} | OWN
    for table, said in expected.items():
        assert found[table] == said, table
    assert found == expected


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE entretien ADD COLUMN humeur TEXT",
        "ALTER TABLE entretien DROP COLUMN lieu",
        "DROP INDEX ix_op_waiting",
        "CREATE INDEX ix_personne_nom ON personne (nom_naissance)",
        "ALTER TABLE emploi RENAME COLUMN poste TO fonction",
    ],
)
def test_the_comparison_sees_a_schema_that_drifts(
    literal: dbapi2.Connection, derived: dbapi2.Connection, change: str
) -> None:
    literal.execute(change)

    assert described(literal) != described(derived)


def test_operations_are_never_numbered_again_after_a_removal(literal: dbapi2.Connection) -> None:
    created = literal.execute("SELECT sql FROM sqlite_master WHERE name = 'op'").fetchone()[0]

    assert "AUTOINCREMENT" in created


LAST = len(migrations.steps())
UN, DEUX = LAST + 1, LAST + 2
STEPS = (
    *migrations.steps(),
    Step(UN, "un.sql", "CREATE TABLE un (id TEXT NOT NULL);\n"),
    Step(DEUX, "deux.sql", "CREATE TABLE deux (id TEXT);\nINSERT INTO un VALUES (NULL);\n"),
)
MENDED = (*STEPS[:-1], Step(DEUX, "deux.sql", "CREATE TABLE deux (id TEXT);\n"))


def _tables(connection: Connection) -> set[str]:
    return set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())


def test_a_migration_interrupted_within_a_step_keeps_the_steps_before_and_resumes(
    vault: Vault,
) -> None:
    assert vault._writer is not None

    with (
        pytest.raises(Exception, match="NOT NULL"),
        vault._writer.connect() as connection,
    ):
        migrations.migrate(connection, STEPS)

    with vault._writer.connect() as connection:
        assert migrations.schema_of(connection) == UN
        assert "un" in _tables(connection)
        assert "deux" not in _tables(connection)
        assert migrations.migrate(connection, MENDED) == 1
        assert migrations.schema_of(connection) == DEUX
        assert "deux" in _tables(connection)
        assert migrations.migrate(connection, MENDED) == 0


def test_a_migration_that_stops_between_two_steps_resumes(vault: Vault) -> None:
    assert vault._writer is not None
    with vault._writer.connect() as connection:
        assert migrations.migrate(connection, STEPS[:-1]) == 1

    with vault._writer.connect() as connection:
        assert migrations.migrate(connection, MENDED) == 1
        assert {"un", "deux"} <= _tables(connection)


def test_a_file_of_a_later_schema_is_not_migrated(vault: Vault) -> None:
    assert vault._writer is not None
    with vault._writer.connect() as connection:
        migrations.migrate(connection, MENDED)

        with pytest.raises(VaultNewer):
            migrations.migrate(connection)

        assert migrations.schema_of(connection) == DEUX


def test_the_steps_are_numbered_without_a_gap() -> None:
    numbers = [step.number for step in migrations.steps()]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    made = vaults.fresh(tmp_path_factory.mktemp("kinds") / "coffre")
    yield made
    made.close()


@pytest.mark.parametrize("spec", KINDS, ids=lambda spec: spec.word)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_kind_comes_back_as_it_was_inserted(
    shared: Vault, spec: KindSpec, data: st.DataObject
) -> None:
    thing = data.draw(things(spec))

    # Not committed: the same ids come again as examples are drawn.
    with shared.work() as work:
        work.insert(thing)

        assert work.get(spec.cls, thing.id) == thing
        assert work.rows.all(spec.cls, id=thing.id) == (thing,)
        assert not work.rows.conflicts(spec.cls, thing.id)


def test_a_statement_that_fails_shows_nobody_s_data(vault: Vault) -> None:
    with (
        pytest.raises(OperationalError) as caught,
        vault.look() as rows,
    ):
        rows.connection.exec_driver_sql("SELECT * FROM nulle_part WHERE nom = ?", ("Zéphirine",))

    assert "Zéphirine" not in str(caught.value)


def test_what_was_set_aside_is_found_without_reading_every_operation(vault: Vault) -> None:
    with vault.look() as rows:
        plan = [
            str(row.detail)
            for row in rows.connection.exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT * FROM op WHERE fate IS NOT NULL ORDER BY seq"
            )
        ]

    assert plan == ["SCAN op USING INDEX ix_op_aside"]
