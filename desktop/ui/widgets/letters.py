"""Letters typed in a row, and the answer that they lead to: one of which some words begin so. It draws nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from desktop.ui.tables import folded

_TYPING = 1_000  # milliseconds after which a next letter begins another word


class Letters:
    """What was typed without a pause. Accents do not matter, nor which word of the answer is typed."""

    def __init__(self, owner: QObject) -> None:
        self._typed = ""
        self._typing = QTimer(owner, singleShot=True, interval=_TYPING)

    def takes(self, event: QKeyEvent, *, spaces: bool = False) -> bool:
        """Take a key that is one more letter, or with `spaces` one between two words; whether it was."""
        letter = folded(event.text())
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        begun = self._typing.isActive()
        if held or not (letter.isalnum() or (spaces and letter == " " and begun)):
            return False
        self._typed = self._typed + letter if begun else letter
        self._typing.start()
        return True

    def lead(self, answers: Sequence[str], here: int) -> int | None:
        """Return the place of the next answer that fits, from the one where one is; None when none does."""
        # A first letter looks beyond; the next ones may fit where one is already.
        start = here + (len(self._typed) == 1)
        order = [(start + step) % len(answers) for step in range(len(answers))] if answers else []
        return next((place for place in order if self._fits(answers[place])), None)

    def _fits(self, answer: str) -> bool:
        words = folded(answer).replace("’", " ").replace("'", " ").split()
        return any(" ".join(words[n:]).startswith(self._typed) for n in range(len(words)))
