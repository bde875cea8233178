"""What fingers type without a word: keys side by side, on French keyboards, on others and on the keypad."""

from functools import cache
from itertools import pairwise

# AZERTY as it is typed and with capitals, QWERTY and QWERTZ; then what everybody counts.
_ROWS = (
    "&é\"'(-è_çà)=", "1234567890°+", "azertyuiop^$", "qsdfghjklmù*", "<wxcvbn,;:!", ">wxcvbn?./§",
    "`1234567890-=", "~!@#$%^&*()_+", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./", "qwertzuiop",
    "yxcvbnm", "abcdefghijklmnopqrstuvwxyz",
)  # fmt: skip
_COLUMNS = (
    "1aqw", "2zsx", "3edc", "4rfv", "5tgb", "6yhn", "7uj,", "8ik;", "9ol:", "0pm!",
    "1qaz", "2wsx", "7ujm", "8ik,", "9ol.", "0p;/",
)  # fmt: skip
_KEYPAD = ("123", "456", "789", "1470", "2580", "3690", "159", "357")
_LEAST = 3  # keys, below which side by side is chance
_SMALL = 2  # a step that is counted by without thinking


def is_walk(keys: str) -> bool:
    """Whether these keys, in small letters, stand side by side in one direction."""
    return keys in _walks(_ROWS + _COLUMNS)


def is_walked(keys: str) -> bool:
    """Whether all these keys are walks of three and more, one after the other, the keypad included."""
    held = _walks(_ROWS + _COLUMNS + _KEYPAD)
    reached = {0}
    for end in range(_LEAST, len(keys) + 1):
        if any(keys[start:end] in held for start in reached if end - start >= _LEAST):
            reached.add(end)
    return len(keys) in reached


def is_counted(digits: str) -> bool:
    """Whether these digits count by a constant step: 246810, 010203, 135791, 100200300."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(digits)}
    return len(steps) == 1 or any(
        _counts(digits, first, second)
        for first in range(1, len(digits) - 1)
        for second in range(first + 1, len(digits))
    )


def _counts(digits: str, first: int, second: int) -> bool:
    """Whether the number before `first`, that before `second` and all that follow are one step apart."""
    last, after = int(digits[:first]), int(digits[first:second])
    step, at, terms = after - last, second, 2
    padded = first if digits[0] == "0" else 1
    while at < len(digits) and after + step >= 0:
        after += step
        said = str(after).zfill(padded)
        if not digits.startswith(said, at):
            return False
        at += len(said)
        terms += 1
    # Three numbers some way apart are chance.
    plain = terms > _LEAST or abs(step) <= _SMALL or step % 10 == 0
    return at == len(digits) and terms >= _LEAST and plain


@cache
def _walks(lines: tuple[str, ...]) -> str:
    # A line between two zeros, there and back: what is in it is a walk.
    return "\0".join([*lines, *(line[::-1] for line in lines)])
