"""The date drawn in a signature box, read back from the page by what knows printed figures only."""

import io
from datetime import datetime
from itertools import groupby

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageStat

import resources
from desktop.documents import strokes
from desktop.documents.page import HEIGHT
from tests.desktop.documents.papers import PARIS, Authority, seal_first

FIGURES = "0123456789"
_SCALE = 10
# A figure is read when it is that much less unlike the printed one than any other.
_CLEARLY = 0.85


@pytest.fixture(scope="module")
def printed() -> dict[str, Image.Image]:
    font = ImageFont.truetype(str(resources.path("fonts", "DejaVuSans.ttf")), 200)
    pictures = {}
    for figure in FIGURES:
        ink = Image.new("L", (300, 300), 0)
        ImageDraw.Draw(ink).text((50, 20), figure, font=font, fill=255)
        pictures[figure] = _shape(ink)
    return pictures


@pytest.mark.parametrize(
    "day", [(2026, 11, 27), (2027, 1, 17), (2034, 8, 5), (2029, 4, 9), (2036, 12, 30)]
)
def test_every_figure_of_the_date_is_read_without_doubt(
    day: tuple[int, int, int],
    unsealed: bytes,
    authority: Authority,
    printed: dict[str, Image.Image],
) -> None:
    """C9-3-6: it is the only date of a signature that the page shows."""
    at = datetime(*day, 10, 0, tzinfo=PARIS)
    sealer = authority.sealer(start=at, end=at.replace(year=2039))

    drawn = _signs(_date_zone(seal_first(unsealed, sealer, at=at)))

    assert len(drawn) == len("dd/mm/yyyy")
    read = [_read(_shape(sign), printed) for sign in (*drawn[:2], *drawn[3:5], *drawn[6:])]
    assert "".join(read) == f"{at:%d%m%Y}"


def _date_zone(sealed: bytes) -> Image.Image:
    """Return the ink of the hand under the first pad, on black: neither the box nor its line."""
    with pikepdf.open(io.BytesIO(sealed)) as document:
        number, field = next(
            (index, annotation)
            for index, page in enumerate(document.pages)
            for annotation in page.get("/Annots", ())
            if annotation.get("/T") == "SigParticipant"
        )
        left, bottom, right, _ = (float(edge) for edge in field["/Rect"])
    pages = pypdfium2.PdfDocument(sealed)
    pages.init_forms()
    page = pages[number].render(scale=_SCALE).to_pil()
    edges = (left, HEIGHT - bottom - strokes.PAD[1], right, HEIGHT - bottom)
    _, green, blue = page.crop(tuple(round(edge * _SCALE) for edge in edges)).split()
    return ImageChops.subtract(blue, green).point(lambda much: 255 if much > 40 else 0)


def _signs(ink: Image.Image) -> list[Image.Image]:
    """Cut a line of signs where a column has no ink."""
    inked = [ink.crop((x, 0, x + 1, ink.height)).getbbox() is not None for x in range(ink.width)]
    runs = [
        [x for x, _ in run] for has, run in groupby(enumerate(inked), lambda one: one[1]) if has
    ]
    return [ink.crop((run[0], 0, run[-1] + 1, ink.height)) for run in runs]


def _shape(ink: Image.Image) -> Image.Image:
    """Return a figure alone, all of one size, a little out of focus as a hurried eye sees it."""
    return ink.crop(ink.getbbox()).resize((40, 60)).filter(ImageFilter.GaussianBlur(4))


def _unlike(one: Image.Image, other: Image.Image) -> float:
    return ImageStat.Stat(ImageChops.difference(one, other)).mean[0]


def _read(figure: Image.Image, printed: dict[str, Image.Image]) -> str:
    ranks = sorted((_unlike(figure, picture), name) for name, picture in printed.items())
    (first, name), (second, _) = ranks[:2]
    return name if first < _CLEARLY * second else "?"
