"""A reportlab canvas that writes PDF/A-2a and PDF/UA-1 in one pass.

It knows nothing of any document: it marks content with the tags of `structure`, keeps the rest
as artifacts, places empty signature fields and writes tree and metadata when saved.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

# First, so that no document is ever begun unrepaired.
from desktop.documents import (
    metadata,
    repairs,  # noqa: F401 - applied by its import
    structure,
)
from desktop.documents.structure import FIRST_WIDGET, Mark, Rect, Tag, Widget

# Print, and locked: the field cannot be moved or deleted (12.5.3).
_WIDGET_FLAGS = 4 | 128


class TaggedCanvas(Canvas):
    """Canvas of one document; `root` is its structure tree, built before drawing."""

    def __init__(
        self, filename: str | IO[bytes], *, root: Tag, card: metadata.Metadata, **options: object
    ) -> None:
        super().__init__(filename, **{**options, "pdfVersion": (1, 7), "invariant": 1})
        self._root = root
        self._card = card
        self._leaves: list[Tag] = []
        self._pages: list[list[Tag]] = []
        self._widgets: list[tuple[Tag, PDFObjectReference]] = []

    @contextmanager
    def marked(self, tag: Tag) -> Iterator[None]:
        """What is drawn inside belongs to `tag`."""
        mcid = len(self._leaves)
        tag.kids.append(Mark(self._doc.thisPageRef(), mcid))
        self._leaves.append(tag)
        self._code.append(f"/{tag.role} <</MCID {mcid}>> BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is not read aloud: ``Layout`` or ``Pagination``."""
        self._code.append(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self._code.append("EMC")

    def operators(self, content: str) -> None:
        """Write PDF operators as they are; they must leave the graphics state as found."""
        self._code.append(content)

    def signature_field(self, tag: Tag, *, name: str, rect: Rect, locks: bool) -> None:
        """Place an empty signature field; `locks`: once signed, the document is closed.

        The lock is part of the field from the start: added at sealing time it would be one
        change more than the first seal admits.
        """
        page = self._doc.thisPageRef()
        size = PDFArray([0, 0, rect[2] - rect[0], rect[3] - rect[1]])
        empty = PDFStream(
            PDFDictionary(
                {
                    "Type": PDFName("XObject"),
                    "Subtype": PDFName("Form"),
                    "BBox": size,
                    "Resources": PDFDictionary({}),
                }
            ),
            b" ",
        )
        field = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Widget"),
                "FT": PDFName("Sig"),
                "T": PDFString(name),
                "TU": PDFString(tag.alt or name),
                "F": _WIDGET_FLAGS,
                "Rect": PDFArray(rect),
                "P": page,
                "AP": PDFDictionary({"N": self._doc.Reference(empty)}),
                "StructParent": FIRST_WIDGET + len(self._widgets),
            }
        )
        if locks:
            lock = {"Type": PDFName("SigFieldLock"), "Action": PDFName("All"), "P": 1}
            field["Lock"] = PDFDictionary(lock)
        reference = self._doc.Reference(field)
        tag.kids.append(Widget(page, reference))
        self._widgets.append((tag, reference))
        self._annotationrefs.append(reference)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Close the page and tie it to the tree."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.StructParents = len(self._pages)
        page.Tabs = PDFName("S")
        self._pages.append(self._leaves)
        self._leaves = []

    def save(self) -> None:
        """Write tree and metadata, then the file."""
        if self._code:
            self.showPage()
        structure.install(self._doc, self._root, pages=self._pages, widgets=self._widgets)
        metadata.install(self._doc, self._card)
        self.setViewerPreference("DisplayDocTitle", "true")
        super().save()
