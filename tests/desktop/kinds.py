"""Values of any kind, made by Hypothesis from the kind itself: a new field needs nothing here."""

from datetime import UTC, timedelta
from typing import Any

from hypothesis import strategies as st

from plie.kinds import FieldSpec, KindSpec, Shape
from wire.codec import EARLIEST, LATEST

# Everything that a person or another machine may write, but half characters and NUL.
_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
_SHAPES: dict[Shape, st.SearchStrategy[Any]] = {
    Shape.TEXT: _TEXT,
    Shape.INTEGER: st.integers(-(2**53), 2**53),
    Shape.REAL: st.floats(allow_nan=False, allow_infinity=False),
    Shape.BOOLEAN: st.booleans(),
    Shape.DATE: st.dates(),
    Shape.TIME: st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    # Another is brought inside when it is read: no clock says it (wire/codec.py).
    Shape.INSTANT: st.datetimes(
        EARLIEST.replace(tzinfo=None),
        LATEST.replace(tzinfo=None) - timedelta(microseconds=1),
        timezones=st.just(UTC),
    ),
    Shape.LIST: st.lists(_TEXT, max_size=3).map(tuple),
}
_ID = st.uuids().map(str)


def values(field: FieldSpec) -> st.SearchStrategy[Any]:
    """Return values of one field."""
    shape = _SHAPES[field.shape]
    return st.none() | shape if field.optional else shape


def things(spec: KindSpec) -> st.SearchStrategy[Any]:
    """Return things of a kind, each of another id."""
    fields = {f.name: values(f) for f in spec.fields if f.name != "id"}
    return st.builds(spec.cls, id=_ID, **fields)
