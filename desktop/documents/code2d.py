"""The code printed on each page, by which a signed scan finds its way home.

What is printed: ``CR1:<uuid>:<page>``, in capitals so that the code stays small (29 modules);
level Q, twice a page: a single code under a pen stroke is read half the time.
"""

import re

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

_PAYLOAD = re.compile(r"CR1:([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}):([1-9][0-9]{0,3})")


def payload(document_id: str, page: int) -> str:
    """Return what the code of a page says; a uuid reads the same in capitals (RFC 9562 §4)."""
    return f"CR1:{document_id}:{page}".upper()


def read(text: str) -> tuple[str, int] | None:
    """Return (document's uuid, page from 1) of what a code says; None when it is none of ours."""
    found = _PAYLOAD.fullmatch(text)
    return (found[1].lower(), int(found[2])) if found else None


def modules(text: str) -> list[list[bool]]:
    """Return the squares of the code, row by row from the top."""
    code = QRCode(None, QRErrorCorrectLevel.Q)
    code.addData(text)
    code.make()
    return code.modules


def drawing(rows: list[list[bool]], *, x: float, y: float, side: float) -> str:
    """Return the operators that draw the code with its lower left corner at (x, y), in points.

    One filled path in whole squares, scaled once: a third of the size and time of one
    rectangle at a time.
    """
    count = len(rows)
    unit = side / count
    squares = [
        f"{start} {count - 1 - index} {length} 1 re"
        for index, row in enumerate(rows)
        for start, length in _runs(row)
    ]
    return "\n".join(
        ["q", f"{unit:.5f} 0 0 {unit:.5f} {x:.3f} {y:.3f} cm", "0 0 0 rg", *squares, "f", "Q"]
    )


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Dark squares of a row, joined: (start, length)."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(row):
        if not dark:
            continue
        start, length = runs[-1] if runs else (-1, 0)
        if runs and start + length == column:
            runs[-1] = (start, length + 1)
        else:
            runs.append((column, 1))
    return runs
