"""`read`: the rows of one sheet of an .xlsx workbook. Used in the child alone.

Nothing is computed: a formula is read as the value that the workbook keeps of it.
"""

import io
import zipfile
import zlib
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop.pages.archive import Inspected, TooMuchError, inspect, within
from desktop.pages.table_messages import Cell, Moment, TableRead

_WORKBOOK = "xl/workbook.xml"
_BINARY = "xl/workbook.bin"


def read(content: bytes, sheet: str) -> TableRead:
    """Return a sheet, the first that holds something when none is named.

    Raises:
        TooMuchError: it cannot be read here, and why.
    """
    inspected = _inspected(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return _read(book, sheet, inspected)
    except (CalamineError, OSError, ValueError) as problem:
        raise TooMuchError("abime") from problem


def _inspected(content: bytes) -> Inspected:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if _BINARY in names or "content.xml" in names:
                raise TooMuchError("autre_tableur")
            if _WORKBOOK not in names:
                raise TooMuchError("autre_fichier")
            return inspect(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as problem:
        raise TooMuchError("abime") from problem


def _read(book: CalamineWorkbook, sheet: str, inspected: Inspected) -> TableRead:
    names = tuple(
        one.name
        for one in book.sheets_metadata
        if one.typ is SheetTypeEnum.WorkSheet and one.visible is SheetVisibleEnum.Visible
    )
    for name in (sheet,) if sheet in names else names:
        rows = _rows(book, name)
        if rows:
            return TableRead(
                rows,
                name,
                names,
                formulas=inspected.formulas,
                errors=inspected.errors,
                links=inspected.links,
                since_1904=inspected.since_1904,
            )
    raise TooMuchError("vide")


def _rows(book: CalamineWorkbook, name: str) -> tuple[tuple[Cell, ...], ...]:
    # From the first line of the sheet on: a line has the number that one sees beside it.
    found = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return within([tuple(map(_cell, row)) for row in found])


def _cell(value: object) -> Cell:
    match value:
        case bool() | str():
            return value
        case int() | float():
            return float(value)
        case datetime():
            return Moment(value.date().isoformat())
        case date():
            return Moment(value.isoformat())
        case time() | timedelta():
            return str(value)
        case _:
            return ""
