"""The pen of those who have no pointer: arrows carry it over the pad, Space puts it down or lifts it.

It draws strokes like any other and keeps none of its own: nobody's signature is stored or replayed.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen

from desktop.ui import theme

Point = tuple[float, float]

UP = "Stylet levé\u00a0: les flèches le déplacent (Maj\u00a0: plus vite), Espace le pose."
DOWN = "Stylet posé\u00a0: les flèches tracent (Maj\u00a0: plus vite), Espace le lève."
_STEP, _LONG = 1.5, 5  # millimetres of one press on the paper; so many times with Shift
_START = (0.2, 0.4)
_RING = 6
_KEY = Qt.Key
# As the keys stand on a keypad: its corners go both ways at once.
_WAYS: dict[int, tuple[int, int]] = {
    _KEY.Key_Left: (-1, 0),
    _KEY.Key_Right: (1, 0),
    _KEY.Key_Up: (0, 1),
    _KEY.Key_Down: (0, -1),
    _KEY.Key_Home: (-1, 1),
    _KEY.Key_PageUp: (1, 1),
    _KEY.Key_End: (-1, -1),
    _KEY.Key_PageDown: (1, -1),
}


class KeyboardPen:
    """Where it is, in the unit square, y upwards, and whether it writes."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self.at: Point = _START
        self.down = False

    def carry(self, event: QKeyEvent) -> bool:
        """Move as a key says; False when it is not one of the pen's."""
        way = _WAYS.get(event.key())
        if way is None:
            return False
        longer = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = _STEP * (_LONG if longer else 1)
        x = self.at[0] + way[0] * step / self._width
        y = self.at[1] + way[1] * step / self._height
        self.at = (min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))
        return True

    def paint(self, painter: QPainter, where: QPointF, paper: QRectF) -> None:
        """Show it at a place of the paper, and that the keys are the pad's."""
        colour = theme.current().colour("pen")
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.current().sizes.radius
        painter.drawRoundedRect(paper.adjusted(1, 1, -1, -1), radius, radius)
        if self.down:
            painter.setBrush(colour)
        painter.drawEllipse(where, _RING, _RING)
