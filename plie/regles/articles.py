"""`Articles`: what a protocol calls, in its own text, the articles by which the rules of the program go.

A rule written here names the article of the protocol it was first written for; under another protocol it is
shown under that one's own article, or without any. An article that the data itself cites is always its own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from plie.phrases import USAGE
from plie.table import Table

# Every article that a rule of the program names, one by one.
CITES = (
    "P6",
    "P7",
    "C2",
    "C7",
    "C7-1",
    "C7-2",
    "C7-3",
    "C9-3-1",
    "C9-3-5",
    "C9-3-6",
    "C11",
)
_LAWS = ("RGPD", "CNIL", "code ", "règlement ")
_BETWEEN = re.compile(r"\s*[,;]\s*")


@dataclass(frozen=True, slots=True)
class Articles:
    """`propres`: those that the data cites, whole and one by one; `siens`: its own for those of the program."""

    propres: frozenset[str]
    siens: tuple[tuple[str, str], ...]

    def citer(self, article: str) -> str:
        """Return an article as this protocol has it; "" when it has none, or when custom alone asks."""
        if article in self.propres or article.startswith(_LAWS):
            return "" if article == USAGE else article
        own = dict(self.siens)
        found = (own.get(one) or (one if one in self.propres else "") for one in _parts(article))
        # Two articles of one protocol may be one of another.
        return ", ".join(dict.fromkeys(one for held in found if held for one in _parts(held)))


def read(table: Table | None, cited: Iterable[str]) -> Articles:
    """Read `[articles]`, absent for a protocol that has none of its own; `cited`: those of the whole data.

    Raises:
        Illisible: a key is none of `CITES`, or its value is no text.
    """
    own = []
    if table is not None:
        own = [(one, table.text(one)) for one in CITES if table.has(one)]
        table.close()
    found = tuple(cited)
    return Articles(frozenset((*found, *(p for one in found for p in _parts(one)))), tuple(own))


def _parts(article: str) -> list[str]:
    return [one for one in _BETWEEN.split(article) if one]
