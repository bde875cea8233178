"""`Bringing`: the documents that a job lacks come to this machine when they are asked for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.ui.desk import Desk
from desktop.ui.widgets.paper import Paper
from desktop.usecases import Changes
from desktop.usecases.fichiers import Reception, Venue, recevoir_tous

_ONE = "Ce document n’est pas sur ce poste."
_FROM_ONE = (
    "Il vient du magasin central quand on le demande, et sera gardé ici\u00a0: il pourra alors être "
    "imprimé."
)
_FROM_MANY = (
    "Ils viennent du magasin central quand on les demande, et seront gardés ici\u00a0: tout pourra "
    "alors être imprimé."
)
_KEPT = "Ce qui est arrivé est gardé\u00a0: interrompre n’en perd rien."


class Bringing(QObject):
    """Offers to bring them, says how far they are, stops them; what comes by the exchange counts."""

    def __init__(self, desk: Desk, paper: Paper, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._paper = paper
        self._digests: tuple[str, ...] = ()
        self._then: Callable[[], None] = _nothing
        self._why = ""  # the last time that some did not come
        self._coming = False
        desk.jobs.changed.connect(self._follow)

    def offer(self, digests: Sequence[str], of: int, then: Callable[[], None]) -> None:
        """Say how many documents of a job are missing, with the button that brings them.

        Args:
            digests: the missing ones, by sha256.
            of: how many documents the job has.
            then: called each time that some came.
        """
        self._digests, self._then = tuple(digests), then
        missing = len(self._digests)
        sentence = _ONE if of == 1 else _among(missing, of)
        if self._why:
            self._paper.fail(sentence, self._bring, why=self._why)
            return
        self._paper.say(
            sentence,
            _FROM_ONE if missing == 1 else _FROM_MANY,
            action="Le faire venir" if missing == 1 else "Les faire venir",
            act=self._bring,
        )

    def _bring(self) -> None:
        digests = self._digests
        self._coming, self._why = True, ""

        def ask(tell: Callable[[Reception], None], stopped: Callable[[], bool]) -> Venue:
            # Its screen may go meanwhile.
            def gone() -> bool:
                return stopped() or not isValid(self)

            return recevoir_tous(digests, self._desk.receive, tell=tell, stopped=gone)

        stop = self._desk.jobs.run(
            self,
            ask,
            self._ended,
            progress=lambda reception: self._progressed(reception, stop),
            failed=self._failed,
        )

    def _progressed(self, reception: Reception, stop: Callable[[], None]) -> None:
        self._paper.say(reception.phrase, _KEPT, action="Interrompre", act=stop)

    def _ended(self, venue: Venue) -> None:
        self._coming, self._why = False, venue.raison
        if venue.recus:
            self._desk.jobs.changed.emit(Changes(files=venue.recus))
        else:
            self._then()

    def _failed(self, error: Exception) -> None:
        self._coming, self._why = False, getattr(error, "phrase", "")
        self._then()
        if not self._why:
            # A bug is told as bugs are.
            self._desk.speak.refuse(error)

    def _follow(self, changes: Changes) -> None:
        if not self._coming and changes.files & set(self._digests):
            self._then()


def _among(missing: int, of: int) -> str:
    if missing == of:
        return f"Aucun des {of} documents n’est sur ce poste."
    verb = "ne sont" if missing > 1 else "n’est"
    return f"{missing} des {of} documents {verb} pas sur ce poste."


def _nothing() -> None:
    """Nothing was offered yet."""
