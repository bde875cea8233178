"""`inspect`: what a workbook weighs, before anything of it is understood. Used in the child alone.

Every part is unpacked once, piece by piece, and thrown away: what its directory announces is not
believed. Cells are counted in the text of the sheets, and the texts that they share as often as
they are shared: a few thousand bytes may stand for gigabytes.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from desktop.pages.table_messages import Cell

C = TypeVar("C", bound=Cell)

MOST_UNPACKED = 200 * 1024 * 1024  # quality.md F2
MOST_CELLS = 1_000_000  # the same
MOST_COLUMNS = 1_000  # that hold something: each is offered to the person, with a field to choose
MOST_TEXT = 64 * 1024 * 1024  # characters of all cells together
MOST_SHEETS = 100
_MOST_PARTS = 2_000
_PIECE = 1 << 20
_ENCRYPTED = 0x1
_LETTERS = 26
_SHARED_TEXTS = "sharedstrings"
_WORKBOOK = "xl/workbook.xml"

_PREFIX = rb"<(?:[A-Za-z][\w.-]*:)?"
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SINCE_1904 = re.compile(rb"""\sdate1904\s*=\s*["'](?:1|true|on)["']""")
_FORMULA = re.compile(_PREFIX + rb"f[\s/>]")
# A cell, where it says that it is, be it where no spreadsheet goes (« ZZZZ1 » is read all the same), and what else it says; one that is only coloured ends on "/".
_CELL = re.compile(_PREFIX + rb"""c(?:\s+r="([A-Z]+)([0-9]+)")?(|[\s/][^>]*)>""")
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_WHERE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)([0-9]+)["']""")
_SHARED = re.compile(_PREFIX + rb"v>\s*([0-9]{1,9})\s*<")
_TEXT = re.compile(_PREFIX + rb"si[\s>].*?</(?:[\w.-]+:)?si>", re.DOTALL)


class TooMuchError(Exception):
    """The file is refused; `why` is a word of `desktop.pages.tables`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def within(rows: Sequence[tuple[C, ...]]) -> tuple[tuple[C, ...], ...]:
    """Return rows without the columns that are empty at their right, nor the lines at their end.

    Raises:
        TooMuchError: more columns hold something than a person can choose from.
    """
    widths = [max((i for i, cell in enumerate(row, 1) if cell != ""), default=0) for row in rows]
    width = max(widths, default=0)
    if width > MOST_COLUMNS:
        raise TooMuchError("trop_de_colonnes")
    deep = max((i for i, used in enumerate(widths, 1) if used), default=0)
    return tuple(row[:width] for row in rows[:deep])


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was met on the way."""

    formulas: int
    errors: int  # cells whose computation failed (#DIV/0!): they are read as empty
    links: bool
    since_1904: bool


def inspect(archive: zipfile.ZipFile) -> Inspected:
    """Unpack everything once and let go of it.

    Raises:
        TooMuchError: too large, too many cells or sheets, encrypted, or it declares entities.
        zipfile.BadZipFile, zlib.error, EOFError: cut short or broken.
    """
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS:
        raise TooMuchError("trop_de_feuilles")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise TooMuchError("protege")
    names = [part.filename for part in parts]
    if sum(_is_sheet(name) for name in names) > MOST_SHEETS:
        raise TooMuchError("trop_de_feuilles")
    weigher = _Weigher()
    # The shared texts first: the sheets are weighed with them.
    for part in sorted(parts, key=lambda one: _SHARED_TEXTS not in one.filename.lower()):
        weigher.weigh(archive, part)
    links = any("externallinks/" in name.lower() for name in names)
    return Inspected(weigher.formulas, weigher.errors, links, weigher.since_1904)


class _Weigher:
    def __init__(self) -> None:
        self.formulas = 0
        self.errors = 0
        self.since_1904 = False
        self._unpacked = 0
        self._cells = 0
        self._text = 0
        self._lengths: list[int] = []

    def weigh(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        name = part.filename.lower()
        if not name.endswith((".xml", ".rels")):
            for _ in self._pieces(archive, part):
                pass
            return
        widest, deepest = 0, 0
        for text in _whole(self._pieces(archive, part), _boundary(name)):
            if _FORBIDDEN.search(text):
                raise TooMuchError("entites")
            if name == _WORKBOOK:
                self.since_1904 |= _SINCE_1904.search(text) is not None
            elif _SHARED_TEXTS in name:
                self._lengths += [len(found) for found in _TEXT.findall(text)]
            elif _is_sheet(name):
                widest, deepest = self._count(text, widest, deepest)

    def _pieces(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
        with archive.open(part) as opened:
            while piece := opened.read(_PIECE):
                self._unpacked += len(piece)
                if self._unpacked > MOST_UNPACKED:
                    raise TooMuchError("trop_gros")
                yield piece

    def _count(self, text: bytes, widest: int, deepest: int) -> tuple[int, int]:
        self.formulas += len(_FORMULA.findall(text))
        columns, lines = set[bytes](), [0]
        for letters, line, rest in _CELL.findall(text):
            if rest.endswith(b"/"):
                continue
            self._cells += 1
            self.errors += _ERROR.search(rest) is not None
            if line:
                columns.add(letters)
                lines.append(int(line))
            elif where := _WHERE.search(rest):
                columns.add(where[1])
                lines.append(int(where[2]))
        widest = max(widest, *map(_column, columns), 0)
        deepest = max(deepest, *lines)
        if max(self._cells, widest * deepest) > MOST_CELLS:
            raise TooMuchError("trop_de_cellules")
        # An index that stands for a number is counted as a text: never less than what is there.
        known = len(self._lengths)
        for index in map(int, _SHARED.findall(text)):
            if index < known:
                self._text += self._lengths[index]
        if self._text > MOST_TEXT:
            raise TooMuchError("trop_gros")
        return widest, deepest


def _whole(pieces: Iterable[bytes], boundary: bytes) -> Iterator[bytes]:
    """Yield a text in stretches, none of which parts what is sought."""
    rest = b""
    for piece in pieces:
        stretch, rest = _cut(rest + piece, boundary)
        yield stretch
    yield rest


def _boundary(name: str) -> bytes:
    """Return where a text may be cut without parting what is sought in it."""
    return b"<si" if _SHARED_TEXTS in name else b"<row"


def _cut(text: bytes, boundary: bytes) -> tuple[bytes, bytes]:
    at = text.rfind(boundary)
    if at <= 0:
        # No such mark, or another prefix: the last tag begun waits for its end.
        at = text.rfind(b"<")
    # What is left without any tag would grow for ever.
    return (text[:at], text[at:]) if at >= 0 and len(text) - at < 8 * _PIECE else (text, b"")


def _is_sheet(name: str) -> bool:
    return "worksheets/" in name.lower() and name.lower().endswith(".xml")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number
