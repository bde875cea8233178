"""An icon alone on the screen."""

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui import icons, letter_size


class IconLabel(QWidget):
    """An icon alone. Decorative unless `label` gives it a name for screen readers."""

    def __init__(
        self, name: str, tint: str = "text", *, size: int = icons.SIZE, label: str = ""
    ) -> None:
        super().__init__()
        self._name = name
        self._tint = tint
        self.setAccessibleName(label)
        self._size = size
        self._grow()

    def show_icon(self, name: str, tint: str) -> None:
        """Draw another icon."""
        self._name, self._tint = name, tint
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if letter_size.changed(event):
            self._grow()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tint = self._tint if self.isEnabled() else "disabled"
        icons.paint(QPainter(self), QRectF(self.rect()), self._name, tint)

    def _grow(self) -> None:
        side = icons.size(self._size)
        self.setFixedSize(side, side)
