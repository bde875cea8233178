"""Scans in 12 and 16 bits of grey read as the same ones in 8 would: never all white."""

import io
import struct
from collections.abc import Callable

import pytest
from PIL import Image
from PIL.TiffImagePlugin import PHOTOMETRIC_INTERPRETATION

from desktop.documents import code2d
from desktop.documents.compte_rendu import render
from desktop.pages import scans
from tests.desktop import scanner
from tests.desktop.documents.papers import UN_COMPTE_RENDU

Make = Callable[[Image.Image], bytes]


def deep(grey: Image.Image, *, most: int = 65535, mode: str = "I;16") -> Image.Image:
    spread = grey.convert("I").point(lambda level: level * (most / 255) + 0.5)
    return spread.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def png(grey: Image.Image) -> bytes:
    return saved(deep(grey), "PNG")


def tiff(grey: Image.Image) -> bytes:
    return saved(deep(grey), "TIFF", compression="tiff_lzw")


def tiff_of_the_other_end(grey: Image.Image) -> bytes:
    return saved(deep(grey, mode="I;16B"), "TIFF")


def tiff_white_is_zero(grey: Image.Image) -> bytes:
    turned = grey.point([255 - level for level in range(256)])
    tags = {PHOTOMETRIC_INTERPRETATION: 0}
    return saved(deep(turned), "TIFF", compression="tiff_lzw", tiffinfo=tags)


def tiff_of_12_bits(grey: Image.Image) -> bytes:
    """What Pillow reads and does not write: two pixels in three bytes, not packed any further."""
    even = grey.crop((0, 0, grey.width // 2 * 2, grey.height))
    levels = struct.unpack(f"<{even.width * even.height}H", deep(even, most=4095).tobytes())
    rows = b"".join(
        (first << 12 | second).to_bytes(3, "big")
        for first, second in zip(levels[::2], levels[1::2], strict=True)
    )
    tags = {256: even.width, 257: even.height, 258: 12, 259: 1, 262: 1, 277: 1, 278: even.height}
    tags |= {273: 8, 279: len(rows)}  # the rows are at once after the head
    directory = struct.pack("<H", len(tags)) + b"".join(
        struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(tags.items())
    )
    return struct.pack("<2sHI", b"II", 42, 8 + len(rows)) + rows + directory + bytes(4)


KINDS = (png, tiff, tiff_of_the_other_end, tiff_white_is_zero, tiff_of_12_bits)


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    found: Image.Image = scanner.sheets(render(UN_COMPTE_RENDU))[0]
    return found.crop((0, 0, found.width // 2 * 2, found.height))


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_a_deep_grey_reads_as_the_same_page_in_8_bits(sheet: Image.Image, make: Make) -> None:
    (wanted,) = scans.read_pages(saved(sheet, "PNG"))

    (page,) = scans.read_pages(make(sheet))

    assert {code2d.read(code.text) for code in page.codes} == {(UN_COMPTE_RENDU.id, 1)}
    assert (page.preview, page.blank) == (wanted.preview, False)


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_ink_is_seen_in_a_box_of_a_deep_grey(make: Make) -> None:
    page = Image.new("L", (400, 400), 230)
    page.paste(90, (250, 50, 350, 150))
    boxes = ((0.0, 0.0, 200.0, 200.0), (200.0, 0.0, 400.0, 200.0))

    empty, written = scans.crops(make(page), 0, (1, 0, 0, 0, 1, 0, 0, 0), boxes)

    assert (empty.ink, written.ink > 0.1) == (0, True)


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_a_deep_grey_taken_apart_reads_as_it_did(sheet: Image.Image, make: Make) -> None:
    content = make(sheet.resize((500, 700)))

    alone = scans.extract(content, (0,))

    assert scans.read_pages(alone) == scans.read_pages(content)
    with Image.open(io.BytesIO(alone)) as kept:
        assert kept.mode in {"I;16", "I;16B"}


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_deep_page_as_large_as_allowed_is_read_and_taken_apart(kind: str) -> None:
    page = Image.new("I;16", (10_000, 10_000), 60_000)
    page.paste(Image.new("I;16", (5_000, 10_000), 1_000), (0, 0))
    options: dict[str, object] = {"PNG": {"compress_level": 1}}.get(
        kind, {"compression": "tiff_lzw", "tiffinfo": {PHOTOMETRIC_INTERPRETATION: 0}}
    )
    content = saved(page, kind, **options)

    (found,) = scans.read_pages(content, patience=60)
    (again,) = scans.read_pages(scans.extract(content, (0,), patience=60), patience=60)

    left, right = (4, 233) if kind == "PNG" else (251, 22)
    row = found.preview.pixels[: found.preview.width]
    assert (row[0], row[-1]) == (left, right)
    assert again == found
