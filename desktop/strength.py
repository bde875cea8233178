"""How hard a passphrase or a code is to guess: an estimate that errs low, and what to say of it.

Whoever guesses tries first what people type: words, what they have typed already, years, keys side by
side. A phrase is worth the cheapest way to cut it in such pieces; what is none of them is worth its
alphabet. What a piece is worth never falls as it grows, and at the end of a phrase one that is only
begun is worth no more than whole: so more letters never weaken a phrase.
"""

import math
import re
import string
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

import resources
from desktop import keyboards, phrases

# quality.md §3: proposed at 80 bits and more, refused under 50.
WANTED_BITS, LEAST_BITS = 80, 50
LEAST_CODE, MOST_CODE = 6, 32
_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
# CNIL 2022-100 counts 37 signs beside letters and digits.
_OTHERS, _VARIED = 37, 8
# A repeated or consecutive character adds little.
_STEP = 0.2
# A word of the list of resources/phrases (4,096 of them), and of those the list leaves out: short
# ones hold phrases together, long ones are worth their length.
WORD_BITS = 12.0
_SMALL_WORD, _SMALL_BITS, _LONG_WORD, _LONG_BITS = 3, 6.0, 8, 2.0
# One of a few hundred: a year, a walk over the keys, a word that everybody tries (courants.txt), what
# the phrase has said already. Two thirds of a word: one such piece by chance leaves seven words solid.
_TRIED_BITS = 8.0
# « M0tDeP@sse » is tried after « motdepasse »: a bit for each sign changed, and for a few capitals.
_DISGUISED = str.maketrans("01345@$7", "oieasast")
_CAPITALS = 3.0
# Shorter pieces are chance, but at the end, where they may be the beginning of a longer one.
_LEAST_PIECE = 3
_YEAR, _YEAR_BEGUN = re.compile(r"(?:19|20)\d\d"), re.compile(r"1|2|(?:19|20)\d?")
_FEW = 3
# Beyond, nothing more is counted: no passphrase is that long, and each letter typed is judged at once.
_JUDGED, _LONGEST_PIECE = 128, 40


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
    """Estimate a phrase by its letters and by its pieces; the lower estimate counts."""
    judged = passphrase[:_JUDGED]
    alphabet = sum(len(c) for c in _CLASSES if any(x in c for x in judged))
    alphabet += _OTHERS if any(x not in "".join(_CLASSES) for x in judged) else 0
    rate = math.log2(alphabet or 1)
    bits = min(_by_letters(judged, rate), _Cut(judged, rate).bits())
    return Strength(bits, _say(bits))


def objection_to_code(code: str) -> str:
    """Return what is wrong with a quick code, in French; "" when it may serve."""
    if not LEAST_CODE <= len(code) <= MOST_CODE:
        return f"Le code doit avoir au moins {LEAST_CODE} chiffres ou caractères."
    keys = code.lower()
    once = "".join(key for key, _ in groupby(keys))  # 112233 is 123
    steps = {ord(b) - ord(a) for a, b in pairwise(once)}
    again = code in (code + code)[1:-1]  # 123123: a piece and nothing else
    walked = any(
        keyboards.is_walk(one) or keyboards.is_walked(one) or keyboards.is_counted(one)
        for one in (keys, once)
    )
    if len(set(code)) < _FEW or again or steps in ({1}, {-1}) or walked:
        return "Ce code se devine trop vite\u00a0: évitez les suites et les répétitions."
    return ""


def _by_letters(passphrase: str, rate: float) -> float:
    """Repetitions and sequences count little."""
    return _steps(passphrase) * rate * min(1.0, len(set(passphrase)) / _VARIED)


def _steps(piece: str) -> float:
    """Return how many characters there are to guess; what repeats or follows is hardly one."""
    steps = (abs(ord(b) - ord(a)) for a, b in pairwise(piece))
    return bool(piece) + sum(1.0 if step > 1 else _STEP for step in steps)


