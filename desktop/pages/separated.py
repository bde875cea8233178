"""`read`: the rows of a text whose values are separated (CSV). Used in the child alone."""

import csv
import io
from collections import Counter
from collections.abc import Iterable

from desktop.pages.archive import MOST_CELLS, TooMuchError
from desktop.pages.table_messages import TableRead

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ";\t,|"
_SAMPLE = 50  # lines that a delimiter is judged by
_LONGEST = 100_000  # characters of one value: beyond, a quotation mark was never closed


def read(content: bytes) -> TableRead:
    """Return the table of a text: UTF-8, with its mark or not, UTF-16, else Windows's own letters.

    Raises:
        TooMuchError: no text, too long, or empty.
    """
    encoding = _encoding(content)
    text = content.decode(encoding)
    if "\0" in text:
        raise TooMuchError("autre_fichier")
    csv.field_size_limit(_LONGEST)
    delimiter = _delimiter(text)
    try:
        rows = _rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise TooMuchError("guillemets") from problem
    if not rows:
        raise TooMuchError("vide")
    return TableRead(rows, encoding=encoding)


def _encoding(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decodable(content, encoding)
    if b"\0" in content:
        raise TooMuchError("autre_fichier")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _decodable(content, "cp1252")
    return "utf-8"


def _decodable(content: bytes, encoding: str) -> str:
    try:
        content.decode(encoding)
    except UnicodeError as problem:
        raise TooMuchError("autre_fichier") from problem
    return encoding


def _delimiter(text: str) -> str:
    """Return what parts the first lines most evenly, then most often."""
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]

    def even(mark: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark))
        wide = {width: count for width, count in widths.items() if width > 1}
        return (max(wide.values()), max(wide)) if wide else (0, 0)

    try:
        return max(_DELIMITERS, key=even)
    except csv.Error:
        return _DELIMITERS[0]


def _rows(lines: Iterable[list[str]]) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    cells = 0
    for line in lines:
        cells += len(line)
        if cells > MOST_CELLS:
            raise TooMuchError("trop_de_cellules")
        rows.append(tuple(value.strip() for value in line))
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)
