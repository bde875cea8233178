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
from desktop.ui.spool import SPOOL, Spool
from tests.desktop.cups import PRINTER, go_on, kept, needs_cups, pause, running
from tests.desktop.documents.papers import UN_COMPTE_RENDU


@needs_cups
def test_cups_gets_the_pdf_as_it_is(cups: Path, qtbot: QtBot) -> None:
    pdf = render(UN_COMPTE_RENDU)

    assert printing.printers() == (PRINTER,)
    pause()
    printing.print_pdf(pdf, PRINTER)

    (received,) = kept(cups)
    assert received.read_bytes() == pdf
    go_on()
    printed = cups / "tmp" / "sortie.pdf"
    qtbot.waitUntil(printed.exists)
    assert printed.read_bytes() == pdf
    assert "CONTENT_TYPE=application/pdf" in (cups / "error").read_text()


@needs_cups
def test_a_job_says_nothing_of_what_it_holds(cups: Path, qtbot: QtBot) -> None:
    pause()  # once printed it is gone, and listed no more
    printing.print_pdf(render(UN_COMPTE_RENDU), PRINTER)

    listed = subprocess.run(
        ["lpstat", "-W", "all", "-o"], capture_output=True, text=True, check=True
    ).stdout
    go_on()
    qtbot.waitUntil((cups / "tmp" / "sortie.pdf").exists)
    logged = b"".join(path.read_bytes() for path in cups.glob("*") if path.is_file())
    assert PRINTER in listed
    assert b"Permanence" in logged
    assert UN_COMPTE_RENDU.adherent.encode() not in logged


@needs_cups
@pytest.mark.parametrize("times", [1, 3])
def test_cups_keeps_nothing_of_what_it_has_printed(cups: Path, qtbot: QtBot, times: int) -> None:
    pause()
    for _ in range(times):
        printing.print_pdf(render(UN_COMPTE_RENDU), PRINTER)
    assert len(kept(cups)) == times
    assert not SPOOL.empty

    go_on()

    qtbot.waitUntil(lambda: SPOOL.empty, timeout=30_000)
    assert (cups / "tmp" / "sortie.pdf").exists()
    assert [path for path in cups.rglob("*") if is_pdf(path)] == [cups / "tmp" / "sortie.pdf"]
    assert list((cups / "spool").glob("c*")) == []


@needs_cups
def test_what_waits_for_its_printer_is_printed_and_said_to_be_kept_until_then(
    cups: Path, qtbot: QtBot
) -> None:
    pdf = render(UN_COMPTE_RENDU)
    spool = Spool(patience=1.0)
    pause()
    printing.print_pdf(pdf, PRINTER)

    with qtbot.waitSignal(spool.kept) as told:
        spool.watch(f"{PRINTER}-1")
    assert "l’impression n’est pas finie" in told.args[0].phrase
    assert len(kept(cups)) == 1
    assert not spool.empty
    go_on()
    qtbot.waitUntil((cups / "tmp" / "sortie.pdf").exists)
    spool.try_again()

    qtbot.waitUntil(lambda: spool.empty and SPOOL.empty, timeout=30_000)
    assert (cups / "tmp" / "sortie.pdf").read_bytes() == pdf
    assert kept(cups) == []


@needs_cups
def test_a_cups_that_erases_nothing_is_told(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """Its administrator may refuse that to everybody."""
    spool = Spool()
    with running(monkeypatch, denied="Cancel-Job") as folder:
        subprocess.run(["lp", "-d", PRINTER], input=b"%PDF-1.7", check=True)  # noqa: S603 - as above

        with qtbot.waitSignal(spool.kept) as told:
            spool.watch(f"{PRINTER}-1")

        assert "ne l’efface pas" in told.args[0].phrase
        assert len(kept(folder)) == 1
        assert not spool.empty


def test_a_machine_that_names_no_job_says_that_a_copy_is_kept(qtbot: QtBot) -> None:
    spool = Spool()

    with qtbot.waitSignal(spool.kept) as told:
        spool.watch("")

    assert "copie lisible" in told.args[0].phrase
    assert spool.empty


def is_pdf(path: Path) -> bool:
    return path.is_file() and b"%PDF" in path.read_bytes()


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
