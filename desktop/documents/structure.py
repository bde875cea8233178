"""The structure tree of a tagged PDF: what each mark on the page is, in reading order.

A template builds the tree first; flowables then mark the page with its leaves, so that reading
order is the template's and never the accident of drawing (ISO 32000-1 §14.7, PDF/UA-1 §7).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFString,
)

Rect = tuple[float, float, float, float]

# Keys of the parent tree: pages count from 0, widgets from here.
FIRST_WIDGET = 10_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of marked content on a page."""

    page: PDFObjectReference
    mcid: int


@dataclass(frozen=True, slots=True)
class Widget:
    """A form field on a page."""

    page: PDFObjectReference
    annotation: PDFObjectReference


@dataclass(slots=True, eq=False)
class Tag:
    """One element of the tree.

    Attributes:
        role: standard structure type: ``H1``, ``P``, ``Table``, ``Figure``…
        alt: what is said instead of what is drawn.
        scope: ``Row`` or ``Column`` for a ``TH``.
        bbox: place of a ``Figure`` on its page, in points.
    """

    role: str
    alt: str | None = None
    scope: str | None = None
    bbox: Rect | None = None
    kids: list["Tag | Mark | Widget"] = field(default_factory=list)

    def add(self, role: str, *, alt: str | None = None, scope: str | None = None) -> "Tag":
        """Append a child element and return it."""
        kid = Tag(role, alt=alt, scope=scope)
        self.kids.append(kid)
        return kid


def install(
    document: PDFDocument,
    root: Tag,
    *,
    pages: Sequence[Sequence[Tag]],
    widgets: Sequence[tuple[Tag, PDFObjectReference]],
) -> None:
    """Write the tree and its reverse index into the document's catalog.

    Args:
        document: the reportlab document, all pages drawn.
        root: the ``Document`` element.
        pages: for each page, the element of each marked content, by MCID.
        widgets: the fields and their elements, in the order of their ``StructParent``.
    """
    top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    top_reference = document.Reference(top)
    written: dict[int, PDFObjectReference] = {}
    top["K"] = PDFArray([_write(document, root, top_reference, written)])

    numbers: list[object] = []
    for index, leaves in enumerate(pages):
        numbers += [index, PDFArray([written[id(tag)] for tag in leaves])]
    for index, (tag, _) in enumerate(widgets):
        numbers += [FIRST_WIDGET + index, written[id(tag)]]
    top["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
    top["ParentTreeNextKey"] = FIRST_WIDGET + len(widgets)

    catalog = document.Catalog
    catalog.StructTreeRoot = top
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    if widgets:
        fields = PDFArray([reference for _, reference in widgets])
        catalog.AcroForm = PDFDictionary({"Fields": fields, "SigFlags": 0})


def _write(
    document: PDFDocument,
    tag: Tag,
    parent: PDFObjectReference,
    written: dict[int, PDFObjectReference],
) -> PDFObjectReference:
    element = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(tag.role), "P": parent})
    reference = document.Reference(element)
    written[id(tag)] = reference
    if tag.alt is not None:
        element["Alt"] = PDFString(tag.alt)
    if tag.scope is not None:
        element["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(tag.scope)})
    if tag.bbox is not None:
        element["A"] = PDFDictionary({"O": PDFName("Layout"), "BBox": PDFArray(tag.bbox)})
    kids = [_kid(document, kid, reference, written) for kid in tag.kids]
    # A field's element holds its annotation itself, not an array: pyHanko's difference analysis
    # otherwise calls the second seal suspicious.
    element["K"] = kids[0] if tag.role == "Form" and len(kids) == 1 else PDFArray(kids)
    return reference


def _kid(
    document: PDFDocument,
    kid: Tag | Mark | Widget,
    parent: PDFObjectReference,
    written: dict[int, PDFObjectReference],
) -> object:
    if isinstance(kid, Mark):
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": kid.page, "MCID": kid.mcid})
    if isinstance(kid, Widget):
        return PDFDictionary({"Type": PDFName("OBJR"), "Pg": kid.page, "Obj": kid.annotation})
    return _write(document, kid, parent, written)
