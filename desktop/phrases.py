"""A passphrase to propose: words drawn by chance from resources/phrases/mots.txt."""

from collections.abc import Callable
from functools import cache

import resources

WORDS = 7
_DRAW_BYTES = 4


def propose(random: Callable[[int], bytes]) -> str:
    """Return seven words: 84 bits, since each is one of 4,096."""
    words = known()
    draws = (int.from_bytes(random(_DRAW_BYTES)) for _ in range(WORDS))
    # 4,096 divides 2^32: every word is as likely.
    return " ".join(words[draw % len(words)] for draw in draws)


@cache
def known() -> tuple[str, ...]:
    """Return every word that may be proposed."""
    return tuple(resources.text("phrases", "mots.txt").split())
