"""The funding notice: the European emblem and its sentence (regulation 2021/1060, annex IX).

Which sentence, and whether the emblem stands, is the caller's: it follows the date of the fact.
"""

import math
from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.documents import fonts
from desktop.documents.blocks import BODY, Block, Text, text
from desktop.documents.structure import Tag

HEIGHT = 18 * mm
_EMBLEM = (21 * mm, 14 * mm)
_GAP = 5 * mm
_LONG = 60
# Annex IX, 2.1: reflex blue 003399 and yellow FFCC00.
_BLUE = HexColor("#003399")
_YELLOW = HexColor("#FFCC00")
_STARS = 12
_ALT = "Emblème de l’Union européenne\u00a0: douze étoiles d’or en cercle sur fond bleu."

_SENTENCE = ParagraphStyle(
    "funding", parent=BODY, fontName=fonts.SERIF, fontSize=17, leading=20, textColor=_BLUE
)
_LONG_SENTENCE = ParagraphStyle("funding-long", parent=_SENTENCE, fontSize=12.5, leading=15)


class Funding(Block):
    """The notice at the head of a document, `reserve` points left free at its right."""

    def __init__(self, sentence: str, *, emblem: bool, parent: Tag, reserve: float) -> None:
        super().__init__()
        self._figure = parent.add("Figure", alt=_ALT) if emblem else None
        style = _LONG_SENTENCE if len(sentence) > _LONG else _SENTENCE
        self._sentence: Text = text(sentence, style, parent.add("P"))
        self._reserve = reserve
        self._left = _EMBLEM[0] + _GAP if emblem else 0.0
        self._tall = self._height = 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Return the size taken, in points."""
        room = availWidth - self._reserve - self._left
        self._tall = self._sentence.wrap(room, availHeight)[1]
        self._height = max(HEIGHT, self._tall)
        return availWidth, self._height

    def draw(self) -> None:
        """Mark the page."""
        width, height = _EMBLEM
        if self._figure is not None:
            bottom = (self._height - height) / 2
            x, y = self.canv.absolutePosition(0, bottom)
            self._figure.bbox = (x, y, x + width, y + height)
            with self.canv.marked(self._figure):
                draw_emblem(self.canv, x=0, y=bottom, width=width, height=height)
        self._sentence.drawOn(self.canv, self._left, (self._height - self._tall) / 2)


def draw_emblem(canvas: Canvas, *, x: float, y: float, width: float, height: float) -> None:
    """Draw the emblem: 3:2, twelve stars like the hours on a clock face, one point up each."""
    canvas.setFillColor(_BLUE)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.setFillColor(_YELLOW)
    path = canvas.beginPath()
    for points in stars():
        corners = [(x + width / 2 + a * height, y + height / 2 + b * height) for a, b in points]
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.close()
    canvas.drawPath(path, stroke=0, fill=1)


@cache
def stars() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the ten corners of each star, around the emblem's centre, its height being 1.

    Their centres stand on a circle of a third of the height; each star fits in a circle whose
    radius is an eighteenth of it.
    """
    outer = 1 / 18
    # Five points joined two by two: the inner corners of a regular pentagram.
    inner = outer * math.cos(math.radians(72)) / math.cos(math.radians(36))
    return tuple(
        tuple(
            (
                math.sin(hour) / 3 + radius * math.sin(angle),
                math.cos(hour) / 3 + radius * math.cos(angle),
            )
            for radius, angle in (
                (outer if corner % 2 == 0 else inner, math.radians(36 * corner))
                for corner in range(10)
            )
        )
        for hour in (math.radians(360 / _STARS * index) for index in range(_STARS))
    )
