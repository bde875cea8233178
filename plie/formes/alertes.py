"""The answer of the alerts as interfaces.md writes it."""

from collections.abc import Iterable

from plie.alertes.alerte import Alerte
from plie.vocabulaire import CodeAlerte

# Who reads this answer knows its codes and its actions as a closed list: what came since is said on
# screen, and in the words of the same command.
_SINCE = frozenset({CodeAlerte.REORIENTATION_A_PREPARER})


def form(found: Iterable[Alerte]) -> dict[str, object]:
    """Return the answer's JSON values: the alerts of the list that others read, and no other."""
    return {"alertes": [_form(one) for one in found if one.code not in _SINCE]}


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
