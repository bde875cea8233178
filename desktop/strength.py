"""How hard a passphrase or a code is to guess: an estimate that errs low, and what to say of it.

A word is worth a draw among the words that the application proposes, whatever its letters; what is
no word is worth its alphabet. The lower of the two estimates is told.
"""

import math
import re
import string
from dataclasses import dataclass
from itertools import groupby, pairwise

# quality.md §3: proposed at 80 bits and more, refused under 50.
WANTED_BITS, LEAST_BITS = 80, 50
LEAST_CODE, MOST_CODE = 6, 32
_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
# CNIL 2022-100 counts 37 signs beside letters and digits.
_OTHERS, _VARIED = 37, 8
# A repeated or consecutive character adds little; so does a piece already used.
_STEP, _AGAIN = 0.2, 1.0
# Keys that stand side by side, on a French keyboard and on the others.
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")
# A word of the list of resources/phrases (4,096 of them), and of those the list leaves out: short
# ones hold phrases together, long ones are worth their length; a year is one of a hundred.
WORD_BITS = 12.0
_SMALL_WORD, _SMALL_BITS, _LONG_WORD, _LONG_BITS, _YEAR_BITS = 3, 6.0, 8, 2.0, 7.0
# A number is one from three digits on; a year is a number; one digit among letters is a sign like another.
_PIECES = re.compile(r"[^\W\d_]+|\d{3,}|\s+|.", re.DOTALL)
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEW, _ROW = 3, 4


@dataclass(frozen=True, slots=True)
class Strength:
    """Estimated bits, and what to say of them."""

    bits: float
    phrase: str

    @property
    def enough(self) -> bool:
        """Whether the phrase may protect a vault."""
        return self.bits >= LEAST_BITS


def strength(passphrase: str) -> Strength:
    """Estimate a phrase by its letters and by its words; the lower estimate counts."""
    alphabet = sum(len(c) for c in _CLASSES if any(x in c for x in passphrase))
    alphabet += _OTHERS if any(x not in "".join(_CLASSES) for x in passphrase) else 0
    rate = math.log2(alphabet or 1)
    bits = min(_by_letters(passphrase, rate), _by_words(passphrase, rate))
    return Strength(bits, _say(bits))


def objection_to_code(code: str) -> str:
    """Return what is wrong with a quick code, in French; "" when it may serve."""
    if not LEAST_CODE <= len(code) <= MOST_CODE:
        return f"Le code doit avoir au moins {LEAST_CODE} chiffres ou caractères."
    once = "".join(key for key, _ in groupby(code))  # 112233 is 123
    steps = {ord(b) - ord(a) for a, b in pairwise(once)}
    again = code in (code + code)[1:-1]  # 123123: a piece and nothing else
    if len(set(code)) < _FEW or again or steps in ({1}, {-1}) or _is_row(once):
        return "Ce code se devine trop vite\u00a0: évitez les suites et les répétitions."
    return ""


def _by_letters(passphrase: str, rate: float) -> float:
    """Repetitions and sequences count little."""
    return _steps(passphrase) * rate * min(1.0, len(set(passphrase)) / _VARIED)


def _steps(piece: str) -> float:
    """Return how many characters there are to guess; what repeats or follows is hardly one."""
    steps = (abs(ord(b) - ord(a)) for a, b in pairwise(piece))
    return bool(piece) + sum(1.0 if step > 1 else _STEP for step in steps)


def _is_row(piece: str) -> bool:
    """Whether these keys stand side by side on a keyboard."""
    keys = piece.casefold()
    return len(keys) >= _ROW and any(keys in row or keys[::-1] in row for row in _ROWS)


def _by_words(passphrase: str, rate: float) -> float:
    pieces = [piece for piece in _PIECES.findall(passphrase) if not piece.isspace()]
    spaced = any(character.isspace() for character in passphrase)
    seen: set[str] = set()
    bits = 0.0
    for piece in pieces:
        known = piece.casefold()
        worth = _worth(piece, rate, spaced=spaced)
        bits += min(worth, _AGAIN) if known in seen else worth
        seen.add(known)
    return bits


def _worth(piece: str, rate: float, *, spaced: bool) -> float:
    letters = len(piece) * rate
    if _YEAR.fullmatch(piece) or _is_row(piece):
        return min(letters, _YEAR_BITS)
    if piece.isdigit() and len(piece) > 1:
        return _steps(piece) * math.log2(len(string.digits))
    if not piece.isalpha():
        return letters
    if not (piece.islower() or piece.isupper() or piece.istitle()):
        return letters
    if len(piece) <= _SMALL_WORD:
        return min(letters, _SMALL_BITS if spaced else WORD_BITS)
    return min(letters, WORD_BITS + _LONG_BITS * max(0, len(piece) - _LONG_WORD))


def _say(bits: float) -> str:
    if round(bits) >= WANTED_BITS:
        return "Solide."
    if bits >= LEAST_BITS:
        return "Suffisante. Quelques mots de plus la rendraient solide."
    return "Trop facile à deviner\u00a0: ajoutez des mots."
