"""What is seen through on a page is paper, whatever colour hides behind."""

import io

import pytest
from PIL import Image

from desktop.documents import code2d
from desktop.documents.compte_rendu import render
from desktop.pages import scans
from tests.desktop import scanner
from tests.desktop.documents.papers import ID, UN_COMPTE_RENDU


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
@pytest.mark.parametrize("behind", [0, 90, 255])
def test_a_page_cut_out_of_its_background_reads_as_the_page(mode: str, behind: int) -> None:
    (sheet,) = scanner.sheets(render(UN_COMPTE_RENDU))
    ink = sheet.point([255 if level < 200 else 0 for level in range(256)])
    page = Image.new(mode, sheet.size, (behind,) * (len(mode) - 1) + (0,))
    page.paste(Image.new(mode, sheet.size, (0,) * (len(mode) - 1) + (255,)), (0, 0), ink)
    out = io.BytesIO()
    page.save(out, "PNG")

    (read,) = scans.read_pages(out.getvalue())

    assert not read.blank
    assert {code2d.read(code.text) for code in read.codes} == {(ID, 1)}
