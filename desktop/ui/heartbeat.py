"""The exchange, by itself: tries when it is time, never blocks a screen, tells where it stands."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.desk import Desk
from desktop.usecases import Changes
from desktop.usecases.fichiers import Reception
from desktop.usecases.synchronisation import EtatExchange, Outcome


class Line(Protocol):
    """The line to the store, as the composition keeps it."""

    def attempt(
        self, stopped: Callable[[], bool], tell: Callable[[Reception], None]
    ) -> Outcome | None:
        """Exchange everything once; None without a store. `tell` hears of the files that come in."""

    def pause(self, *, hurried: bool) -> float:
        """Return in how many seconds to try again."""

    def state(self) -> EtatExchange:
        """Return where the exchange stands."""


class Heartbeat(QObject):
    """One try at a time; something written here hastens the next."""

    told = Signal(object)  # EtatExchange: where the exchange stands
    beaten = Signal(object)  # the Outcome of the last try, or None
    arriving = Signal(object)  # Reception: how far the files that come in are
    locked_out = Signal(
        str
    )  # the store withdrew this device, or is silent for too long, and the words: lock

    def __init__(self, desk: Desk, line: Line, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._line = line
        self._trying = False
        self._asked = False  # while a try was under way, someone asked for one
        self._written = False  # while a try was under way, something was written here
        self._stopped = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.beat)
        desk.jobs.changed.connect(self._moved)

    @property
    def at_rest(self) -> bool:
        """Whether no try is under way, and none was asked for meanwhile."""
        return not self._trying and not (self._timer.isActive() and self._timer.interval() == 0)

    def stop(self) -> None:
        """Try no more; a try under way ends between two requests."""
        self._stopped = True
        self._timer.stop()

    def beat(self) -> None:
        """Try now, or once the try under way has ended; meanwhile, say where things stand."""
        if self._stopped:
            return
        if self._trying:
            self._asked = True
            return
        self._trying = True
        self._timer.stop()
        self.look()
        self._desk.jobs.run(
            self,
            lambda tell, stopped: self._line.attempt(lambda: stopped() or self._stopped, tell),
            self._ended,
            progress=self._progressed,
            failed=self._failed,
        )

    def look(self) -> None:
        """Say where things stand; a vault that its store withdrew, or that is overdue, locks."""
        if not self._stopped:
            self._desk.jobs.run(self, lambda _tell, _stopped: self._line.state(), self._told)

    def _ended(self, outcome: Outcome | None) -> None:
        self._plan()
        changes = outcome.done.changes if outcome is not None else Changes()
        if changes or changes.files:
            self._desk.jobs.changed.emit(changes)
        self.beaten.emit(outcome)
        self.look()
        if outcome is not None and outcome.revoked and outcome.failure is not None:
            self.locked_out.emit(outcome.failure.phrase)

    def _progressed(self, reception: Reception) -> None:
        if not self._stopped:
            self.arriving.emit(reception)

    def _failed(self, error: Exception) -> None:
        self._plan()
        self._desk.speak.refuse(error)

    def _plan(self) -> None:
        """Plan the next try; what was written or asked during this one may have missed it."""
        self._trying = False
        asked, written = self._asked, self._written
        self._asked = self._written = False
        self._again(hurried=False)
        if asked:
            self._timer.start(0)
        elif written:
            self._again(hurried=True)

    def _moved(self, changes: Changes) -> None:
        self.look()
        if changes.written and self._trying:
            self._written = True
        elif changes.written:
            self._again(hurried=True)

    def _again(self, *, hurried: bool) -> None:
        if not self._stopped:
            self._timer.start(int(self._line.pause(hurried=hurried) * 1000))

    def _told(self, etat: EtatExchange) -> None:
        self.told.emit(etat)
        if etat.bail.fermeture is not None and not self._stopped:
            self.locked_out.emit(etat.bail.phrase(self._desk.clock()))
