"""`Awaited`: a document that is not on this machine comes to its paper when it is opened."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.ui.desk import Desk
from desktop.ui.widgets.paper import Paper
from desktop.usecases import Changes

ARRIVING = "Le document arrive…"
_FROM = "Il vient du magasin central, et sera gardé sur ce poste."
_FAILED = "Le document n’est pas arrivé."


class Awaited(QObject):
    """One document at a time: opening another, or leaving, asks the one before to stop.

    What came of it is kept: it goes on from there the next time. It may come by the exchange as well:
    the paper that waits, or that says that it did not come, follows.
    """

    def __init__(self, desk: Desk, paper: Paper, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._paper = paper
        self._digest = ""
        self._stop: Callable[[], None] = _nothing
        self._then: Callable[[], None] = _nothing
        desk.jobs.changed.connect(self._follow)

    def bring(self, digest: str, then: Callable[[], None]) -> None:
        """Say that a document arrives, and call `then` once it is here; asked twice, it comes once."""
        if digest == self._digest:
            return
        self.leave()
        self._digest, self._then = digest, then
        self._paper.say(ARRIVING, _FROM)
        self._stop = self._desk.jobs.run(
            self,
            # Its screen may go meanwhile.
            lambda _tell, stopped: self._desk.receive(
                digest, lambda: stopped() or not isValid(self)
            ),
            lambda here: self._came(digest) if here else None,
            failed=lambda error: self._failed(digest, error),
        )

    def leave(self) -> None:
        """Nobody waits for it any more."""
        self._stop()
        self._stop, self._then, self._digest = _nothing, _nothing, ""

    def _came(self, digest: str) -> None:
        """Tell every screen, this one with them."""
        self._desk.jobs.changed.emit(Changes(files=frozenset({digest})))

    def _follow(self, changes: Changes) -> None:
        if self._digest in changes.files:
            then = self._then
            self.leave()
            then()

    def _failed(self, digest: str, error: Exception) -> None:
        if digest != self._digest:
            return
        then = self._then

        def again() -> None:
            self.leave()
            self.bring(digest, then)

        sentence = getattr(error, "phrase", "")
        self._paper.fail(_FAILED, again, why=sentence)
        if not sentence:
            # A bug is told as bugs are.
            self._desk.speak.refuse(error)


def _nothing() -> None:
    """Nothing is on its way."""
