"""The recovery key: drawn by chance, written in seven groups that tell a slip of the pen."""

from collections.abc import Callable

from wire.groups import LENGTH, slips, tidy, whole, write

GROUPS = 7
_ENTROPY_BYTES = 32

__all__ = ["GROUPS", "LENGTH", "draw", "objection", "tidy"]


def draw(random: Callable[[int], bytes]) -> str:
    """Return a new key of 138 bits, its groups separated by hyphens."""
    return write(int.from_bytes(random(_ENTROPY_BYTES)), GROUPS)


def objection(typed: str) -> str:
    """Return what is wrong with a typed key, in French; "" when it is one."""
    if not whole(typed, GROUPS):
        return f"La clé de secours a {GROUPS} groupes de {LENGTH} caractères\u00a0: vérifiez qu’il n’en manque pas."
    wrong = slips(typed)
    return f"Une erreur de frappe dans {wrong}\u00a0: comparez avec votre papier." if wrong else ""
