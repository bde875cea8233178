"""What a form says of a gesture, field by field, read as the gesture needs it."""

from collections.abc import Mapping
from datetime import date

Dits = Mapping[str, object]


def texte(dits: Dits, name: str) -> str:
    """Return the words of a field; "" for none."""
    found = dits.get(name)
    return found.strip() if isinstance(found, str) else ""


def jour(dits: Dits, name: str) -> date | None:
    """Return the day of a field."""
    found = dits.get(name)
    return found if isinstance(found, date) else None
