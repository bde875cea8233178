"""A page of which a part is as wide as its letters ask for, whatever their size."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui import letters

_NO_LIMIT = 4_000


class Lettered(QWidget):
    """Say with `widen` which part has room for how many letters; it follows them from then on."""

    _part: QWidget | None = None
    _letters, _least, _most = 0, 0, _NO_LIMIT

    def widen(self, part: QWidget, *, letters: int, least: int, most: int = _NO_LIMIT) -> None:
        """Give a part a fixed width: a label that wraps in it would lose its last lines otherwise."""
        self._part, self._letters, self._least, self._most = part, letters, least, most
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if letters.changed(event):
            self._fit()

    def _fit(self) -> None:
        asked = self.fontMetrics().averageCharWidth() * self._letters
        width = min(self._most, max(self._least, asked))
        if self._part is not None and self._part.minimumWidth() != width:
            self._part.setFixedWidth(width)
