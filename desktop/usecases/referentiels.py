"""The référentiels shipped with the application, read once when asked for."""

from functools import cache

import resources
from plie.referentiel import Referentiel, read
from plie.refus import Refus

DEMO = "demo"


def connus() -> tuple[str, ...]:
    """Return the ids of the référentiels shipped, in order."""
    return resources.stems("referentiels", ".toml")


@cache
def charger(id_: str) -> Referentiel:
    """Return a référentiel.

    Raises:
        Refus: none of that id; `Illisible` when its file breaks its form.
    """
    if id_ not in connus():
        known = ", ".join(connus())
        raise Refus(
            "referentiel_inconnu",
            f"Aucun référentiel «\u00a0{id_}\u00a0»\u00a0: ceux connus sont {known}.",
        )
    return read(resources.text("referentiels", f"{id_}.toml"), source=f"{id_}.toml")
