"""The référentiels shipped with the application, read once when asked for."""

from functools import cache

import resources
from plie.referentiel import Referentiel, read
from plie.refus import Illisible, Refus

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
    return read(_text(f"{id_}.toml"), source=f"{id_}.toml")


def _text(file: str) -> str:
    """Return what a référentiel's file says: somebody wrote it, on some machine, with some editor."""
    try:
        return resources.text("referentiels", file)
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        raise Illisible(
            f"Fichier «\u00a0{file}\u00a0»\u00a0: il n’est pas en UTF-8, ligne {line}\u202f; "
            "enregistrez-le dans cet encodage."
        ) from problem
    except OSError as problem:
        raise Illisible(
            f"Fichier «\u00a0{file}\u00a0»\u00a0: il ne se lit pas ({problem.strerror})."
        ) from problem
