"""What a page is made of: tagged text, rows of cells, signature boxes.

Each block carries the tags it marks; a row that breaks over two pages keeps one tag for both
halves, so that it is read once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from desktop.documents import fonts, strokes
from desktop.documents.structure import Tag
from desktop.documents.tagged import TaggedCanvas

INK = HexColor("#1d2430")
BLUE = HexColor("#173a5e")
GREY = HexColor("#566170")
HAIR = HexColor("#c6ced8")

BODY = ParagraphStyle(
    "body",
    fontName=fonts.BODY,
    fontSize=9.4,
    leading=14.2,
    textColor=INK,
    bulletFontName=fonts.BODY,
    allowWidows=0,
    allowOrphans=0,
)
LABEL = ParagraphStyle("label", parent=BODY, fontSize=8.2, textColor=GREY)
HEADING = ParagraphStyle("heading", parent=BODY, fontName=fonts.BOLD, fontSize=9.2, textColor=BLUE)
TITLE = ParagraphStyle(
    "title", parent=BODY, fontName=fonts.SERIF, fontSize=27, leading=31, textColor=BLUE
)
OVERLINE = ParagraphStyle(
    "overline", parent=BODY, fontName=fonts.SERIF, fontSize=13, leading=17, textColor=GREY
)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=8, leading=11.6, textColor=GREY)


class Block(Flowable):
    """A flowable of ours, drawn on a tagged canvas."""

    canv: TaggedCanvas
    keepWithNext = 0  # noqa: N815 - the name that reportlab looks for


class Text(Block):
    """A paragraph that belongs to one tag."""

    def __init__(self, paragraph: Paragraph, tag: Tag) -> None:
        super().__init__()
        self._paragraph = paragraph
        self._tag = tag

    @property
    def size(self) -> float:
        """Height of the letters, in points."""
        return self._paragraph.style.fontSize

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Return the size taken, in points."""
        return self._paragraph.wrap(availWidth, availHeight)

    def split(self, availWidth: float, availHeight: float) -> list["Text"]:  # noqa: N803
        """Return the halves on either side of a page break; none when it cannot be cut."""
        return [Text(p, self._tag) for p in self._paragraph.split(availWidth, availHeight)]

    def draw(self) -> None:
        """Mark the page."""
        with self.canv.marked(self._tag):
            self._paragraph.drawOn(self.canv, 0, 0)


def text(words: str, style: ParagraphStyle, tag: Tag) -> Text:
    """Return plain words as a block; line breaks are kept, nothing in them is markup."""
    fonts.register()
    lines = fonts.printable(words, style.fontName).split("\n")
    return Text(Paragraph("<br/>".join(escape(line) for line in lines), style), tag)


@dataclass(frozen=True, slots=True)
class Cell:
    """A block at `x` points from the row's left edge, `width` points wide."""

    block: Text
    x: float
    width: float


