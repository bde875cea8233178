"""What a kind is: a flat frozen dataclass whose word, writers, nature and scope stand beside it.

Tables, codec and wire are derived from what `kind` records here; no kind is described twice.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date, datetime, time
from enum import StrEnum
from types import NoneType, UnionType
from typing import (
    NewType,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from plie.vocabulaire import Role

Id = NewType("Id", str)
Sha256 = NewType("Sha256", str)
T = TypeVar("T", bound=object)


class Nature(StrEnum):
    """Whether a thing may change once written (sync.md §2: facts are insert-only)."""

    EDITED = "edited"
    FACT = "fact"
    STORE = "store"


class Scope(StrEnum):
    """Who shares a thing: those of one dossier, or the whole PLIE (the directory)."""

    DOSSIER = "dossier"
    PLIE = "plie"


class Shape(StrEnum):
    """The scalar shapes a field may take; LIST is a tuple of strings."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    INSTANT = "instant"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its name, its shape, whether None is a value, and its default when absent."""

    name: str
    shape: Shape
    optional: bool
    required: bool
    default: object = None


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind: its word (table and wire), its class, who writes it, what it is, its fields.

    `blobs` names the fields that hold the sha256 of a file kept beside the rows. `listed`: told by a list that
    someone brings in, hundreds at a time; the next one brought in settles what two of them say.
    """

    word: str
    cls: type
    writers: frozenset[Role]
    nature: Nature
    scope: Scope
    fields: tuple[FieldSpec, ...]
    blobs: tuple[str, ...] = ()
    listed: bool = False

    def field(self, name: str) -> FieldSpec | None:
        """Return the field of that name, or None (a later version's field is kept, unread)."""
        return next((f for f in self.fields if f.name == name), None)


_BY_WORD: dict[str, KindSpec] = {}
_BY_CLASS: dict[type, KindSpec] = {}

_SHAPES: dict[object, Shape] = {
    str: Shape.TEXT,
    int: Shape.INTEGER,
    float: Shape.REAL,
    bool: Shape.BOOLEAN,
    date: Shape.DATE,
    time: Shape.TIME,
    datetime: Shape.INSTANT,
}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def kind(
    word: str,
    *,
    writers: tuple[Role, ...],
    nature: Nature = Nature.FACT,
    scope: Scope = Scope.DOSSIER,
    blobs: tuple[str, ...] = (),
    listed: bool = False,
) -> Callable[[type[T]], type[T]]:
    """Make a class a kind: freeze it, read its fields, remember it under its word."""

    def register(cls: type[T]) -> type[T]:
        frozen = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        hints = get_type_hints(frozen)
        spec = KindSpec(
            word,
            frozen,
            frozenset(writers),
            nature,
            scope,
            tuple(_field(f, hints[f.name]) for f in fields(frozen)),  # type: ignore[arg-type]  # mypy cannot see that `dataclass` made it one
            blobs,
            listed,
        )
        _BY_WORD[word] = _BY_CLASS[frozen] = spec
        return frozen

    return register


def all_kinds() -> tuple[KindSpec, ...]:
    """Return every registered kind, in the order in which they were written down."""
    return tuple(_BY_WORD.values())


def by_word(word: str) -> KindSpec | None:
    """Return the kind of that word; None for a kind of a later version."""
    return _BY_WORD.get(word)


def by_class(cls: type) -> KindSpec:
    """Return the kind of that class.

    Raises:
        KeyError: the class is no kind.
    """
    return _BY_CLASS[cls]


def _field(field: Field[object], hint: object) -> FieldSpec:
    inner, optional = _strip_none(hint)
    default = None if field.default is MISSING else field.default
    return FieldSpec(field.name, _shape(inner), optional, field.default is MISSING, default)


def _strip_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) in {UnionType, Union}:
        rest = [a for a in get_args(hint) if a is not NoneType]
        return rest[0], True
    return hint, False


def _shape(hint: object) -> Shape:
    if get_origin(hint) is tuple:
        return Shape.LIST
    bare = getattr(hint, "__supertype__", hint)
    return _SHAPES[bare]
