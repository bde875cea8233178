"""How wide the list of persons is beside the dossier: where the person put the line between them."""

from PySide6.QtCore import QObject, Signal

USUAL = 440  # pixels: what an alert says, in a few words, uncut
_LEAST, _MOST = 120, 4000


class ListWidth(QObject):
    """Keeps the width."""

    changed = Signal(int)  # pixels, to be remembered by the settings

    def __init__(self, pixels: int = USUAL, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pixels = _within(pixels)

    @property
    def pixels(self) -> int:
        """The width, in pixels."""
        return self._pixels

    def choose(self, pixels: int) -> None:
        """Keep another width."""
        self._pixels = _within(pixels)
        self.changed.emit(self._pixels)


def _within(pixels: int) -> int:
    return max(_LEAST, min(pixels, _MOST))
