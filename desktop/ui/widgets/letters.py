"""Letters typed in a row, and the answer that they lead to. It draws nothing."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from plie.lettres import folded

_WENT = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_PAUSE = 1_000  # milliseconds after which a next letter begins another word


class _Keyboard:
    """What was typed last without a pause, in the field of which name."""

    def __init__(self) -> None:
        self.field, self.typed = "", ""
        self._since = QElapsedTimer()

    def is_on(self, field: str) -> bool:
        """Whether letters of this field still wait for more."""
        waits = self._since.isValid() and not self._since.hasExpired(_PAUSE)
        return waits and self.field == field

    def add(self, field: str, typed: str) -> None:
        """Keep what was typed so far."""
        self.field, self.typed = field, typed
        self._since.start()

    def rest(self) -> None:
        """Another key was pressed: the next letter begins a word."""
        self._since.invalidate()


# There is one: a form that an answer makes again goes on from the letters typed in the one before.
_KEYBOARD = _Keyboard()


class Letters:
    """Those of one field. Accents do not matter, nor which word of an answer is typed."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._begun = False

    def takes(self, event: QKeyEvent, *, spaces: bool = False) -> bool:
        """Take a key that is one more letter, or with `spaces` one between two words; whether it was."""
        letter, name = folded(event.text()), self._owner.objectName()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        # A field without a name is nobody's but its own.
        on = _KEYBOARD.is_on(name) and (bool(name) or self._begun)
        if held or not (letter.isalnum() or (spaces and letter == " " and on)):
            _KEYBOARD.rest()
            return False
        _KEYBOARD.add(name, _KEYBOARD.typed + letter if on else letter)
        self._begun = True
        return True

    def left(self, event: QFocusEvent) -> None:
        """The person went to another field: what was typed here is over."""
        if event.reason() in _WENT:
            _KEYBOARD.rest()

    def lead(self, answers: Sequence[str], here: int, *, begin: bool = False) -> int | None:
        """Return the place of the next answer of which some words begin so, from the one where one is.

        With `begin`, an answer that itself begins so comes before. None when none fits.
        """
        typed = _KEYBOARD.typed
        # A first letter looks beyond; the next ones may fit where one is already.
        start = here + (len(typed) == 1)
        order = [(start + step) % len(answers) for step in range(len(answers))] if answers else []
        ends = {place: list(_ends(answers[place])) for place in order}
        first = [n for n in order if begin and any(x.startswith(typed) for x in ends[n][:1])]
        return next(
            iter((*first, *(n for n in order if any(x.startswith(typed) for x in ends[n])))), None
        )


def _ends(answer: str) -> Iterable[str]:
    """Yield what is read from each word of an answer on."""
    words = folded(answer).replace("’", " ").replace("'", " ").split()
    return (" ".join(words[n:]) for n in range(len(words)))
