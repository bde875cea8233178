"""How long the application rests before it locks: the person's choice, and what is told before."""

from PySide6.QtCore import QObject, Signal

LEAST, USUAL, MOST = 1, 10, 30  # minutes
NOTICE = 30  # seconds before the lock, when it is announced


class Rest(QObject):
    """Keeps the number of minutes without a gesture after which the vault is locked."""

    changed = Signal(int)  # minutes, to be remembered by the settings

    def __init__(self, minutes: int = USUAL, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes = _within(minutes)

    @property
    def minutes(self) -> int:
        """Minutes without a gesture."""
        return self._minutes

    def choose(self, minutes: int) -> None:
        """Lock after so many minutes, at least 1 and at most 30."""
        self._minutes = _within(minutes)
        self.changed.emit(self._minutes)


def _within(minutes: int) -> int:
    return max(LEAST, min(minutes, MOST))
