"""What was worked out from the vault, given again as long as nothing that a screen shows has moved.

Two screens shown one after the other ask the same of every dossier. It is the vault's: dropped when it locks.
"""

import threading
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, TypeAlias

# Of a question, the answer: worked out now, or known.
Once: TypeAlias = Callable[[Hashable, Callable[[], Any]], Any]


def each_time(_question: Hashable, answer: Callable[[], Any]) -> Any:
    """Work an answer out whenever it is asked: what is read within a transaction may move in it."""
    return answer()


class Recall:
    """Answers by question, all of one age of the vault."""

    def __init__(self) -> None:
        self._age = 0
        self._known: dict[Hashable, object] = {}
        self._turn = threading.Lock()

    def begin(self) -> Once:
        """Return what answers one reading; asked before the reading begins.

        What is written meanwhile makes its answers too old to be kept.
        """
        return partial(self._give, self._age)

    def outdate(self) -> None:
        """Something moved: know nothing any more."""
        with self._turn:
            self._age += 1
            self._known = {}

    def _give(self, age: int, question: Hashable, answer: Callable[[], object]) -> object:
        with self._turn:
            if age == self._age and question in self._known:
                return self._known[question]
        found = answer()
        with self._turn:
            if age == self._age:
                self._known[question] = found
        return found
