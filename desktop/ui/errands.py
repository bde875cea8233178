"""What is asked of a thread, kept by the screens' thread from beginning to end.

A widget that a thread is the last to let go of is destroyed by that thread, perhaps while the screens'
thread destroys it too: the process then ends without a word. A thread is therefore given a number only:
what was asked, what came of it and the frames of a failure stay here, and only the screens' thread drops them.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

Tell = Callable[[Any], None]
_Back = deque[tuple[int, object]]  # the number of an errand, and a step of it

_under_way: dict[int, "Errand"] = {}
_numbers = count()
_END = object()


@dataclass(slots=True, eq=False)
class Errand:
    """One thing to do on a thread.

    Attributes:
        do: what the thread calls, with what it may tell its steps to.
        hear: what the screens' thread calls with each step.
        land: what the screens' thread calls at the end, with this errand; never when it was not begun.
        answer: what `do` returned.
        error: what it raised, if it did.
        ended: whether it was done, well or not.
    """

    do: Callable[[Tell], Any]
    hear: Tell
    land: Callable[["Errand"], None]
    answer: Any = None
    error: BaseException | None = None
    ended: bool = False


class Errands:
    """The errands of one owner, and what they have brought back. Made on the screens' thread."""

    def __init__(self) -> None:
        self._back: _Back = deque()
        self._bell = _bell()

    def send(self, pool: Executor, errand: Errand) -> None:
        """Have an errand done on a thread of a pool."""
        number = next(_numbers)
        _under_way[number] = errand
        leave = partial(_leave, self._bell, self._back, number)
        pool.submit(_perform, number, leave).add_done_callback(lambda _: leave(_END))

    def answer(self) -> None:
        """Answer now, on the screens' thread, all that has come back."""
        while self._back:
            _take(self._back)


class _Bell(QObject):
    """Rings on the screens' thread. Never destroyed: a thread may ring while the house that asked goes."""

    rung = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rung.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _hear(self, back: _Back) -> None:
        _take(back)


@cache
def _bell() -> _Bell:
    return _Bell()


def _perform(number: int, tell: Tell) -> None:
    errand = _under_way[number]
    try:
        errand.answer = errand.do(tell)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told on the screens' thread
        errand.error = error
    errand.ended = True


def _leave(bell: _Bell, back: _Back, number: int, step: object) -> None:
    back.append((number, step))
    bell.rung.emit(back)


def _take(back: _Back) -> None:
    """Answer the first thing that came back, unless it was answered before its bell was heard."""
    if not back:
        return
    number, step = back.popleft()
    if step is not _END:
        _under_way[number].hear(step)
        return
    errand = _under_way.pop(number)
    if errand.ended:
        errand.land(errand)
