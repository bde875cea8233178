"""What is said of files as they are read."""

from pathlib import Path

from msgspec import structs

from desktop.pages.scan_messages import Grey, ScanPage
from desktop.ui.paper_batch import Batch
from desktop.usecases.depouillement import Depouillement, Scan

UNE_PAGE = ScanPage(
    number=0, width=1654, height=2339, blank=False, codes=(), preview=Grey(1, 1, b"\xff")
)


def test_sheets_that_lie_on_one_page_are_told_apart_from_those_without_a_code() -> None:
    scan = Scan(b"", (UNE_PAGE,))
    plain, mixed = Batch((Path("a.pdf"),)), Batch((Path("a.pdf"),))

    plain.read(Depouillement(scan, (), (0,)))
    mixed.read(Depouillement(scan, (), (0,), (0,)))

    assert plain.sentence.endswith("Des pages sont à ranger à la main.")
    assert "numérisez-les plutôt l’une après l’autre" in mixed.sentence


def test_what_has_nothing_written_is_said_to_be_blank() -> None:
    blank = Depouillement(Scan(b"", (structs.replace(UNE_PAGE, blank=True),)), (), ())
    batch = Batch((Path("a.pdf"), Path("b.pdf")))

    batch.read(blank)
    assert "à l’envers sur la vitre" in batch.sentence
    batch.read(Depouillement(Scan(b"", (UNE_PAGE,)), (), (0,)))
    assert "à l’envers sur la vitre" not in batch.sentence
