"""A secret as it is written down, dictated and typed: groups of five signs that tell a slip of the pen.

The last sign of each group checks the four others and the group's place: one sign mistyped, two
exchanged, or two groups exchanged are told before anything is tried.
"""

# 31 signs that are not mistaken for one another (no 0 O, 1 I L): 31 is prime, so that any single
# slip changes the check.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 5
_DRAWN = LENGTH - 1


def write(number: int, groups: int) -> str:
    """Return a number in so many groups, separated by hyphens; what does not fit is left out."""
    made = []
    for place in range(groups):
        signs = ""
        for _ in range(_DRAWN):
            number, sign = divmod(number, len(SIGNS))
            signs += SIGNS[sign]
        made.append(signs + _check(signs, place))
    return "-".join(made)


def read(text: str) -> int:
    """Return the number of a text without slips."""
    signs = "".join(group[:_DRAWN] for group in tidy(text).split("-"))
    number = 0
    for sign in reversed(signs):
        number = number * len(SIGNS) + SIGNS.index(sign)
    return number


def tidy(typed: str) -> str:
    """Return what was typed in capitals and in groups, whatever separates them."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return "-".join(signs[at : at + LENGTH] for at in range(0, len(signs), LENGTH))


def whole(typed: str, groups: int) -> bool:
    """Whether as many groups were typed, none cut short."""
    found = tidy(typed).split("-")
    return len(found) == groups and len(found[-1]) == LENGTH


def slips(typed: str) -> str:
    """Return which groups were mistyped, in French; "" when none was."""
    found = enumerate(tidy(typed).split("-"))
    wrong = [str(place + 1) for place, group in found if not _holds(group, place)]
    if not wrong:
        return ""
    return f"le groupe {wrong[0]}" if len(wrong) == 1 else f"les groupes {', '.join(wrong)}"


def _holds(group: str, place: int) -> bool:
    known = all(sign in SIGNS for sign in group)
    return known and _check(group[:_DRAWN], place) == group[_DRAWN:]


def _check(signs: str, place: int) -> str:
    total = place + 1 + sum(weight * SIGNS.index(sign) for weight, sign in enumerate(signs, 2))
    return SIGNS[total % len(SIGNS)]
