"""The child process for files from outside: a scan's pages, its codes, its boxes. One request, then out.

Run as ``python -m desktop.pages.foreign``. It takes little memory and no privilege with it: what a
hostile file breaks here is this process, which was about to end.
"""

import io
import sys
from collections.abc import Callable, Iterator
from typing import IO

import msgspec
import pypdfium2
import zxingcpp
from PIL import Image, ImageOps
from PIL.ExifTags import Base
from PIL.TiffImagePlugin import AppendingTiffWriter

from desktop.pages import depth
from desktop.pages.gathered import add_picture, attach, is_pdf, opened
from desktop.pages.messages import receive, send
from desktop.pages.scan_messages import (
    PROTECTED,
    TOO_LARGE,
    TOO_MANY,
    Ask,
    Code,
    Corners,
    Crop,
    End,
    Extract,
    Grey,
    ScanPage,
    Told,
)

# quality.md F2.
MOST_PAGES = 200
MOST_PIXELS = 100_000_000
# quality.md F1. A colour page of so many pixels takes 400 MB unpacked (Pillow: four bytes each), its grey 100 more:
# one read fits; taken apart from others, or turned, only a smaller one does.
MOST_MEMORY = 512 * 1024 * 1024
DPI = 200
_POINTS = 72
_ERR_PASSWORD = 4  # PDFium's FPDF_ERR_PASSWORD
_PREVIEW = 900  # pixels of the longer side
_CROP_SCALE = 2.5  # pixels a point
_EDGE = 0.05  # of a box, left out on each side: its printed frame
_DARK = 38  # grey levels under the paper
_PAPER = 0.7  # of the pixels of a page are paper
_BLANK = 0.0004
_QR = zxingcpp.barcode_formats_from_str("QRCode")
_FULL_ROW = 0.8  # a row so dark is a streak of the scanner's


def main() -> None:
    """Answer one request."""
    _take_little()
    asked = _asked()
    if asked is None:
        return
    target = sys.stdout.buffer
    problem = answer(asked, lambda told: _tell(target, told))
    _tell(target, End(problem))


def _asked() -> Ask | None:
    data = receive(sys.stdin.buffer)
    return None if data is None else msgspec.msgpack.decode(data, type=Ask)


def answer(asked: Ask, tell: Callable[[Told], None]) -> str:
    """Read one file and tell what is found; return the problem met, "" when there is none."""
    try:
        for told in _WANTED[asked.want](asked):
            tell(told)
    except (_PageTooLarge, Image.DecompressionBombError):
        return TOO_LARGE
    except _TooManyPages:
        return TOO_MANY
    except pypdfium2.PdfiumError as problem:
        asks = problem.err_code == _ERR_PASSWORD
        return PROTECTED if asks else f"{type(problem).__name__}: {problem}"
    except (
        ValueError,
        OSError,
        SyntaxError,  # what Pillow raises on a broken PNG
        MemoryError,
        OverflowError,
        IndexError,
        KeyError,
        TypeError,
        EOFError,
    ) as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


def _pages(asked: Ask) -> Iterator[Told]:
    for number, grey in enumerate(_greys(asked.content)):
        found = zxingcpp.read_barcodes(grey, formats=_QR)
        yield ScanPage(
            number,
            grey.width,
            grey.height,
            blank=not found and _ink(grey) < _BLANK,
            codes=tuple(Code(one.text, _corners(one.position)) for one in found),
            preview=_told(_small(grey)),
        )


def _crops(asked: Ask) -> Iterator[Told]:
    picture = _grey(asked.content, asked.page)
    a, b, c, d, e, f, g, h = asked.placing
    for left, top, right, bottom in asked.boxes:
        size = (round((right - left) * _CROP_SCALE), round((bottom - top) * _CROP_SCALE))
        # From a pixel of the crop to a point of the page, then to a pixel of the scan.
        step, w = 1 / _CROP_SCALE, g * left + h * top + 1
        into = (
            a * step, b * step, a * left + b * top + c,
            d * step, e * step, d * left + e * top + f,
            g * step, h * step,
        )  # fmt: skip
        crop = picture.transform(
            size,
            Image.Transform.PERSPECTIVE,
            tuple(one / w for one in into),
            Image.Resampling.BILINEAR,
            fillcolor=255,
        )
        edge_x, edge_y = round(size[0] * _EDGE), round(size[1] * _EDGE)
        inside = crop.crop((edge_x, edge_y, size[0] - edge_x, size[1] - edge_y))
        yield Crop(_told(crop), _ink(inside))


def _extract(asked: Ask) -> Iterator[Told]:
    out = io.BytesIO()
    if is_pdf(asked.content):
        source = pypdfium2.PdfDocument(asked.content)
        kept = pypdfium2.PdfDocument.new()
        kept.import_pages(source, list(asked.numbers))
        kept.save(out)
    else:
        # One page unpacked at a time, in its own colours.
        with AppendingTiffWriter(out) as kept_pages:
            for number in asked.numbers:
                with _frame(asked.content, number) as frame:
                    frame.load()  # not unpacked yet, `save` would copy it; a TIFF is turned here
                    held = {Base.Orientation: _held(frame), **depth.keep(frame)}
                    frame.save(kept_pages, "TIFF", compression="tiff_lzw", tiffinfo=held)
                kept_pages.newFrame()
    yield Extract(out.getvalue())


