"""What the parent asks of the child that reads a foreign file, and what it is told, page by page."""

from typing import Literal

import msgspec

# The problems that the person is told by their name.
TOO_LARGE, TOO_MANY, PROTECTED = "page too large", "too many pages", "a password is asked for"


class Corners(msgspec.Struct, frozen=True):
    """The four corners of a code in its own orientation, pixels: upper left and round by the right."""

    points: tuple[
        tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]
    ]


class Code(msgspec.Struct, frozen=True):
    """A code that a page carries: what it says, and where."""

    text: str
    corners: Corners


class Grey(msgspec.Struct, frozen=True):
    """A picture as it is: one byte a pixel, rows from the top, no padding.

    Pixels and not a PNG: what comes from a process that read a foreign file is decoded by nobody.
    """

    width: int
    height: int
    pixels: bytes


class ScanPage(msgspec.Struct, frozen=True, tag="page"):
    """One page as it was read.

    Attributes:
        number: from 0.
        width, height: pixels of the picture that the corners are told in.
        blank: nothing is written on it.
        codes: the 2D codes found.
        preview: a small picture, to be shown.
    """

    number: int
    width: int
    height: int
    blank: bool
    codes: tuple[Code, ...]
    preview: Grey


class Crop(msgspec.Struct, frozen=True, tag="crop"):
    """A part of a page, upright, and the share of it that is inked (0 to 1)."""

    picture: Grey
    ink: float


class Extract(msgspec.Struct, frozen=True, tag="extract"):
    """Some pages of the file as a file of the same kind; or those gathered from several, as one PDF."""

    content: bytes


class End(msgspec.Struct, frozen=True, tag="end"):
    """Nothing more comes; `problem` is why, in English, when the file could not be read."""

    problem: str = ""


class Ask(msgspec.Struct):
    """What is asked of one file, or of several to be gathered.

    Attributes:
        want: "pages" every page; "crops" parts of `page`; "extract" the pages of `numbers`; "gather" the
            pages of `sheets`.
        content: the file as it came.
        page: the page of the crops.
        placing: for crops, (a, b, c, d, e, f, g, h): x = (a·X + b·Y + c) / w, y = (d·X + e·Y + f) / w,
            w = g·X + h·Y + 1, from points of the printed page (origin at its upper left) to pixels.
        boxes: (left, top, right, bottom) of each crop, in those points.
        numbers: pages to extract, in order.
        files: those to gather pages of, each kept whole beside them.
        sheets: the pages to gather, in order: (place in `files`, number in the file), from 0.
    """

    want: Literal["pages", "crops", "extract", "gather"]
    content: bytes
    page: int = 0
    placing: tuple[float, float, float, float, float, float, float, float] = (
        1, 0, 0, 0, 1, 0, 0, 0
    )  # fmt: skip
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    numbers: tuple[int, ...] = ()
    files: tuple[bytes, ...] = ()
    sheets: tuple[tuple[int, int], ...] = ()


Told = ScanPage | Crop | Extract | End
