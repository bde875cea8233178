"""A scanner for the tests: our own PDFs printed, signed by a pen, laid askew on the glass."""

import io
import math
import random

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

DPI = 200
_SCALE = DPI / 72


def sheets(pdf: bytes) -> list[Image.Image]:
    """Print a document: one grey picture a page, as it comes out of the printer."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    return [page.render(scale=_SCALE, grayscale=True).to_pil() for page in document]


def sign(sheet: Image.Image, box: tuple[float, float, float, float], chance: random.Random) -> None:
    """Draw a signature in a box (points, from the upper left), with a pen."""
    left, top, right, bottom = (edge * _SCALE for edge in box)
    turns, phase = chance.uniform(3, 6), chance.uniform(0, 3)
    points = [
        (
            left + (right - left) * (0.1 + 0.7 * t / 80),
            (top + bottom) / 2 + (bottom - top) * 0.35 * math.sin(turns * t / 12 + phase),
        )
        for t in range(81)
    ]
    ImageDraw.Draw(sheet).line(points, fill=chance.choice((20, 60, 90)), width=4, joint="curve")


def scribble_over(sheet: Image.Image, code: tuple[float, float, float]) -> None:
    """Cross one of the codes (x, y from the foot, side, in points) with a pen."""
    x, y, side = (value * _SCALE for value in code)
    top = sheet.height - y - side
    pen = ImageDraw.Draw(sheet)
    pen.line([(x - 10, top + 5), (x + side + 10, top + side - 5)], fill=60, width=4)
    pen.line([(x - 10, top + side * 0.6), (x + side + 10, top + side * 0.3)], fill=60, width=4)


def scan(sheet: Image.Image, chance: random.Random) -> bytes:
    """Lay a sheet on the glass: turned, dimmed, blurred, noisy, as JPEG at 60."""
    turned = sheet.rotate(
        chance.uniform(-3, 3) + (180 if chance.random() < 0.25 else 0),
        resample=Image.Resampling.BILINEAR,
        fillcolor=245,
    )
    blurred = turned.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 0.9)))
    dimmed = blurred.point([round(level * 0.88 + 8) for level in range(256)])
    noise = Image.effect_noise(dimmed.size, chance.uniform(8, 16))
    return jpeg(ImageChops.add(dimmed, noise, scale=1, offset=-128))


def photograph(sheet: Image.Image, tilt: tuple[float, float]) -> bytes:
    """Hold a telephone above a sheet on a table, not quite over its middle: one side is farther."""
    across, down = tilt
    seen = sheet.transform(
        (round(sheet.width * 1.4), round(sheet.height * 1.4)),
        Image.Transform.PERSPECTIVE,
        (1, 0.05, -sheet.width * 0.15, -0.04, 1, -sheet.height * 0.12, across, down),
        Image.Resampling.BILINEAR,
        fillcolor=110,
    )
    return jpeg(seen)


def jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60, dpi=(DPI, DPI))
    return out.getvalue()


def tiff(pictures: list[Image.Image]) -> bytes:
    out = io.BytesIO()
    pictures[0].save(out, "TIFF", save_all=True, append_images=pictures[1:], compression="tiff_lzw")
    return out.getvalue()


def as_pdf(pictures: list[Image.Image]) -> bytes:
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI)
    return out.getvalue()
