"""The code printed on each page."""

import io
import re
import uuid

from pyhanko.pdf_utils.reader import PdfFileReader

from desktop.documents import code2d, page
from tests.desktop.documents.papers import ID


def test_it_says_which_document_and_which_page() -> None:
    prefix, document, number = code2d.payload(ID, 3).split(":")

    assert (prefix, uuid.UUID(document), number) == ("CR1", uuid.UUID(ID), "3")


def test_it_stays_small_enough_to_be_read_at_14_millimetres() -> None:
    """Measured: 29 modules at level Q are read on degraded scans; 33 less often."""
    assert {len(code2d.modules(code2d.payload(ID, number))) for number in (1, 99)} == {29}


def test_its_squares_are_those_of_the_code() -> None:
    rows = code2d.modules(code2d.payload(ID, 1))

    drawn = code2d.drawing(rows, x=10, y=20, side=58)

    painted = set()
    for x, y, width in re.findall(r"^(\d+) (\d+) (\d+) 1 re$", drawn, re.MULTILINE):
        painted |= {(int(x) + step, int(y)) for step in range(int(width))}
    dark = {(x, 28 - y) for y, row in enumerate(rows) for x, square in enumerate(row) if square}
    assert painted == dark
    assert "2.00000 0 0 2.00000 10.000 20.000 cm" in drawn


def test_it_is_printed_twice_on_each_page(unsealed: bytes) -> None:
    """18 mm at the top right, 14 mm at the bottom left: one is under no pen stroke."""
    drawn = PdfFileReader(io.BytesIO(unsealed)).root["/Pages"]["/Kids"][0]["/Contents"].data
    rows = code2d.modules(code2d.payload(ID, 1))

    for x, y, side in (page.TOP_CODE, page.FOOT_CODE):
        assert code2d.drawing(rows, x=x, y=y, side=side).encode() in drawn
    assert (page.TOP_CODE[2], page.FOOT_CODE[2]) == (18 * page.mm, 14 * page.mm)
