"""The recovery key: drawn by chance, written in groups that tell a slip of the pen.

Seven groups of five characters. The last of each group checks the four others and the group's
place: one character mistyped, two exchanged, or two groups exchanged are told before any try.
"""

from collections.abc import Callable

# 31 characters that are not mistaken for one another (no 0 O, 1 I L): 31 is prime, so that any
# single slip changes the check.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, LENGTH = 7, 5
_DRAWN, _ENTROPY_BYTES = LENGTH - 1, 32


def draw(random: Callable[[int], bytes]) -> str:
    """Return a new key of 138 bits, its groups separated by hyphens."""
    rest = int.from_bytes(random(_ENTROPY_BYTES))
    groups = []
    for place in range(GROUPS):
        signs = ""
        for _ in range(_DRAWN):
            rest, sign = divmod(rest, len(_SIGNS))
            signs += _SIGNS[sign]
        groups.append(signs + _check(signs, place))
    return "-".join(groups)


def tidy(typed: str) -> str:
    """Return a typed key in capitals and in groups, whatever separates them."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return "-".join(signs[at : at + LENGTH] for at in range(0, len(signs), LENGTH))


def objection(typed: str) -> str:
    """Return what is wrong with a typed key, in French; "" when it is one."""
    groups = tidy(typed).split("-")
    if len(groups) != GROUPS or len(groups[-1]) != LENGTH:
        return f"La clé de secours a {GROUPS} groupes de {LENGTH} caractères\u00a0: vérifiez qu’il n’en manque pas."
    wrong = [str(place + 1) for place, group in enumerate(groups) if not _holds(group, place)]
    if not wrong:
        return ""
    which = f"le groupe {wrong[0]}" if len(wrong) == 1 else f"les groupes {', '.join(wrong)}"
    return f"Une erreur de frappe dans {which}\u00a0: comparez avec votre papier."


def _holds(group: str, place: int) -> bool:
    known = all(sign in _SIGNS for sign in group)
    return known and _check(group[:_DRAWN], place) == group[_DRAWN]


def _check(signs: str, place: int) -> str:
    total = place + 1 + sum(weight * _SIGNS.index(sign) for weight, sign in enumerate(signs, 2))
    return _SIGNS[total % len(_SIGNS)]
