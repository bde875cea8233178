"""How far what comes by itself is, changes then files, from one turn to the next, and who stopped them."""

from threading import Event

from desktop.usecases.fichiers import Reception
from desktop.usecases.synchronisation import Outcome, Phase, Step


class Files:
    """Told by the thread of the exchange, interrupted by the screens."""

    def __init__(self) -> None:
        self._held = Event()
        self._before = 0  # came in the turns before this one, since files began to come
        self._far = (0, 0)  # in this turn, of how many
        self._written = 0  # of what others wrote, came in this turn; 0 once it is all here

    @property
    def held(self) -> bool:
        """Whether the person stopped them, and nothing else."""
        return self._held.is_set()

    @property
    def reception(self) -> Reception:
        """What the screens show."""
        done, total = self._far
        if not total:
            return Reception(changements=self._written)
        return Reception(self._before + done, self._before + total, interrompue=self.held)

    def hold(self) -> None:
        """Stop them, between two pieces, until they are let go on."""
        self._held.set()

    def go_on(self) -> None:
        """Let them come again."""
        self._held.clear()

    def heard(self, step: Step) -> None:
        """Follow a turn under way."""
        self._written = step.done if step.phase is Phase.RECEPTION else 0
        if step.phase is Phase.RECEPTION_FICHIERS:
            self._far = (step.done, step.total)

    def ended(self, outcome: Outcome) -> bool:
        """Follow the end of a turn; whether the next one is due at once."""
        self._written = 0
        came, left = outcome.done.files_received, outcome.done.files_left
        # After a turn that the line cut, it is told again from there when the line is back.
        self._before = self._before + came if left or not outcome.complete else 0
        self._far = (0, left) if outcome.complete else (0, 0)
        return outcome.complete and bool(left)
