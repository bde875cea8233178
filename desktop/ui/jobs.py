"""Long work, off the screen's thread, answered on it.

`look` and `write` share one thread: the vault is never used by two hands of the screens at once and
things happen in the order clicked. `run` has threads of its own, for the network and for documents.
A callback whose owner is gone is dropped; a failure that nobody awaits goes to `refused`.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from threading import Event
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.ui.errands import Errand, Errands, Tell

_PATIENCE = 5.0  # seconds given to what was asked, before leaving without it

T = TypeVar("T")
S = TypeVar("S")
W_co = TypeVar("W_co", covariant=True)  # usecases.Work
R_co = TypeVar("R_co", covariant=True)  # usecases.Rows
Then = Callable[[T], None]
Failed = Callable[[Exception], None] | None
Stopped = Callable[[], bool]


class Vault(Protocol[W_co, R_co]):
    """Where dossiers are kept: `work()` opens one transaction, `look()` one reading."""

    def work(self) -> AbstractContextManager[W_co]: ...  # noqa: D102
    def look(self) -> AbstractContextManager[R_co]: ...  # noqa: D102
    @property
    def in_hand(self) -> set[str]: ...  # noqa: D102


class Jobs(QObject, Generic[W_co, R_co]):
    """Hands work to threads and brings answers back to the screen that asked."""

    changed = Signal(object)  # Changes: which dossiers to redraw; told even if the writer is gone
    refused = Signal(object)  # an exception that nobody awaited

    def __init__(self, vault: Vault[W_co, R_co], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault = vault
        self._one = ThreadPoolExecutor(1, thread_name_prefix="vault")
        self._many = ThreadPoolExecutor(2, thread_name_prefix="job")
        self._closing = Event()
        self._errands = Errands()

    def take_in_hand(self, dossier: str) -> None:
        """Let a dossier stay on this machine while someone signs in it, or reads it again."""
        self._vault.in_hand.add(dossier)

    def put_down(self, dossier: str) -> None:
        """Let it go, if it had to."""
        self._vault.in_hand.discard(dossier)

    def look(
        self, owner: QObject, ask: Callable[[R_co], T], then: Then[T], *, failed: Failed = None
    ) -> None:
        """Read: `then(ask(rows))` on the screen's thread. Once closed, nobody reads any more."""
        if self._closing.is_set():
            return

        def task(_tell: Tell) -> T:
            with self._vault.look() as rows:
                return ask(rows)

        self._submit(self._one, owner, task, _alive(owner, then), failed)

    def write(
        self,
        owner: QObject,
        do: Callable[[W_co], T],
        then: Then[T] = lambda _: None,
        *,
        failed: Failed = None,
    ) -> None:
        """Write: `do` returns the `Changes` it committed; `then` has them first, then everyone."""

        def task(_tell: Tell) -> T:
            with self._vault.work() as work:
                return do(work)

        self._write(owner, task, then, failed)

    def write_long(
        self,
        owner: QObject,
        do: Callable[[W_co, Then[S]], T],
        then: Then[T] = lambda _: None,
        *,
        progress: Then[S] = lambda _: None,
        failed: Failed = None,
    ) -> None:
        """Write as `write` does, where `do(work, tell)` tells how far it is; the owner may go meanwhile."""

        def task(tell: Tell) -> T:
            with self._vault.work() as work:
                return do(work, tell)

        self._write(owner, task, then, failed, progress)

    def run(
        self,
        owner: QObject,
        do: Callable[[Then[S], Stopped], T],
        then: Then[T],
        *,
        progress: Then[S] = lambda _: None,
        failed: Failed = None,
    ) -> Callable[[], None]:
        """Run `do(tell, stopped)`; return what asks it to stop: `stopped()` is true from then on."""
        stop = Event()

        def task(tell: Tell) -> T:
            return do(tell, lambda: stop.is_set() or self._closing.is_set())

        self._submit(
            self._many, owner, task, _alive(owner, then), failed, hear=_alive(owner, progress)
        )
        return stop.set

    @property
    def closed(self) -> bool:
        """Whether nobody reads or writes any more."""
        return self._closing.is_set()

    def drain(self, within: float = _PATIENCE) -> bool:
        """Wait for every look and write asked so far, and answer them now; whether they ended in time.

        For a screen that is being left: what is typed in it must be safe before it goes.
        """
        if self._closing.is_set():
            # Locked meanwhile, by the store or by the system: nothing is asked any more.
            return True
        ended = self._ended(within)
        self._errands.answer()
        return ended

    def close(self, within: float = _PATIENCE) -> bool:
        """Finish what was to be written; ask the rest to stop, without waiting for the network.

        Returns whether what was to be written is; a disk that hangs does not hold the window. Asked
        again, it has nothing left to do.
        """
        if self._closing.is_set():
            return True
        self._closing.set()
        ended = self._ended(within)
        self._one.shutdown(wait=False)
        self._many.shutdown(wait=False, cancel_futures=True)
        return ended

    def _ended(self, within: float) -> bool:
        fence = self._one.submit(lambda: None)
        wait([fence], within)
        return fence.done()

    def _write(
        self,
        owner: QObject,
        task: Callable[[Tell], T],
        then: Then[T],
        failed: Failed,
        progress: Tell = lambda _: None,
    ) -> None:
        def committed(changes: T) -> None:
            try:
                _alive(owner, then)(changes)
            finally:
                self.changed.emit(changes)

        self._submit(self._one, owner, task, committed, failed, hear=_alive(owner, progress))

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        owner: QObject,
        task: Callable[[Tell], T],
        land: Then[T],
        failed: Failed,
        *,
        hear: Tell = lambda _: None,
    ) -> None:
        if self._closing.is_set():
            # A timer of a screen about to go: what was typed was saved before the vault closed.
            return

        def landed(errand: Errand) -> None:
            # Once closed, what the network brings is for nobody; once gone, so is everything.
            if not isValid(self) or (pool is self._many and self._closing.is_set()):
                return
            if errand.error is None:
                land(errand.answer)
            else:
                self._fail(owner, errand.error, failed)

        self._errands.send(pool, Errand(task, hear, landed))

    def _fail(self, owner: QObject, error: BaseException, failed: Failed) -> None:
        if failed is not None and isinstance(error, Exception) and isValid(owner):
            failed(error)
        else:
            self.refused.emit(error)


def _alive(owner: QObject, then: Then[T]) -> Then[T]:
    return lambda answer: then(answer) if isValid(owner) else None
