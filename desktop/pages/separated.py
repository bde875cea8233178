"""`read`: the rows of a text whose values are separated (CSV). Used in the child alone."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from desktop.pages.archive import MOST_CELLS, TooMuchError, within
from desktop.pages.table_messages import TableRead

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# « CSV » of Windows; then the formats « Macintosh » and « MS-DOS » that Excel offers beside it.
_OLDER = ("cp1252", "mac_roman", "cp850")
_LETTERS = frozenset("éèêëàâäçîïôöûùüÿœæÉÈÊËÀÂÄÇÎÏÔÖÛÙÜŒÆ°€«»’‘“”–…·\u00a0")
# A capital within small letters, a small one within capitals: « ChloÇ » is « Chloé » in other letters.
_ODD = re.compile(r"(?<=[a-zà-öø-ÿ])[À-ÖØ-ÞŒ]|(?<=[A-ZÀ-ÖØ-Þ])[à-öø-ÿœ](?=[A-Z])")
_DELIMITERS = ";\t,|"
_SAMPLE = 50  # lines that a delimiter is judged by
_LONGEST = 100_000  # characters of one value: beyond, a quotation mark was never closed


def read(content: bytes) -> TableRead:
    """Return the table of a text: UTF-8, with its mark or not, UTF-16, else the letters of Windows, Mac or DOS.

    Raises:
        TooMuchError: no text, too long, or empty.
    """
    if max(content.count(b"\n"), content.count(b"\r")) > MOST_CELLS:
        raise TooMuchError("trop_de_cellules")  # an empty line has none, and takes as long to read
    encoding = _encoding(content)
    text = content.decode(encoding)
    if "\0" in text:
        raise TooMuchError("autre_fichier")
    csv.field_size_limit(_LONGEST)
    delimiter = _delimiter(text)
    try:
        rows = _rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as problem:
        raise TooMuchError("guillemets" if '"' in text else "cellule_sans_fin") from problem
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
        return _older(content)
    return "utf-8"


def _older(content: bytes) -> str:
    """Return which letters a text of one byte each is written with: those that make it the most French."""
    best = max(_OLDER, key=lambda encoding: _french(content, encoding))
    return best if _french(content, best) > 0 else _decodable(content, _OLDER[0])


def _french(content: bytes, encoding: str) -> int:
    """Return how many more French letters than other signs a text has, beyond the letters of ASCII."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return 0
    beyond = {letter: n for letter, n in Counter(text).items() if not letter.isascii()}
    french = sum(n for letter, n in beyond.items() if letter in _LETTERS)
    odd = sum(1 for _ in _ODD.finditer(text))
    return 2 * (french - odd) - sum(beyond.values())


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
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark))
        except csv.Error:
            return (0, 0)
        wide = {width: count for width, count in widths.items() if width > 1}
        return (max(wide.values()), max(wide)) if wide else (0, 0)

    return max(_DELIMITERS, key=even)


def _rows(lines: Iterable[list[str]]) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    cells = 0
    for line in lines:
        cells += len(line)
        if cells > MOST_CELLS:
            raise TooMuchError("trop_de_cellules")
        rows.append(tuple(value.strip() for value in line))
    return within(rows)
