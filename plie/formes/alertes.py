"""The answer of the alerts as interfaces.md writes it."""

from collections.abc import Iterable

from plie.alertes.alerte import Alerte


def form(found: Iterable[Alerte]) -> dict[str, object]:
    """Return the answer's JSON values."""
    return {"alertes": [_form(one) for one in found]}


def _form(one: Alerte) -> dict[str, object]:
    return {
        "code": one.code.value,
        "gravite": one.gravite.value,
        "annoncee": one.annoncee,
        "depuis": one.depuis.isoformat(),
        "objet": one.objet,
        "phrase": one.phrase,
        "action": one.action.value,
    }
