"""A form of fields that no form was written for: whatever the kind, as its words say they are typed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.usecases.champs import Champ


def form(
    name: str,
    champs: Iterable[Champ],
    values: Mapping[str, object],
    *,
    today: Callable[[], date],
) -> Form:
    """Return a form that shows these values; widgets are named `<name>_<field>`."""
    fields = [Field(c.nom, c.label, c.saisie, options=c.options) for c in champs if c.saisie]
    made = Form(name, fields, today=today)
    made.load(values, {})
    return made
