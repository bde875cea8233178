"""A page of which a part is as wide as its letters ask for, whatever their size."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui import letter_size

_NO_LIMIT = 4_000


def width_for(widget: QWidget, letters: int, *, least: int, most: int = _NO_LIMIT) -> int:
    """Return the width (pixels) of so many letters of a widget, between two bounds."""
    return min(most, max(least, widget.fontMetrics().averageCharWidth() * letters))


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
        if letter_size.changed(event):
            self._fit()

    def _fit(self) -> None:
        width = width_for(self, self._letters, least=self._least, most=self._most)
        if self._part is not None and self._part.minimumWidth() != width:
            self._part.setFixedWidth(width)
