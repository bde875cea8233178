"""The A4 sheet: its frames, its codes, its running head and foot, and its assembly."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop.documents import code2d, fonts, metadata
from desktop.documents.blocks import BLUE, GREY
from desktop.documents.structure import Tag
from desktop.documents.tagged import TaggedCanvas

WIDTH, HEIGHT = A4
MARGIN = 18 * mm
TEXT_WIDTH = WIDTH - 2 * MARGIN
# The first column holds labels and headings: « Accompagnateur·rice » breaks under 40 mm.
LABELS = 45 * mm
# Two codes a page (documents.md): 18 mm at the top right, 14 mm at the bottom left.
TOP_CODE = (WIDTH - MARGIN - 18 * mm, HEIGHT - 12 * mm - 18 * mm, 18 * mm)
FOOT_CODE = (MARGIN, 9 * mm, 14 * mm)
# What must stay free at the right of the first page's head.
RESERVE = 18 * mm + 8 * mm

_TOP = 12 * mm
_NEXT_TOP = 35 * mm
_BOTTOM = 26 * mm
_FOLIO = (60.0, 12.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is repeated on each page.

    Attributes:
        document_id: uuid printed at the foot and in the codes; "" for a page without codes.
        running: head of the pages after the first.
        foot: the two lines at the foot, beside the code.
    """

    document_id: str
    running: str
    foot: tuple[str, str]


def assemble(
    blocks: Sequence[Flowable], *, sheet: Sheet, root: Tag, card: metadata.Metadata
) -> bytes:
    """Lay the blocks out on pages and return the PDF; the same blocks give the same bytes."""
    out, card = io.BytesIO(), card.sayable()
    template = BaseDocTemplate(
        out,
        pagesize=A4,
        title=card.title,
        author=card.author,
        subject=card.subject,
        keywords=card.keywords,
        creator=metadata.PRODUCER,
        producer=metadata.PRODUCER,
        lang="fr-FR",
        initialFontName=fonts.BODY,
        pageCompression=1,
    )
    template.addPageTemplates(
        [
            _page("first", _TOP, partial(_head, sheet=sheet, running=False), sheet),
            _page("next", _NEXT_TOP, partial(_head, sheet=sheet, running=True), sheet),
        ]
    )
    template.build(list(blocks), canvasmaker=partial(_PagedCanvas, root=root, card=card))
    return out.getvalue()


class _PagedCanvas(TaggedCanvas):
    """Writes « Page n/N » once N is known: each folio is a form filled in at the end."""

    def save(self) -> None:
        total = self.getPageNumber() - 1
        for number in range(1, total + 1):
            self.beginForm(_folio(number), 0, -3, _FOLIO[0], _FOLIO[1])
            self.setFont(fonts.BODY, 7.5)
            self.setFillColor(GREY)
            self.drawRightString(_FOLIO[0], 0, f"Page\u00a0{number}/{total}")
            self.endForm()
        super().save()


def _folio(number: int) -> str:
    return f"folio{number}"


def _page(name: str, top: float, head: "partial[None]", sheet: Sheet) -> PageTemplate:
    frame = Frame(MARGIN, _BOTTOM, TEXT_WIDTH, HEIGHT - top - _BOTTOM, 0, 0, 0, 0)
    return PageTemplate(
        name,
        [frame],
        onPage=head,
        onPageEnd=partial(_foot, sheet=sheet),
        autoNextPageTemplate="next",
    )


def _head(canvas: Canvas, _template: BaseDocTemplate, *, sheet: Sheet, running: bool) -> None:
    if not isinstance(canvas, TaggedCanvas):
        raise TypeError(canvas)
    with canvas.artifact("Pagination"):
        if sheet.document_id:
            rows = code2d.modules(code2d.payload(sheet.document_id, canvas.getPageNumber()))
            for x, y, side in (TOP_CODE, FOOT_CODE):
                canvas.operators(code2d.drawing(rows, x=x, y=y, side=side))
        if running:
            # A name that the serif has no letters for is written as the text writes it.
            font = fonts.BODY if fonts.unprintable(sheet.running, fonts.SERIF) else fonts.SERIF
            canvas.setFont(font, 12)
            canvas.setFillColor(BLUE)
            canvas.drawString(MARGIN, HEIGHT - 18 * mm, _fitted(sheet.running, font, 12))


def _foot(canvas: Canvas, _template: BaseDocTemplate, *, sheet: Sheet) -> None:
    if not isinstance(canvas, TaggedCanvas):
        raise TypeError(canvas)
    x = FOOT_CODE[0] + FOOT_CODE[2] + 4 * mm if sheet.document_id else MARGIN
    with canvas.artifact("Pagination"):
        canvas.setFillColor(GREY)
        for line, size, y in zip(sheet.foot, (7.5, 6.8), (15.5 * mm, 11.2 * mm), strict=True):
            canvas.setFont(fonts.BODY, size)
            canvas.drawString(x, y, fonts.printable_line(line))
        canvas.saveState()
        canvas.translate(WIDTH - MARGIN - _FOLIO[0], 15.5 * mm)
        canvas.doForm(_folio(canvas.getPageNumber()))
        canvas.restoreState()


def _fitted(words: str, font: str, size: float) -> str:
    """Shorten a running head that would touch the code."""
    room = TEXT_WIDTH - RESERVE
    known = fonts.printable_line(words, font)
    if fonts.width(known, font, size) <= room:
        return known
    while fonts.width(f"{known}…", font, size) > room:
        known = known[:-1]
    return f"{known.rstrip()}…"
