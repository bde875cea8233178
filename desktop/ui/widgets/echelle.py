"""`Echelle`: where an évaluation began, was and is, on the few levels of its scale; painted, and said in words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui import theme

_STEP, _SIDE, _HEIGHT = 48, 10, 24
_NOW, _ENTRY, _BEFORE, _TICK = 7.0, 5.0, 3.0, 2.0  # radii


class Echelle(QWidget):
    """A line with a tick for each level: a ring at the entry, a small dot before, a full disc now.

    `words` says the same thing to whoever does not see it.
    """

    def __init__(self, levels: int, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels = levels
        self._marks: tuple[int | None, int | None, int | None] = (None, None, None)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_levels(self, entry: int | None, before: int | None, now: int | None) -> None:
        """Show three levels; None for one that there is not."""
        self._marks = (entry, before, now)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(2 * _SIDE + _STEP * (self._levels - 1), _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        entry, before, now = self._marks
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(worn.colour("field"), 1.5))
            painter.drawLine(self._at(0), self._at(self._levels - 1))
            painter.setBrush(worn.colour("field"))
            for level in range(self._levels):
                painter.drawEllipse(self._disc(level, _TICK))
            if entry is not None and now is not None:
                painter.setPen(QPen(worn.colour("accent"), 3))
                painter.drawLine(self._at(entry), self._at(now))
            painter.setPen(QPen(worn.colour("accent"), 2))
            if entry is not None:
                painter.setBrush(worn.colour("background"))
                painter.drawEllipse(self._disc(entry, _ENTRY))
            painter.setBrush(worn.colour("accent"))
            if before is not None and before != entry:
                painter.drawEllipse(self._disc(before, _BEFORE))
            if now is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(self._disc(now, _NOW))

    def _at(self, level: int) -> QPointF:
        return QPointF(_SIDE + _STEP * level, _HEIGHT / 2)

    def _disc(self, level: int, radius: float) -> QRectF:
        centre = self._at(level)
        return QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
