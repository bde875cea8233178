"""The one way to a printer. CUPS takes the PDF as it is (Linux, macOS); elsewhere Qt draws its pages.

The PDF goes through a pipe: no file of ours holds it, and what CUPS writes of it is taken back once it is printed.
The job's name says nothing of what it holds.
"""

import re
import shutil
import subprocess
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop.ui.spool import SPOOL
from desktop.usecases.apercu import Apercu, Page
from plie.empechement import Empechement

JOB = "Permanence"
_PATIENCE_S = 30
_SAFE = "Rien n’est perdu\u00a0: le document reste dans Permanence."


class PrintRefused(Empechement):
    """The document did not go to the printer; the sentence says why."""


def takes_pdf() -> bool:
    """Whether this machine's printing system takes a PDF as it is."""
    return shutil.which("lp") is not None


def printers() -> tuple[str, ...]:
    """Return the names of the printers known here, the usual one first."""
    if takes_pdf():
        usual = _ask("lpstat", "-d").rpartition(":")[2].strip()
        names = [line.strip() for line in _ask("lpstat", "-e").splitlines() if line.strip()]
    else:
        usual, names = QPrinterInfo.defaultPrinterName(), QPrinterInfo.availablePrinterNames()
    return tuple(sorted(names, key=lambda name: (name != usual, name)))


def print_pdf(pdf: bytes, printer: str, *, copies: int = 1) -> None:
    """Hand a PDF to CUPS; once it is printed, CUPS keeps no copy of it (`SPOOL` says when it does).

    Raises:
        PrintRefused: no printing system, no such printer, or it refuses the job.
    """
    command = ["lp", "-d", printer, "-n", str(copies), "-t", JOB]
    try:
        done = subprocess.run(  # noqa: S603 - the system's own command; the printer is one it listed
            command, input=pdf, capture_output=True, timeout=_PATIENCE_S, check=False
        )
    except FileNotFoundError as problem:
        raise PrintRefused(
            f"Ce poste n’a pas de quoi imprimer (CUPS est absent). {_SAFE} Enregistrez une copie, ou "
            "demandez l’installation d’une imprimante."
        ) from problem
    except subprocess.TimeoutExpired as problem:
        raise PrintRefused(
            f"L’imprimante ne répond pas. {_SAFE} Vérifiez qu’elle est allumée, puis recommencez."
        ) from problem
    if done.returncode:
        raise PrintRefused(
            f"L’imprimante «\u00a0{printer}\u00a0» a refusé le document. {_SAFE} Vérifiez-la, ou choisissez-en "
            "une autre."
        )
    SPOOL.watch(_job(done.stdout.decode(errors="replace"), printer))


def print_alone(pdf: bytes, printer: str) -> None:
    """Print a document of a page or two whole, off the screens' thread.

    Raises:
        PrintRefused: as for `print_pdf` and `print_pages`.
        UnreadablePages: its pages cannot be drawn.
    """
    if takes_pdf():
        print_pdf(pdf, printer)
        return
    apercu = Apercu()
    try:
        print_pages(apercu.pages(pdf), printer)
    finally:
        apercu.close()


def print_pages(pages: Sequence[Page], printer: str, *, copies: int = 1) -> None:
    """Draw pages on a printer, one a sheet side, where the system takes no PDF.

    Raises:
        PrintRefused: the printer does not begin the job.
    """
    device = QPrinter(QPrinterInfo.printerInfo(printer), QPrinter.PrinterMode.HighResolution)
    device.setDocName(JOB)
    device.setCopyCount(copies)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if not draw(pages, device):
        raise PrintRefused(
            f"L’imprimante «\u00a0{printer}\u00a0» ne commence pas. {_SAFE} Vérifiez-la, puis recommencez."
        )


def draw(pages: Sequence[Page], device: QPrinter) -> bool:
    """Draw each page as large as its sheet allows, undistorted; return whether the device began.

    A sheet may be of another shape (US Letter): the boxes to sign keep theirs.
    """
    device.setFullPage(True)
    painter = QPainter()
    if not painter.begin(device):
        return False
    sheet = QRect(0, 0, device.width(), device.height())
    for number, (width, height, bgrx) in enumerate(pages):
        if number:
            device.newPage()
        picture = QImage(bgrx, width, height, QImage.Format.Format_RGB32)
        place = QRect(
            QPoint(), picture.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        )
        place.moveCenter(sheet.center())
        painter.drawImage(place, picture)
    return painter.end()


def _job(told: str, printer: str) -> str:
    """Return the name of the job that `lp` tells in the words of any language; "" when it tells none."""
    found = re.search(rf"{re.escape(printer.partition('/')[0])}-\d+", told)
    return found.group() if found else ""


def _ask(*command: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - the system's own commands
            command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False
        )
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
