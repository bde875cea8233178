"""Pages of several files made one document, in the child process: each file lies whole in it, as it came.

A page is only how its file is read: a JPEG is not unpacked, another picture loses nothing it shows.
"""

import io

import pypdfium2
from PIL import Image, ImageOps
from PIL.ExifTags import Base

from desktop.pages import depth

_POINTS = 72
_DPI = 200  # of a picture that does not say its own
_LIKELY = range(50, 1201)  # dots an inch: anything else is a mistake of the machine's
# How far a page is turned, by the orientation of Exif; the others mirror it.
_TURNS = {1: 0, 3: 180, 6: 90, 8: 270}
_KINDS = {"JPEG": "jpg", "PNG": "png", "TIFF": "tif"}


def add_picture(document: pypdfium2.PdfDocument, content: bytes, image: Image.Image) -> None:
    """Add a page that shows a picture, upright; `image` is the frame of `content` it is."""
    held = int(image.getexif().get(Base.Orientation, 1))
    shown = pypdfium2.PdfImage.new(document)
    if image.format == "JPEG" and not image.tell() and held in _TURNS:
        shown.load_jpeg(io.BytesIO(content), inline=True)
    else:
        shown.set_bitmap(pypdfium2.PdfBitmap.from_pil(_plain(image)))
        held = 1
    width, height = (side * _POINTS / _density(image) for side in shown.get_px_size())
    page = document.new_page(width, height)
    shown.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(shown)
    page.gen_content()
    page.set_rotation(_TURNS[held])
    page.close()


def attach(document: pypdfium2.PdfDocument, content: bytes, number: int) -> None:
    """Put a file in a document, byte for byte, under a name that is ours."""
    document.new_attachment(f"fichier-{number}.{_kind(content)}").set_data(content)


def is_pdf(content: bytes) -> bool:
    """Whether a file says that it is a PDF."""
    return b"%PDF-" in content[:1024]


def opened(content: bytes) -> Image.Image:
    """Open a picture; nothing of it is unpacked."""
    return Image.open(io.BytesIO(content), formats=tuple(_KINDS))


def _kind(content: bytes) -> str:
    if is_pdf(content):
        return "pdf"
    with opened(content) as image:
        return _KINDS.get(image.format or "", "jpg")


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture in 8 bits, upright; what was seen through is paper."""
    if image.mode.startswith("I;16") or image.mode in {"1", "L"}:
        found = depth.grey(image)
    elif image.has_transparency_data:
        seen = image.convert("RGBA")
        found = Image.new("RGBA", seen.size, "white")
        found.alpha_composite(seen)
        found = found.convert("RGB")
    else:
        found = image.convert("RGB")
    found.getexif()[Base.Orientation] = int(image.getexif().get(Base.Orientation, 1))
    ImageOps.exif_transpose(found, in_place=True)
    return found


def _density(image: Image.Image) -> float:
    told = image.info.get("dpi") or (0,)
    try:
        dpi = round(float(told[0]))
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return _DPI
    return dpi if dpi in _LIKELY else _DPI
