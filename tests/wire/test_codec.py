"""Kinds to JSON values and back: every kind round trips, every wrong shape is refused by name."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plie.kinds import CompteRendu, Entretien, KindSpec, Personne, Shape, all_kinds, by_word
from tests.builders import MIDI, un_compte_rendu, un_entretien, une_personne
from wire.codec import LARGEST, BadValueError, from_value, from_values, to_value, to_values, writer

_SIGNS = st.characters(codec="utf-8", exclude_characters="\x00")
SHAPES: dict[Shape, st.SearchStrategy[Any]] = {
    Shape.TEXT: st.text(_SIGNS, max_size=8),
    Shape.INTEGER: st.integers(-LARGEST, LARGEST),
    Shape.REAL: st.floats(allow_nan=False, allow_infinity=False),
    Shape.BOOLEAN: st.booleans(),
    Shape.DATE: st.dates(),
    Shape.TIME: st.builds(dt.time, st.integers(0, 23), st.integers(0, 59)),
    Shape.INSTANT: st.datetimes(
        min_value=dt.datetime(1900, 1, 1),  # noqa: DTZ001 — the strategy adds the zone itself
        timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=2))]),
    ),
    Shape.LIST: st.lists(st.text(_SIGNS, max_size=5), max_size=3).map(tuple),
}
# What another version, or a hostile device, might send instead.
WRONG: dict[Shape, tuple[object, ...]] = {
    Shape.TEXT: (1, True, ["a"], None),
    Shape.INTEGER: ("1", 1.0, True, [1], LARGEST + 1, None),
    Shape.REAL: ("1.0", True, 10**400, None),
    Shape.BOOLEAN: (0, "true", None),
    Shape.DATE: ("12/07/1985", "1985-13-01", 19850712, ["1985-07-12"]),
    Shape.TIME: ("9 h 05", "25:00", "10:00+02:00", 540),
    Shape.INSTANT: ("2026-09-10T12:00:00", "0001-01-01T00:00:00+14:00", "hier", 1),
    Shape.LIST: ("a", [1], {"a": 1}, None),
}


def _things(spec: KindSpec) -> st.SearchStrategy[Any]:
    fields = {
        f.name: st.none() | SHAPES[f.shape] if f.optional else SHAPES[f.shape] for f in spec.fields
    }
    return st.builds(spec.cls, **fields)


@pytest.mark.parametrize("spec", all_kinds(), ids=lambda spec: spec.word)
def test_every_kind_survives_the_line(spec: KindSpec) -> None:
    @settings(max_examples=30, derandomize=True, database=None, deadline=None)
    @given(_things(spec))
    def survives(thing: Any) -> None:
        values = json.loads(json.dumps(to_values(thing)))

        assert from_values(spec.cls, thing.id, values) == thing

    survives()


@pytest.mark.parametrize("spec", all_kinds(), ids=lambda spec: spec.word)
def test_columns_written_at_once_are_those_of_the_thing_built(spec: KindSpec) -> None:
    write = writer(spec.cls)

    @settings(max_examples=10, derandomize=True, database=None, deadline=None)
    @given(_things(spec))
    def agrees(thing: Any) -> None:
        row = write(thing.id, {**to_values(thing), "d_une_version_future": 1})

        assert row == {f.name: to_value(getattr(thing, f.name)) for f in spec.fields}

    agrees()


def test_columns_written_at_once_are_judged_as_a_thing_built() -> None:
    write = writer(Personne)

    with pytest.raises(BadValueError, match=r"personne\.prenoms"):
        write("p", {"prenoms": 1})

    assert write("p", {"prenoms": "Z\x00oé"})["prenoms"] == "Zoé"


@pytest.mark.parametrize(
    ("spec", "name", "wrong"),
    [
        (spec, f.name, wrong)
        for spec in all_kinds()
        for f in spec.fields
        if f.name != "id"
        for wrong in WRONG[f.shape]
        if not (wrong is None and f.optional)
    ],
    ids=lambda value: value.word if isinstance(value, KindSpec) else repr(value)[:24],
)
def test_a_wrong_shape_is_refused_by_kind_and_field(spec: KindSpec, name: str, wrong: Any) -> None:
    found = spec.field(name)
    assert found is not None

    with pytest.raises(BadValueError, match=rf"^{spec.word}\.{name}$"):
        from_value(spec, found, wrong)


def test_a_refused_value_is_not_repeated_in_the_message() -> None:
    with pytest.raises(BadValueError) as caught:
        from_values(Personne, "p", {"prenoms": ["Maïwenn"]})

    assert "Maïwenn" not in str(caught.value)


def test_a_required_field_that_lacks_is_named() -> None:
    values = to_values(un_compte_rendu())
    del values["duree_min"]

    with pytest.raises(BadValueError, match=r"compte_rendu\.duree_min"):
        from_values(CompteRendu, "cr", values)


def test_a_field_of_a_later_version_is_left_out_of_the_thing() -> None:
    personne = une_personne()

    read = from_values(Personne, personne.id, {**to_values(personne), "pronom": "iel"})

    assert read == personne


def test_what_is_default_is_not_sent() -> None:
    values = to_values(Entretien(id=un_entretien().id, dossier=un_entretien().dossier))

    assert values == {"dossier": un_entretien().dossier}


def test_an_instant_travels_in_utc_and_comes_back_equal() -> None:
    paris = dt.timezone(dt.timedelta(hours=2))

    assert to_value(MIDI.astimezone(paris)) == "2026-09-10T12:00:00+00:00"


def test_a_nul_that_was_pasted_is_not_written() -> None:
    """The store would set the operation aside, and with a person's name their whole dossier."""
    assert to_value("Mai\x00wenn") == "Maiwenn"
    assert to_value(("a\x00", "b")) == ["a", "b"]


def test_a_value_of_no_known_shape_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="set"):
        to_value({1})


def test_every_shape_is_tried() -> None:
    used = {f.shape for spec in all_kinds() for f in spec.fields}

    assert used == set(Shape) == set(SHAPES) == set(WRONG)
    assert by_word("un_mot_de_demain") is None