class Row(Block):
    """Cells side by side, their first lines level; a hairline may close the row.

    Args:
        cells: what stands in the row.
        above: space over the cells, in points.
        below: space under them.
        rule: colour of the line under the row, from `rule_from` points to its right end.
        bar: True for a vertical line at the left of the last cell (a quoted remark).
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        *,
        above: float = 0,
        below: float = 0,
        rule: Color | None = None,
        rule_from: float = 0,
        bar: bool = False,
    ) -> None:
        super().__init__()
        self._cells = tuple(cells)
        self._above, self._below = above, below
        self._rule, self._rule_from, self._bar = rule, rule_from, bar
        self._width = self._height = 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Return the size taken, in points."""
        tallest = max(self._drop(c) + self._tall(c, availHeight) for c in self._cells)
        self._width, self._height = availWidth, self._above + tallest + self._below
        return self._width, self._height

    def split(self, availWidth: float, availHeight: float) -> list["Row"]:  # noqa: ARG002, N803
        """Return the halves on either side of a page break; none when it cannot be cut."""
        room = availHeight - self._above - self._below
        head: list[Cell] = []
        tail: list[Cell] = []
        for cell in self._cells:
            if self._drop(cell) + self._tall(cell, room) <= room:
                head.append(cell)
                continue
            parts = cell.block.split(cell.width, room - self._drop(cell))
            if not parts:
                return []
            head.append(Cell(parts[0], cell.x, cell.width))
            tail += [Cell(part, cell.x, cell.width) for part in parts[1:]]
        return [
            Row(head, above=self._above, bar=self._bar),
            Row(tail, below=self._below, rule=self._rule, rule_from=self._rule_from, bar=self._bar),
        ]

    def draw(self) -> None:
        """Mark the page."""
        for cell in self._cells:
            top = self._height - self._above - self._drop(cell)
            cell.block.drawOn(self.canv, cell.x, top - self._tall(cell, self._height))
        if self._bar:
            self._draw_bar()
        if self._rule is not None:
            with self.canv.artifact():
                self.canv.setStrokeColor(self._rule)
                self.canv.setLineWidth(0.5)
                self.canv.line(self._rule_from, 0, self._width, 0)

    def _draw_bar(self) -> None:
        x = self._cells[-1].x - 8
        with self.canv.artifact():
            self.canv.setStrokeColor(BLUE)
            self.canv.setLineWidth(1.4)
            self.canv.line(x, self._below + 2, x, self._height - self._above - 1)

    def _drop(self, cell: Cell) -> float:
        """Smaller letters start lower, so that first lines stand on one baseline."""
        return max(other.block.size for other in self._cells) - cell.block.size

    @staticmethod
    def _tall(cell: Cell, room: float) -> float:
        return cell.block.wrap(cell.width, room)[1]


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """An empty box to sign in.

    Attributes:
        field: name of the form field; "" for what is signed on paper alone.
        caption: who signs, above the box, line under line.
        form_tag: element of the field, if it has one; its `alt` is what a screen reader says.
        date_tag: element of the word that stands before the date.
        locks: True for the last one.
    """

    field: str
    caption: tuple[Text, ...]
    form_tag: Tag | None
    date_tag: Tag
    locks: bool


class SignatureRow(Block):
    """Signature boxes side by side, never broken over two pages."""

    def __init__(self, boxes: Sequence[SignatureBox]) -> None:
        super().__init__()
        self._boxes = tuple(boxes)
        self._width = self._captions = 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Return the size taken, in points."""
        self._width = availWidth
        self._captions = max(
            sum(line.wrap(strokes.BOX[0], availHeight)[1] for line in box.caption)
            for box in self._boxes
        )
        return availWidth, strokes.BOX[1] + 4 + self._captions

    def draw(self) -> None:
        """Mark the page."""
        width, height = strokes.BOX
        step = (self._width - width) / max(1, len(self._boxes) - 1)
        for index, box in enumerate(self._boxes):
            x = index * step
            y = height + 4 + self._captions
            for line in box.caption:
                y -= line.wrap(width, self._captions)[1]
                line.drawOn(self.canv, x, y)
            self._outline(x, width, height)
            self._date_line(box, x)
            if box.form_tag is None:
                continue
            left, bottom = self.canv.absolutePosition(x, 0)
            self.canv.signature_field(
                box.form_tag,
                name=box.field,
                rect=(left, bottom, left + width, bottom + height),
                locks=box.locks,
            )

    def _outline(self, x: float, width: float, height: float) -> None:
        with self.canv.artifact():
            self.canv.setStrokeColor(GREY)
            self.canv.setLineWidth(0.6)
            self.canv.roundRect(x, 0, width, height, 3)

    def _date_line(self, box: SignatureBox, x: float) -> None:
        left, bottom = strokes.DATE_AT
        canvas = self.canv
        with canvas.marked(box.date_tag):
            canvas.setFont(fonts.BODY, 7.5)
            canvas.setFillColor(GREY)
            canvas.drawString(x + 8.5, bottom, "Date\u00a0:")
        with canvas.artifact():
            canvas.setStrokeColor(HAIR)
            canvas.setLineWidth(0.6)
            canvas.line(x + left - 4, bottom - 3, x + strokes.BOX[0] * 0.6, bottom - 3)


class Stack(Block):
    """Blocks one under the other, never broken over two pages."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self._blocks = tuple(blocks)
        self._heights: list[float] = []

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Return the size taken, in points."""
        self._heights = [block.wrap(availWidth, availHeight)[1] for block in self._blocks]
        return availWidth, sum(self._heights)

    def draw(self) -> None:
        """Mark the page."""
        y = sum(self._heights)
        for block, height in zip(self._blocks, self._heights, strict=True):
            y -= height
            block.drawOn(self.canv, 0, y)
