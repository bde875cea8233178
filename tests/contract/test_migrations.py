"""A store of any released schema comes to this version, whole or not at all; a later one is refused."""

from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, inspect, select, text

from central import schema, store, tables
from central.context import the_store
from central.errors import StoreBehindError, StoreError
from central.settings import Settings
from central.store import Store
from tests.central.grappe import Grappe
from tests.central.monde import PLIE
from wire.op import Op, Verb, encode

REVISIONS = [one.revision for one in ScriptDirectory.from_config(schema._config()).walk_revisions()]
OP = Op(
    op_id="op-1", kind="affectation", id="affectation-1", scope="dossier-1", verb=Verb.INSERT,
    fields={"dossier": "dossier-1", "utilisateur": "ae-1", "role": "accompagnateur",
            "debut": "2026-01-05"},
    seen={}, author="magasin", role="magasin", made_at="2026-01-05T08:00:00+00:00",
)  # fmt: skip


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_store_of_each_revision_comes_to_this_one(vide: Settings, revision: str) -> None:
    _make(vide, revision)

    before, after = store.migrate(vide)

    assert (before, after) == (revision, REVISIONS[0])
    assert _assigned(Store.open(vide)) == [("dossier-1", "ae-1", date(2026, 1, 5))]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_store_from_before_the_revisions_comes_to_this_one(vide: Settings, number: int) -> None:
    _make(vide, {1: "0001"}.get(number, "0002"), unnumbered=number)

    store.migrate(vide)

    assert _assigned(Store.open(vide)) == [("dossier-1", "ae-1", date(2026, 1, 5))]


def test_a_kind_that_gained_a_field_is_derived_again(vide: Settings) -> None:
    _make(vide, REVISIONS[0])
    store.migrate(vide)
    _as_owner(vide, lambda c: c.execute(text("ALTER TABLE affectation DROP COLUMN debut")))

    store.migrate(vide)

    assert _assigned(Store.open(vide)) == [("dossier-1", "ae-1", date(2026, 1, 5))]


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    vide: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make(vide, "0001")
    before = _columns(vide)

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    derive = schema._derive
    monkeypatch.setattr(schema, "_derive", fail)
    with pytest.raises(ZeroDivisionError):
        store.migrate(vide)
    monkeypatch.setattr(schema, "_derive", derive)
    assert _columns(vide) == before

    store.migrate(vide)
    assert _assigned(Store.open(vide))


def test_a_server_whose_tables_are_behind_asks_for_migrer(vide: Settings) -> None:
    if not vide.base:
        pytest.skip("an SQLite file is brought to this version as it opens")
    _make(vide, "0001")

    with pytest.raises(StoreBehindError) as refusal:
        Store.open(vide)

    assert "migrer" in refusal.value.phrase


@pytest.mark.parametrize("wrong", ["role", "base", "place"])
def test_a_base_that_does_not_answer_is_told_as_such(
    grappe: Grappe, tmp_path: Path, wrong: str
) -> None:
    base = {
        "role": grappe.url("inconnu", "postgres"),
        "base": grappe.url("magasin", "inconnue"),
        "place": f"postgresql://magasin@/postgres?host={tmp_path}",
    }[wrong]

    with pytest.raises(StoreError) as refusal:
        Store.open(Settings(tmp_path, base))

    assert "ne répond pas, ou refuse ce rôle" in refusal.value.phrase


def _make(settings: Settings, revision: str, *, unnumbered: int = 0) -> None:
    def make(connection: Connection) -> None:
        command.upgrade(schema._config(connection), revision)
        connection.execute(
            insert(tables.plie).values(
                plie=PLIE, schema=unnumbered or 3, nom="Essai", referentiel="demo", epoch="une",
                counter=1, durable=0,
            )
        )  # fmt: skip
        said = {"plie": PLIE, "op_id": OP.op_id, "number": 1, "kind": OP.kind, "thing": OP.id}
        said |= {"scope": OP.scope, "author": OP.author, "device": "", "body": encode(OP).decode()}
        connection.execute(insert(tables.op).values(said))
        if unnumbered:
            connection.execute(text("DROP TABLE alembic_version"))

    _as_owner(settings, make)


def _as_owner(settings: Settings, do: object) -> None:
    assert callable(do)
    base = store._base(settings)
    try:
        with base.owner().execution_options(**base.writing).begin() as connection:
            base.lower(connection)
            do(connection)
    finally:
        base.engine.dispose()


def _columns(settings: Settings) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}

    def look(connection: Connection) -> None:
        asked = inspect(connection)
        for name in asked.get_table_names():
            found[name] = {column["name"] for column in asked.get_columns(name)}

    _as_owner(settings, look)
    return found


def _assigned(opened: Store) -> list[tuple[object, ...]]:
    given = tables.KINDS["affectation"]
    with opened.look(the_store(PLIE)) as connection:
        query = select(given.c.dossier, given.c.utilisateur, given.c.debut)
        rows = [tuple(row) for row in connection.execute(query)]
    opened.close()
    return rows
