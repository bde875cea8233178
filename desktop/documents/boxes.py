"""Where the signature boxes stand on the paper: read back from our own PDF, by the fields it has."""

import io
from dataclasses import dataclass

import pikepdf

from desktop.documents import strokes
from desktop.documents.errors import NotAPdf
from desktop.documents.page import HEIGHT

# What is printed at the foot of a box (the word « Date », its line) is no ink of a hand.
_FOOT = strokes.DATE_AT[1] + 9


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """One box: its field, its page (from 1), and (left, top, right, bottom) from the upper left, in points.

    `box` is where one signs, above the date; `whole` holds the date too: what a person reads.
    """

    field: str
    page: int
    box: tuple[float, float, float, float]
    whole: tuple[float, float, float, float]


def signature_places(pdf: bytes) -> tuple[SignaturePlace, ...]:
    """Return the boxes of a compte-rendu of ours, in the order of its pages.

    Raises:
        NotAPdf: these bytes are no PDF.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return tuple(
                _place(number, annotation)
                for number, page in enumerate(document.pages, 1)
                for annotation in page.get("/Annots", ())
                if annotation.get("/FT") == "/Sig"
            )
    except pikepdf.PdfError as problem:
        raise NotAPdf("Ce fichier n’est pas un PDF lisible.") from problem


def page_count(pdf: bytes) -> int:
    """Return how many pages a document of ours has.

    Raises:
        NotAPdf: these bytes are no PDF.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            return len(document.pages)
    except pikepdf.PdfError as problem:
        raise NotAPdf("Ce fichier n’est pas un PDF lisible.") from problem


def _place(number: int, annotation: pikepdf.Object) -> SignaturePlace:
    left, bottom, right, top = (float(edge) for edge in annotation["/Rect"])
    foot = HEIGHT - bottom
    return SignaturePlace(
        str(annotation["/T"]),
        number,
        box=(left, HEIGHT - top, right, foot - _FOOT),
        whole=(left, HEIGHT - top, right, foot),
    )
