"""The fields of a form, in the words of their PLIE."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from desktop.ui.field import Field


def said(fields: Iterable[Field], dire: Callable[[str], str]) -> tuple[Field, ...]:
    """Return these fields, their label and their help said; what may be chosen in them is said already."""
    return tuple(replace(one, label=dire(one.label), help=dire(one.help)) for one in fields)
