"""Kinds to JSON values and back, derived from the kinds themselves."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from plie.kinds import FieldSpec, KindSpec, Shape, by_class

# A field's value on the line: JSON scalars, and lists of strings.
Value = str | int | float | bool | list[str] | None
T = TypeVar("T")
# What the tables of both sides can hold: SQLite's and PostgreSQL's widest integer.
LARGEST = 2**63 - 1
# What any clock may honestly say, well inside what may be counted from in any zone.
EARLIEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
LATEST = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
_NUL = "\x00"


class BadValueError(ValueError):
    """A value does not have the shape of its field; the message is `kind.field`, without the value."""


def to_values(thing: object) -> dict[str, Value]:
    """Return a thing's fields as JSON values, without its id and without its defaults."""
    spec = by_class(type(thing))
    return {
        f.name: to_value(getattr(thing, f.name))
        for f in spec.fields
        if f.name != "id" and (f.required or getattr(thing, f.name) != f.default)
    }


def to_value(value: object) -> Value:
    """Return one Python value as JSON: dates and times in ISO 8601, instants in UTC.

    A text loses its NUL characters, which a clipboard may hold and the store would set aside.
    """
    match value:
        case dt.datetime():
            return value.astimezone(dt.UTC).isoformat()
        case dt.date():
            return value.isoformat()
        case dt.time():
            return value.isoformat("minutes")
        case tuple():
            return [str(item).replace(_NUL, "") for item in value]
        case str():
            return str(value).replace(_NUL, "")
        case bool() | int() | float() | None:
            return value
    raise TypeError(type(value).__name__)


def from_values(cls: type[T], id_: str, values: Mapping[str, Value]) -> T:
    """Build a thing from JSON values; fields of a later version are left out.

    Raises:
        BadValueError: a value has another shape than its field, or a required one lacks.
    """
    spec = by_class(cls)
    known = {f.name: from_value(spec, f, values[f.name]) for f in spec.fields if f.name in values}
    lacking = [f.name for f in spec.fields if f.required and f.name not in {*known, "id"}]
    if lacking:
        raise BadValueError(f"{spec.word}.{lacking[0]}")
    return cls(**{**known, "id": id_})


def reader(cls: type[T], columns: Iterable[str]) -> Callable[[Sequence[Any]], T]:
    """Return what builds things from rows that this codec wrote; an absent column takes its default.

    Lists of thousands are read so: what was judged when it was written is not judged again.
    """
    shapes = {f.name: f.shape for f in by_class(cls).fields}
    names = tuple(columns)
    special = [(i, _QUICK[shapes[n]]) for i, n in enumerate(names) if shapes[n] in _QUICK]

    def build(row: Sequence[Any]) -> T:
        values = list(row)
        for place, read in special:
            if values[place] is not None:
                values[place] = read(values[place])
        return cls(**dict(zip(names, values, strict=True)))

    return build


def writer(cls: type[object]) -> Callable[[str, Mapping[str, Value]], dict[str, Value]]:
    """Return what makes the columns of a thing from its id and its values, as its round trip would.

    Whole caseloads are written so: nothing is built that nobody reads. It raises BadValueError as
    `from_values` does.
    """
    spec = by_class(cls)
    fields = [f for f in spec.fields if f.name != "id"]
    blank = {f.name: to_value(f.default) for f in fields}

    def write(id_: str, values: Mapping[str, Value]) -> dict[str, Value]:
        row = {"id": to_value(id_), **blank}
        for field in fields:
            name = field.name
            if name in values:
                value = values[name]
                plain = type(value) is str and field.shape is Shape.TEXT and _NUL not in value
                row[name] = value if plain else to_value(from_value(spec, field, value))
            elif field.required:
                raise BadValueError(f"{spec.word}.{name}")
        return row

    return write


def from_value(spec: KindSpec, field: FieldSpec, value: Value) -> object:
    """Return the Python value of one field.

    Raises:
        BadValueError: the shapes differ.
    """
    if value is None and field.optional:
        return None
    try:
        return _READ[field.shape](value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadValueError(f"{spec.word}.{field.name}") from error


def instant(text: str) -> dt.datetime | None:
    """Return the instant that a text says, in its own zone; None when it says none that can be shown."""
    try:
        said = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return said if said.tzinfo and EARLIEST <= said < LATEST else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    if abs(value) > LARGEST:
        raise OverflowError
    return value


def _real(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    return float(value)


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _time(value: object) -> dt.time:
    moment = dt.time.fromisoformat(_text(value))
    # A time with a zone cannot be compared with those of this machine.
    if moment.tzinfo is not None:
        raise ValueError
    return moment


def _instant(value: object) -> dt.datetime:
    said = dt.datetime.fromisoformat(_text(value))
    if said.tzinfo is None:
        raise ValueError
    return said.astimezone(dt.UTC)


def _kept_instant(text: str) -> dt.datetime:
    # Taken by a store before it refused such instants: no zone may carry it beyond the calendar.
    return min(max(dt.datetime.fromisoformat(text), EARLIEST), LATEST).astimezone(dt.UTC)


def _list(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return tuple(_text(item) for item in value)


_READ: dict[Shape, Callable[[object], object]] = {
    Shape.TEXT: _text,
    Shape.INTEGER: _integer,
    Shape.REAL: _real,
    Shape.BOOLEAN: _boolean,
    Shape.DATE: lambda value: dt.date.fromisoformat(_text(value)),
    Shape.TIME: _time,
    Shape.INSTANT: _instant,
    Shape.LIST: _list,
}

# The shapes that JSON does not hold as they are.
_QUICK: dict[Shape, Callable[[Any], object]] = {
    Shape.DATE: dt.date.fromisoformat,
    Shape.TIME: dt.time.fromisoformat,
    Shape.INSTANT: _kept_instant,
    Shape.LIST: tuple,
}
