"""Printing for real: a CUPS of the test's own, with a printer of its own. Nothing else is touched."""
# ruff: noqa: S603, S607, S108 - the system's own commands, and the folders of a CUPS of the test's

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
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
from tests.desktop.documents.papers import UN_COMPTE_RENDU

PRINTER = "essai"
CUPS = Path("/usr/lib/cups")
# A printer that takes PDF and whose paper is a file: CUPS hands it the job as to any other.
BACKEND = """#!/bin/sh
[ $# -eq 0 ] && exit 0
cat "${{6:--}}" > {root}/tmp/sortie.part && mv {root}/tmp/sortie.part {root}/tmp/sortie.pdf
"""
needs_cups = pytest.mark.skipif(
    os.name != "posix"
    or os.geteuid() != 0
    or not all(shutil.which(name) for name in ("cupsd", "lp", "lpadmin")),
    reason="needs root, cups-daemon and cups-client",
)


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Start a CUPS on a socket of its own, with one printer; return its folder."""
    # Not under tmp_path: CUPS's own user must go through, and a socket's path is short.
    with tempfile.TemporaryDirectory(prefix="cups-") as name:
        root = Path(name)
        user = "lp" if "lp" in {one.pw_name for one in pwd.getpwall()} else "root"
        root.chmod(0o755)
        for folder in ("spool", "cache", "state", "tmp"):
            (root / folder).mkdir()
            shutil.chown(root / folder, user)
        _add_backend(root)
        (root / "files.conf").write_text(
            f"ServerRoot {root}\nServerBin {root}/bin\nRequestRoot {root}/spool\nCacheDir {root}/cache\n"
            f"StateDir {root}/state\nTempDir {root}/tmp\nFileDevice Yes\nUser {user}\n"
            f"AccessLog {root}/access\nErrorLog {root}/error\nPageLog {root}/page\n"
            "SystemGroup root lpadmin\n"
        )
        (root / "cupsd.conf").write_text(
            f"Listen {root}/s\nLogLevel debug\nBrowsing No\nDefaultAuthType None\nWebInterface No\n"
            "<Location />\nAllow all\n</Location>\n<Policy default>\n<Limit All>\nAllow all\n"
            "</Limit>\n</Policy>\n"
        )
        monkeypatch.setenv("CUPS_SERVER", f"{root}/s")
        server = subprocess.Popen(
            ["cupsd", "-f", "-c", f"{root}/cupsd.conf", "-s", f"{root}/files.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _add_printer()
            yield root
        finally:
            server.terminate()
            server.wait()


def _add_backend(root: Path) -> None:
    """Give CUPS its own programs, and one way out that is the test's."""
    (root / "bin" / "backend").mkdir(parents=True)
    for own in CUPS.iterdir():
        if own.name != "backend":
            (root / "bin" / own.name).symlink_to(own)
    script = root / "bin" / "backend" / PRINTER
    script.write_text(BACKEND.format(root=root))
    script.chmod(0o755)


def _add_printer() -> None:
    command = ["lpadmin", "-p", PRINTER, "-E", "-v", f"{PRINTER}:/", "-m", "raw"]
    for _ in range(200):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return
    pytest.fail(done.stderr)


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
