"""Pages of several files made one PDF: they read as they did, and each file lies in it as it came."""

import io

import pikepdf
import pytest
from PIL import Image
from PIL.ExifTags import Base

from desktop.documents import code2d
from desktop.documents.compte_rendu import render
from desktop.pages import scans
from desktop.pages.errors import UnreadableScan
from tests.desktop import scanner
from tests.desktop.documents.papers import UN_COMPTE_RENDU

WHOLE = (UN_COMPTE_RENDU.id, 1)


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    return scanner.sheets(render(UN_COMPTE_RENDU))[0]


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def held(turn: Image.Transpose, orientation: int, sheet: Image.Image, kind: str) -> bytes:
    """A page laid otherwise than it is read, with the orientation that says so."""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    return saved(sheet.transpose(turn), kind, exif=exif)


def attached(pdf: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            name: one.get_file().read_bytes() for name, one in sorted(document.attachments.items())
        }


def test_a_page_a_file_of_every_kind_is_one_document(sheet: Image.Image) -> None:
    colour = sheet.convert("RGB")
    other = Image.new("L", (300, 400), 128)
    files = {
        "jpg": scanner.jpeg(sheet.copy()),  # Pillow notes on a picture how it was last saved
        "png": saved(colour, "PNG", dpi=(200, 200)),
        "tif": scanner.tiff([other, sheet]),
        "pdf": scanner.as_pdf([sheet]),
    }
    sheets = ((3, 0), (2, 1), (1, 0), (0, 0))

    made = scans.gather(tuple(files.values()), sheets)

    assert attached(made) == {f"fichier-{n}.{kind}": files[kind] for n, kind in enumerate(files, 1)}
    pages = scans.read_pages(made)
    assert [{code2d.read(code.text) for code in page.codes} for page in pages] == [{WHOLE}] * 4
    # A4 at the density told: shown at its size.
    assert {
        (abs(p.width - sheet.width) <= 1, abs(p.height - sheet.height) <= 1) for p in pages
    } == {(True, True)}


def test_a_jpeg_is_not_packed_again(sheet: Image.Image) -> None:
    content = scanner.jpeg(sheet)

    made = scans.gather((content,), ((0, 0),))

    with pikepdf.open(io.BytesIO(made)) as document:
        (picture,) = document.pages[0].get_images().values()
        assert picture.read_raw_bytes() == content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize(
    ("turn", "orientation"),
    [
        (Image.Transpose.ROTATE_90, 6),
        (Image.Transpose.ROTATE_180, 3),
        (Image.Transpose.ROTATE_270, 8),
        (Image.Transpose.FLIP_LEFT_RIGHT, 2),
    ],
)
def test_a_page_held_otherwise_is_shown_upright(
    sheet: Image.Image, turn: Image.Transpose, orientation: int, kind: str
) -> None:
    content = held(turn, orientation, sheet, kind)
    (before,) = scans.read_pages(content)

    (after,) = scans.read_pages(scans.gather((content,), ((0, 0),)))

    assert {code2d.read(code.text) for code in after.codes} == {WHOLE}
    ours, theirs = after.codes[0].corners.points[0], before.codes[0].corners.points[0]
    assert ours[0] / after.width == pytest.approx(theirs[0] / before.width, abs=0.01)
    assert ours[1] / after.height == pytest.approx(theirs[1] / before.height, abs=0.01)


@pytest.mark.parametrize("mode", ["1", "I;16", "LA", "RGBA", "P", "CMYK"])
def test_whatever_its_colours_a_page_shows_what_it_showed(sheet: Image.Image, mode: str) -> None:
    if mode == "I;16":
        picture = sheet.convert("I").point(lambda level: level * 257).convert("I;16")
    else:
        picture = sheet.convert("RGB").convert(mode)
    if mode in {"LA", "RGBA"}:  # the paper is seen through
        picture.putalpha(sheet.point(lambda level: 255 - level))
    content = saved(picture, "TIFF" if mode == "CMYK" else "PNG")

    (page,) = scans.read_pages(scans.gather((content,), ((0, 0),)))

    assert {code2d.read(code.text) for code in page.codes} == {WHOLE}


def test_files_too_large_together_are_refused_before_they_are_opened() -> None:
    half = bytes(scans.MOST_BYTES // 2 + 1)

    with pytest.raises(UnreadableScan, match="Ensemble"):
        scans.gather((half, half), ((0, 0), (1, 0)))


def test_a_file_that_is_no_scan_is_not_gathered(sheet: Image.Image) -> None:
    with pytest.raises(UnreadableScan, match="Rien n’en a été gardé"):
        scans.gather((scanner.jpeg(sheet), b"rien"), ((0, 0), (1, 0)))
