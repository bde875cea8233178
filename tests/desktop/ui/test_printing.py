"""Printing for real, on a CUPS of the test's own."""
# ruff: noqa: S607 - the system's own commands

import subprocess
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.documents.compte_rendu import render
from desktop.ui import printing
from desktop.ui.printing import PrintRefused
from tests.desktop.cups import PRINTER, needs_cups
from tests.desktop.documents.papers import UN_COMPTE_RENDU


@needs_cups
def test_cups_gets_the_pdf_as_it_is(cups: Path, qtbot: QtBot) -> None:
    pdf = render(UN_COMPTE_RENDU)

    assert printing.printers() == (PRINTER,)
    printing.print_pdf(pdf, PRINTER)

    (received,) = (cups / "spool").glob("d*")
    assert received.read_bytes() == pdf
    printed = cups / "tmp" / "sortie.pdf"
    qtbot.waitUntil(printed.exists, timeout=20_000)
    assert printed.read_bytes() == pdf
    assert "CONTENT_TYPE=application/pdf" in (cups / "error").read_text()


@needs_cups
def test_a_job_says_nothing_of_what_it_holds(cups: Path) -> None:
    printing.print_pdf(render(UN_COMPTE_RENDU), PRINTER)

    listed = subprocess.run(
        ["lpstat", "-W", "all", "-o"], capture_output=True, text=True, check=True
    ).stdout
    logged = b"".join(path.read_bytes() for path in cups.glob("*") if path.is_file())
    assert PRINTER in listed
    assert b"Permanence" in logged
    assert UN_COMPTE_RENDU.adherent.encode() not in logged


@needs_cups
@pytest.mark.usefixtures("cups")
def test_a_printer_that_is_not_there_is_told_in_a_sentence() -> None:
    with pytest.raises(PrintRefused, match="a refusé le document"):
        printing.print_pdf(b"%PDF-1.7", "ailleurs")


def test_a_machine_without_cups_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert not printing.takes_pdf()
    with pytest.raises(PrintRefused, match="CUPS est absent"):
        printing.print_pdf(b"%PDF-1.7", PRINTER)


@pytest.mark.parametrize("sheet", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter])
def test_where_qt_draws_each_page_has_its_sheet_and_its_shape(
    sheet: QPageSize.PageSizeId, tmp_path: Path, app: QApplication
) -> None:
    assert app
    width, height, count = 420, 594, 2  # A4
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sorti.pdf"))
    printer.setPageSize(QPageSize(sheet))

    assert printing.draw([(width, height, bytes(4 * width * height))] * count, printer)

    with pdfium.PdfDocument(tmp_path / "sorti.pdf") as drawn:
        assert len(drawn) == count
        for page in drawn:
            grey = page.render(scale=1, grayscale=True).to_pil()
            left, top, right, bottom = grey.point(lambda v: 255 * (v < 128)).getbbox()
            assert (right - left) / (bottom - top) == pytest.approx(width / height, abs=0.01)
            assert max((right - left) / grey.width, (bottom - top) / grey.height) > 0.99
