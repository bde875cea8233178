"""Nothing is saved that is not queued, nothing is queued that is not saved (house.md §5, 12)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError

from desktop.models import blobs
from desktop.models.unit_of_work import Work
from desktop.models.vault import Vault
from plie.kinds import (
    CompteRendu,
    Entretien,
    FieldSpec,
    Id,
    KindSpec,
    Lieu,
    Nature,
    Personne,
    Shape,
    all_kinds,
)
from plie.refus import Refus
from tests.builders import (
    CR,
    ENTRETIEN,
    PERSONNE,
    un_compte_rendu,
    un_entretien,
    une_personne,
)
from tests.desktop import coherence, vaults
from tests.desktop.kinds import things, values
from tests.desktop.vaults import Dump, dump, dump_of
from tests.plie.test_nir import VALIDE
from wire.codec import BadValueError, to_value

EDITED = [spec for spec in all_kinds() if spec.nature is not Nature.FACT]
FACTS = [spec for spec in all_kinds() if spec.nature is Nature.FACT]
COUNTERS = "sqlite_sequence"


def changed(before: Dump, after: Dump) -> dict[str, set[Any]]:
    """Return the keys of the rows that appeared, went or changed, by table; no others."""
    moved = {
        table: {
            key
            for key in before[table].keys() | after[table].keys()
            if before[table].get(key) != after[table].get(key)
        }
        for table in before
    }
    return {table: keys for table, keys in moved.items() if keys and table != COUNTERS}


def assert_saved_is_queued(before: Dump, after: Dump, *, kind: str, thing: str) -> None:
    """Assert that one operation and one row moved, and that the row is what operations give."""
    moved = changed(before, after)
    assert moved.keys() == {"op", kind}
    assert moved[kind] == {thing}
    (seq,) = moved["op"]
    op = after["op"][seq]
    assert (op["kind"], op["thing"], op["number"], op["fate"]) == (kind, thing, None, None)
    assert coherence.stored(after) == coherence.given(after)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """A vault for works that are never committed: Hypothesis draws the same ids again."""
    made = vaults.fresh(tmp_path_factory.mktemp("verbes") / "coffre")
    yield made
    made.close()


@pytest.mark.parametrize("spec", all_kinds(), ids=lambda spec: spec.word)
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_insert_saves_one_row_and_queues_one_operation(
    shared: Vault, spec: KindSpec, data: st.DataObject
) -> None:
    thing = data.draw(things(spec))
    with shared.work() as work:
        before = dump_of(work.connection)

        work.insert(thing)

        assert_saved_is_queued(before, dump_of(work.connection), kind=spec.word, thing=thing.id)


@pytest.mark.parametrize("spec", EDITED, ids=lambda spec: spec.word)
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_patch_saves_and_queues_the_same_field(
    shared: Vault, spec: KindSpec, data: st.DataObject
) -> None:
    thing = data.draw(things(spec))
    field = data.draw(st.sampled_from([f for f in spec.fields if f.name not in {"id", "dossier"}]))
    value = data.draw(values(field).filter(lambda value: value != getattr(thing, field.name)))
    with shared.work() as work:
        work.insert(thing)
        _sent(work)
        before = dump_of(work.connection)

        work.patch(spec.cls, thing.id, work.seen(spec.cls, thing.id), **{field.name: value})

        after = dump_of(work.connection)
        assert_saved_is_queued(before, after, kind=spec.word, thing=thing.id)
        (seq,) = changed(before, after)["op"]
        assert coherence.op_of(after["op"][seq]).fields == {field.name: to_value(value)}
        assert getattr(work.get(spec.cls, thing.id), field.name) == value


@pytest.mark.parametrize("spec", EDITED, ids=lambda spec: spec.word)
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_delete_removes_one_row_and_queues_one_operation(
    shared: Vault, spec: KindSpec, data: st.DataObject
) -> None:
    thing = data.draw(things(spec))
    with shared.work() as work:
        work.insert(thing)
        before = dump_of(work.connection)

        work.delete(spec.cls, thing.id, work.seen(spec.cls, thing.id))

        after = dump_of(work.connection)
        assert_saved_is_queued(before, after, kind=spec.word, thing=thing.id)
        assert thing.id not in after[spec.word]


@pytest.mark.parametrize("spec", FACTS, ids=lambda spec: spec.word)
@settings(max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_verb_changes_or_removes_a_fact(
    shared: Vault, spec: KindSpec, data: st.DataObject
) -> None:
    fact = data.draw(things(spec))
    with shared.work() as work:
        work.insert(fact)
        before = dump_of(work.connection)

        with pytest.raises(TypeError, match="fact"):
            work.patch(spec.cls, fact.id, {}, **{spec.fields[-1].name: "autre"})
        with pytest.raises(TypeError, match="fact"):
            work.delete(spec.cls, fact.id, {})

        assert dump_of(work.connection) == before


def _sent(work: Work) -> None:
    work.connection.exec_driver_sql("UPDATE op SET number = seq")


def test_several_verbs_in_one_work_are_saved_and_queued_together(vault: Vault) -> None:
    before = dump(vault)

    with vault.work() as work:
        work.insert(une_personne())
        work.insert(un_entretien())
        digest = blobs.file(work.connection, b"%PDF-1.7", scope=PERSONNE)
        work.insert(un_compte_rendu(pdf=digest))
        changes = work.commit()

    after = dump(vault)
    moved = changed(before, after)
    assert moved.keys() == {"op", "personne", "entretien", "compte_rendu", "blob"}
    assert len(moved["op"]) == 3
    assert coherence.complaints(vault) == []
    assert changes.kinds == {"personne", "entretien", "compte_rendu"}
    assert changes.touches(PERSONNE)
    assert [(w.kind, w.id) for w in changes.written] == [
        ("personne", PERSONNE),
        ("entretien", ENTRETIEN),
        ("compte_rendu", CR),
    ]


def test_a_work_left_without_commit_leaves_no_trace(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(une_personne())
        work.commit()
    before = dump(vault)

    with vault.work() as work:
        work.insert(un_entretien())
        work.patch(Personne, PERSONNE, work.seen(Personne, PERSONNE), nom_usage="Autre")
        blobs.file(work.connection, b"%PDF-1.7", scope=PERSONNE)

    assert dump(vault) == before


def test_an_exception_in_a_work_leaves_no_trace_and_the_next_one_works(vault: Vault) -> None:
    before = dump(vault)

    with pytest.raises(KeyError, match="inconnue"), vault.work() as work:  # noqa: PT012 - en route
        work.insert(une_personne())
        work.get(Personne, "inconnue")

    assert dump(vault) == before
    with vault.work() as work:
        work.insert(une_personne())
        work.commit()
    assert PERSONNE in dump(vault)["personne"]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO lieu VALUES ('1', 'Mairie', '', '')",
        "UPDATE cursor SET since = 99",
        "DELETE FROM identity",
        "CREATE TABLE autre (id TEXT)",
        "PRAGMA user_version = 0",
    ],
)
def test_what_looks_cannot_write(vault: Vault, statement: str) -> None:
    before = dump(vault)

    with vault.look() as rows, pytest.raises(DBAPIError, match="readonly"):
        rows.connection.exec_driver_sql(statement)

    assert dump(vault) == before


def test_every_reader_is_query_only_and_the_writer_is_durable(vault: Vault) -> None:
    with vault.look() as first, vault.look() as second, vault.work() as work:
        for rows in (first, second):
            assert _pragma(rows.connection, "query_only") == 1
        assert _pragma(work.connection, "query_only") == 0
        assert _pragma(work.connection, "journal_mode") == "wal"
        # FULL: a commit is on the disk before it is told.
        assert _pragma(work.connection, "synchronous") == 2
        assert _pragma(work.connection, "secure_delete") == 1
        assert _pragma(work.connection, "temp_store") == 2


def _pragma(connection: Any, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_a_look_stays_at_its_moment_while_another_hand_writes(vault: Vault) -> None:
    with vault.look() as rows:
        assert rows.count(Lieu) == 0

        with vault.work() as work:
            work.insert(Lieu(id=Id("lieu-1"), nom="Mairie annexe"))
            work.commit()

        assert rows.count(Lieu) == 0
    with vault.look() as rows:
        assert rows.count(Lieu) == 1


def test_a_committed_work_accepts_nothing_more(vault: Vault) -> None:
    with vault.work() as work:
        work.insert(une_personne())
        work.commit()
        before = dump(vault)

        with pytest.raises(RuntimeError, match="committed"):
            work.insert(un_entretien())
        with pytest.raises(RuntimeError, match="committed"):
            blobs.file(work.connection, b"%PDF", scope=PERSONNE)

    assert dump(vault) == before


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (lambda w: w.patch(Entretien, ENTRETIEN, {}, duree_min="45"), BadValueError),
        (lambda w: w.patch(Entretien, ENTRETIEN, {}, duree_min=2**64), BadValueError),
        (lambda w: w.patch(Entretien, ENTRETIEN, {}, humeur="bonne"), BadValueError),
        (lambda w: w.patch(Entretien, ENTRETIEN, {}, id="autre"), BadValueError),
        (lambda w: w.patch(Entretien, ENTRETIEN, {}, dossier="autre"), BadValueError),
        (lambda w: w.patch(Entretien, "inconnu", {}, lieu="ici"), KeyError),
        (lambda w: w.delete(Entretien, "inconnu", {}), KeyError),
        (lambda w: w.insert(un_entretien(id=Id("e-2"), duree_min="45")), BadValueError),
        (lambda w: w.insert(un_entretien()), ValueError),
        (lambda w: w.patch(CompteRendu, CR, {}, contenu="autre"), TypeError),
        (lambda w: w.delete(CompteRendu, CR, {}), TypeError),
        (lambda w: w.insert(un_compte_rendu(contenu="autre")), ValueError),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_could_not_be_saved_is_not_queued(vault: Vault, verb: Any, refusal: type) -> None:
    with vault.work() as work:
        work.insert(une_personne())
        work.insert(un_entretien())
        work.insert(un_compte_rendu())
        work.commit()
    before = dump(vault)

    with vault.work() as work:
        with pytest.raises(refusal):
            verb(work)
        work.commit()

    assert dump(vault) == before


def test_many_new_things_at_once_are_what_they_are_one_by_one(tmp_path: Path) -> None:
    """The same identifiers, the same instants: the same vault, table by table."""
    some = [un_entretien(id=f"0000000{n}-0000-7000-8000-000000000001", dossier="d") for n in "123"]
    one_by_one, at_once = vaults.fresh(tmp_path / "a"), vaults.fresh(tmp_path / "b")
    with one_by_one.work() as work:
        for thing in some:
            work.insert(thing)
        told = work.commit()
    with at_once.work() as work:
        work.insert_all(some)
        assert work.commit() == told

    assert vaults.dump(at_once) == vaults.dump(one_by_one)
    for vault in (one_by_one, at_once):
        vault.close()


@pytest.mark.parametrize("twice", ["here already", "in one breath"])
def test_a_thing_that_is_here_already_lets_none_of_them_in(vault: Vault, twice: str) -> None:
    known = un_entretien()
    if twice == "here already":
        with vault.work() as work:
            work.insert(known)
            work.commit()
    before = vaults.dump(vault)

    some = [un_entretien(id="00000009-0000-7000-8000-000000000001"), known]
    with vault.work() as work, pytest.raises(ValueError, match="already"):
        work.insert_all(some if twice == "here already" else [*some, known])

    assert vaults.dump(vault) == before


def _words(spec: KindSpec) -> list[FieldSpec]:
    return [
        field
        for field in spec.fields
        if field.shape in {Shape.TEXT, Shape.LIST} and field.name not in {"id", "dossier"}
    ]


@pytest.mark.parametrize("spec", all_kinds(), ids=lambda spec: spec.word)
@settings(max_examples=1, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_gesture_writes_a_social_security_number_wherever_it_is_typed(
    shared: Vault, spec: KindSpec, data: st.DataObject
) -> None:
    """domain.md §3: never the NIR."""
    thing = data.draw(things(spec))
    said = f"Voir {VALIDE}."
    with shared.work() as work:
        before = dump_of(work.connection)

        for field in _words(spec):
            value = said if field.shape is Shape.TEXT else ("CV", said)
            with pytest.raises(Refus, match="nir_ecrit"):
                work.insert(replace(thing, **{field.name: value}))
            with pytest.raises(Refus, match="nir_ecrit"):
                work.insert_all([replace(thing, **{field.name: value})])

        assert dump_of(work.connection) == before
        work.insert(thing)
        before = dump_of(work.connection)
        for field in _words(spec) if spec.nature is not Nature.FACT else ():
            value = said if field.shape is Shape.TEXT else ("CV", said)
            seen = work.seen(spec.cls, thing.id)
            with pytest.raises(Refus, match="nir_ecrit"):
                work.patch(spec.cls, thing.id, seen, **{field.name: value})
        assert dump_of(work.connection) == before