class _Cut:
    """A phrase to be cut into pieces, in the way that is cheapest to guess."""

    def __init__(self, text: str, rate: float) -> None:
        self._text, self._rate = text, rate
        self._keys = "".join(sign.lower()[0] for sign in text)
        letters = "".join(unicodedata.normalize("NFD", key)[0] for key in self._keys)
        self._letters = letters.translate(_DISGUISED)

    def bits(self) -> float:
        """Return what the cheapest cut is worth: each end is reached from all that lead to it."""
        least = [0.0] + [math.inf] * len(self._text)
        for start in range(len(self._text)):
            for end in range(start + 1, min(start + _LONGEST_PIECE, len(self._text)) + 1):
                least[end] = min(least[end], least[start] + self._worth(start, end))
        return least[-1]

    def _worth(self, start: int, end: int) -> float:
        piece = self._text[start:end]
        if piece.isspace():
            return 0.0
        worth = len(piece) * self._rate
        last = end == len(self._text)
        if piece.isalpha() and self._stands_alone(start, end) and len(piece) <= _SMALL_WORD:
            worth = min(worth, _SMALL_BITS)
        if len(piece) < _LEAST_PIECE and not last:
            return worth
        again = self._letters.find(self._letters[start:end]) < start
        if again or keyboards.is_walk(self._keys[start:end]) or _is_year(piece, begun=last):
            worth = min(worth, _TRIED_BITS)
        if piece.isdigit():
            worth = min(worth, len(piece) * math.log2(len(string.digits)))
        whole = len(piece) > _SMALL_WORD or last
        if whole and piece.isalpha() and self._begins(start) and _is_plain(piece):
            longer = max(0, len(piece) - _LONG_WORD)
            worth = min(worth, WORD_BITS + _LONG_BITS * longer)
        return min(worth, self._listed(start, end, begun=last))

    def _listed(self, start: int, end: int, *, begun: bool) -> float:
        """Return what a word of a list is worth under its disguise; infinitely, any other piece."""
        key = self._letters[start:end]
        for worth, whole, beginnings in _lists():
            if key in whole or (begun and key in beginnings):
                return worth + self._disguise(start, end)
        return math.inf

    def _disguise(self, start: int, end: int) -> float:
        capitals = sum(sign.isupper() for sign in self._text[start:end])
        changed = sum(ord(key) in _DISGUISED for key in self._keys[start:end])
        return min(_CAPITALS, capitals) + changed

    def _begins(self, start: int) -> bool:
        """Whether a word may begin here: after no letter, or with a capital."""
        before = self._text[start - 1 : start]
        return not before.isalpha() or (self._text[start].isupper() and not before.isupper())

    def _stands_alone(self, start: int, end: int) -> bool:
        return self._text[start - 1 : start].strip() == "" == self._text[end : end + 1].strip()


def _is_year(piece: str, *, begun: bool) -> bool:
    return bool(_YEAR.fullmatch(piece) or (begun and _YEAR_BEGUN.fullmatch(piece)))


def _is_plain(word: str) -> bool:
    """Whether its letters are of one case, the first excepted."""
    return not any(map(str.isupper, word[1:])) or not any(map(str.islower, word))


@cache
def _lists() -> tuple[tuple[float, frozenset[str], frozenset[str]], ...]:
    """Return each list of words, the cheapest first: what one is worth, the words, their beginnings."""
    tried = resources.text("phrases", "courants.txt").split()
    return tuple(
        (worth, frozenset(words), frozenset(w[:n] for w in words for n in range(1, len(w))))
        for worth, words in ((_TRIED_BITS, tried), (WORD_BITS, phrases.known()))
    )


def _say(bits: float) -> str:
    if round(bits) >= WANTED_BITS:
        return "Solide."
    if bits >= LEAST_BITS:
        return "Suffisante. Quelques mots de plus la rendraient solide."
    return "Trop facile à deviner\u00a0: ajoutez des mots."