def _gather(asked: Ask) -> Iterator[Told]:
    made = pypdfium2.PdfDocument.new()
    for file, number in asked.sheets:
        content = asked.files[file]
        if is_pdf(content):
            made.import_pages(pypdfium2.PdfDocument(content), [number])
        else:
            with _frame(content, number) as frame:
                add_picture(made, content, frame)
    for place, content in enumerate(asked.files, 1):
        attach(made, content, place)
    out = io.BytesIO()
    made.save(out)
    yield Extract(out.getvalue())


_WANTED: dict[str, Callable[[Ask], Iterator[Told]]] = {
    "pages": _pages,
    "crops": _crops,
    "extract": _extract,
    "gather": _gather,
}


def _greys(content: bytes) -> Iterator[Image.Image]:
    count = _count(content)
    if not 0 < count <= MOST_PAGES:
        raise (_TooManyPages if count else ValueError)(f"{count} pages")
    for number in range(count):
        yield _grey(content, number)


def _count(content: bytes) -> int:
    if is_pdf(content):
        return len(pypdfium2.PdfDocument(content))
    with _opened(content) as image:
        return getattr(image, "n_frames", 1)


def _grey(content: bytes, number: int) -> Image.Image:
    """Return one page in grey, upright; its colours, four times as large, are let go first."""
    if is_pdf(content):
        return _rendered(content, number)
    with _frame(content, number) as image:
        held = _held(image)
        image.draft("L", None)  # of a JPEG, the colours are not even unpacked
        grey = depth.grey(image)
    grey.getexif()[Base.Orientation] = held
    ImageOps.exif_transpose(grey, in_place=True)
    return grey


def _held(image: Image.Image) -> int:
    """Take off and return how the machine was held: left there, a TIFF is turned in all its colours."""
    return int(image.getexif().pop(Base.Orientation, 1))


def _frame(content: bytes, number: int) -> Image.Image:
    """Return one page of a picture, its size judged before anything of it is unpacked."""
    image = _opened(content)
    image.seek(number)
    _refuse_large(image.width * image.height)
    return image


def _rendered(content: bytes, number: int) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    try:
        # Before any page is loaded: signatures and fields are drawn with the form.
        document.init_forms()
        page = document[number]
        width, height = page.get_size()
        scale = DPI / _POINTS
        _refuse_large(width * height * scale * scale)
        return page.render(scale=scale, grayscale=True).to_pil()
    finally:
        document.close()


def _opened(content: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    return opened(content)


def _refuse_large(pixels: float) -> None:
    if not 0 < pixels <= MOST_PIXELS:
        raise _PageTooLarge(f"{pixels:.0f} pixels")


class _PageTooLarge(ValueError):
    """One page has more pixels than `MOST_PIXELS`."""


class _TooManyPages(ValueError):
    """The file has more pages than `MOST_PAGES`."""


def _ink(grey: Image.Image) -> float:
    """Return the share of pixels clearly darker than the paper, straight streaks left out."""
    small = grey if grey.width <= _PREVIEW else grey.resize(_fitted(grey), Image.Resampling.BOX)
    counts = small.histogram()
    paper = _percentile(counts, _PAPER)
    mask = small.point([255 if level < paper - _DARK else 0 for level in range(256)])
    rows = mask.resize((1, mask.height), Image.Resampling.BOX).tobytes()
    written = [row for row in rows if row <= 255 * _FULL_ROW]
    return sum(written) / (255 * max(1, len(rows)))


def _percentile(counts: list[int], share: float) -> int:
    left = share * sum(counts)
    for level, count in enumerate(counts):
        left -= count
        if left <= 0:
            return level
    return len(counts) - 1


def _fitted(picture: Image.Image) -> tuple[int, int]:
    factor = min(1.0, _PREVIEW / max(picture.size))
    return max(1, round(picture.width * factor)), max(1, round(picture.height * factor))


def _small(picture: Image.Image) -> Image.Image:
    return picture.resize(_fitted(picture), Image.Resampling.BOX)


def _told(grey: Image.Image) -> Grey:
    return Grey(grey.width, grey.height, grey.tobytes())


def _corners(position: zxingcpp.Position) -> Corners:
    four = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    first, second, third, fourth = ((float(p.x), float(p.y)) for p in four)
    return Corners((first, second, third, fourth))


def _take_little() -> None:
    """Bound what a bomb may unpack; Windows has no such bound: the pages' sizes are judged alone."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


def _tell(target: IO[bytes], told: Told) -> None:
    send(target, told)


if __name__ == "__main__":
    main()
