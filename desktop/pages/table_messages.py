"""What the parent asks of the child that reads a table from outside, and what it is told."""

import msgspec


class AskTable(msgspec.Struct, frozen=True):
    """Read one file; `sheet` names the sheet of a workbook, "" the first that holds something."""

    content: bytes
    sheet: str = ""


class Moment(msgspec.Struct, frozen=True):
    """A cell that the workbook itself takes for a date: ISO 8601, without its hour."""

    iso: str


# An empty cell is "". No number is kept as an integer: a spreadsheet has none.
Cell = str | float | bool | Moment


class TableRead(msgspec.Struct, frozen=True, tag="table"):
    """A table as it was read.

    Attributes:
        rows: from the first line of the file on, so that a row has the number that one sees.
        sheet: the sheet that was read, "" in a text.
        sheets: those that a person may choose from.
        formulas: how many cells are computed; their last value is read, nothing is computed.
        errors: how many cells of the workbook hold an error of computation; they are read as empty.
        links: whether the workbook leads to other files; nothing of them is read.
        encoding: how a text is written, "" in a workbook.
        since_1904: whether a number of days of this workbook counts from 1904 (Excel of the Mac), not 1900.
    """

    rows: tuple[tuple[Cell, ...], ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    formulas: int = 0
    errors: int = 0
    links: bool = False
    encoding: str = ""
    since_1904: bool = False


class TableRefused(msgspec.Struct, frozen=True, tag="refused"):
    """Nothing could be read; `why` is a word of `desktop.pages.tables`."""

    why: str


TableTold = TableRead | TableRefused
