"""Our icons: one family of SVG strokes, tinted by a token of the theme, sharp at any pixel ratio."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

import resources
from desktop.ui import theme

SIZE = 18


def size(of: int = SIZE) -> int:
    """Return the side of an icon beside the letters of the moment: they grow together."""
    letters = QGuiApplication.font().pointSizeF() / theme.current().sizes.body
    return round(of * letters)


def icon(name: str, tint: str = "text", *, disabled: str = "disabled") -> QIcon:
    """Return a QIcon that is drawn in the colours of the theme worn at the time of drawing.

    Raises:
        KeyError: no icon has this name.
    """
    image(name, "#000", SIZE)
    return QIcon(_Engine(name, tint, disabled))


@lru_cache(maxsize=512)
def image(name: str, colour: str, pixels: int) -> QImage:
    """Return the icon as a square image of `pixels` device pixels; KeyError when there is none.

    An image, not a pixmap: it may outlive the application without harm.
    """
    path = resources.path("icons", f"{name}.svg")
    if not path.is_file():
        raise KeyError(name)
    source = path.read_text(encoding="utf-8").replace("#000", colour)
    drawn = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    return drawn


def paint(painter: QPainter, where: QRectF, name: str, tint: str) -> None:
    """Draw the icon in `where` (square), in the colour of the token `tint`, at the device's resolution."""
    ratio = painter.device().devicePixelRatio()
    colour = theme.current().colours[tint]
    painter.drawImage(where, image(name, colour, round(where.width() * ratio)))


class _Engine(QIconEngine):
    """Draws from the theme each time, so that no button has to watch for a change of clothes."""

    def __init__(self, name: str, tint: str, disabled: str) -> None:
        super().__init__()
        self._name = name
        self._tint = tint
        self._disabled = disabled

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        where = QRectF(0, 0, side, side)
        where.moveCenter(QRectF(rect).center())
        tint = self._disabled if mode == QIcon.Mode.Disabled else self._tint
        paint(painter, where, self._name, tint)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return drawn

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tint, self._disabled)
