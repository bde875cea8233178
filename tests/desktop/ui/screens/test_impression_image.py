"""Imprimer: what was signed on paper and scanned as a picture leaves as a PDF, which holds the picture as it came."""

import io
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.ui.places import Name
from desktop.usecases.a_signer import lire
from desktop.usecases.papier import rattacher
from tests.desktop import scanner
from tests.desktop.ui.screens.house import NOW, House


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_copy_of_a_picture_is_a_pdf_that_holds_it(
    house: House, tmp_path: Path, kind: str
) -> None:
    cr = house.compte_rendu()
    out = io.BytesIO()
    with house.vault.look() as rows:
        pdf = lire(rows, cr, referentiel=house.window.desk.referentiel).pdf or b""
    scanner.sheets(pdf)[0].save(out, kind)
    with house.vault.work() as work:
        rattacher(work, out.getvalue(), cr, signe_le=NOW.date(), now=NOW)
    house.go(Name.IMPRESSION, f"cr:{cr}")
    save = house.find(QPushButton, "enregistrer_copie")
    house.qtbot.waitUntil(save.isEnabled)

    house.click("enregistrer_copie")
    dialog = house.window.screen_shown.findChild(QFileDialog, "enregistrer_copie_ou")
    dialog.fileSelected.emit(str(tmp_path / "copie.pdf"))
    dialog.close()

    house.qtbot.waitUntil(lambda: "n’est plus protégée" in house.say())
    with pikepdf.open(tmp_path / "copie.pdf") as copy:
        assert len(copy.pages) == 1
        (held,) = copy.attachments.values()
        assert held.get_file().read_bytes() == out.getvalue()
