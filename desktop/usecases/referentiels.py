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
    file = f"{id_}.toml"
    found = read(_text(file), source=file)
    # A vault and a store keep the id: two files of one id would be two rules under one name.
    if found.id != id_:
        raise Illisible(
            f"Fichier «\u00a0{file}\u00a0», clé «\u00a0id\u00a0»\u00a0: «\u00a0{found.id}\u00a0» n’est pas le nom "
            "du fichier."
        )
    return found


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
