"""Scans read in a child of their own: codes found on bad ones, hostile files refused in one sentence."""

import io
import os
import random
import tracemalloc
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PIL.ExifTags import Base

from desktop.documents import code2d, registration
from desktop.documents.boxes import signature_places
from desktop.documents.compte_rendu import render
from desktop.documents.page import FOOT_CODE, TOP_CODE
from desktop.pages import scans
from desktop.pages.errors import UnreadableScan
from plie.empechement import Empechement
from tests.desktop import scanner
from tests.desktop.documents.papers import UN_COMPTE_RENDU

REFUSED = "Rien n’en a été gardé"


@pytest.fixture(scope="module")
def document() -> bytes:
    return render(UN_COMPTE_RENDU)


def read_codes(content: bytes) -> list[set[tuple[str, int] | None]]:
    return [{code2d.read(code.text) for code in page.codes} for page in scans.read_pages(content)]


@pytest.mark.parametrize("seed", range(10))
def test_a_bad_scan_still_says_which_document_it_is(document: bytes, seed: int) -> None:
    """200 dpi, JPEG 60, ± 3°, upside down one time in four, a pen over one of the codes."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    sheet = scanner.sheets(document)[0]
    for place in signature_places(document):
        scanner.sign(sheet, place.box, chance)
    scanner.scribble_over(sheet, chance.choice((TOP_CODE, FOOT_CODE)))

    (found,) = read_codes(scanner.scan(sheet, chance))

    assert found == {(UN_COMPTE_RENDU.id, 1)}


@pytest.mark.parametrize("seed", range(4))
def test_ink_in_a_box_is_seen_and_its_absence_too(document: bytes, seed: int) -> None:
    chance = random.Random(100 + seed)  # noqa: S311 - chance, not secrecy
    sheet = scanner.sheets(document)[0]
    places = signature_places(document)
    scanner.sign(sheet, places[0].box, chance)
    content = scanner.scan(sheet, chance)

    (page,) = scans.read_pages(content)
    placing = registration.locate(
        [code.corners.points for code in page.codes], (page.width, page.height)
    )
    signed, empty = scans.crops(content, 0, placing, tuple(place.box for place in places))

    assert signed.ink > 0.01
    assert empty.ink < 0.002


@pytest.mark.parametrize("tilt", [(9e-5, 6e-5), (-8e-5, 7e-5)])
def test_a_page_photographed_from_a_side_has_its_boxes_where_they_are(
    document: bytes, tilt: tuple[float, float]
) -> None:
    sheet = scanner.sheets(document)[0]
    places = signature_places(document)
    scanner.sign(sheet, places[0].box, random.Random(7))  # noqa: S311 - chance, not secrecy
    content = scanner.photograph(sheet, tilt)

    (page,) = scans.read_pages(content)
    corners = [code.corners.points for code in page.codes]
    placing = registration.locate(corners, (page.width, page.height))
    signed, empty = scans.crops(content, 0, placing, tuple(place.box for place in places))

    assert signed.ink > 0.01
    assert empty.ink < 0.002


def test_pages_of_every_kind_are_read(document: bytes) -> None:
    sheets = scanner.sheets(document)
    blank = Image.new("L", sheets[0].size, 255)

    for content in (
        document,
        scanner.jpeg(sheets[0]),
        scanner.tiff([sheets[0], blank]),
        scanner.as_pdf([sheets[0], blank]),
    ):
        pages = scans.read_pages(content)
        assert {code2d.read(code.text) for code in pages[0].codes} == {(UN_COMPTE_RENDU.id, 1)}
        assert all(page.blank for page in pages[1:])


def test_pages_are_taken_apart(document: bytes) -> None:
    sheet = scanner.sheets(document)[0]
    other = Image.new("L", sheet.size, 128)

    for content in (scanner.tiff([other, sheet]), scanner.as_pdf([other, sheet])):
        alone = scans.extract(content, (1,))
        assert read_codes(alone) == [{(UN_COMPTE_RENDU.id, 1)}]


ON_ITS_SIDE = 6  # the orientation of TIFF and Exif: turned by a quarter to be read


@pytest.mark.parametrize("orientation", [1, ON_ITS_SIDE])
def test_pages_taken_apart_read_as_they_did(orientation: int) -> None:
    first = Image.linear_gradient("L").resize((300, 400)).convert("RGB")
    second = Image.new("RGB", (200, 100), "white")
    second.paste("red", (10, 10, 60, 60))
    out = io.BytesIO()
    tags = {Base.Orientation: orientation}
    first.save(out, "TIFF", save_all=True, append_images=[second], tiffinfo=tags)
    before = scans.read_pages(out.getvalue())

    both = scans.extract(out.getvalue(), (1, 0))

    after = scans.read_pages(both)
    assert [page.preview for page in after] == [before[1].preview, before[0].preview]
    with Image.open(io.BytesIO(both)) as kept:
        assert kept.mode == "RGB"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_colour_page_as_large_as_allowed_is_read(kind: str) -> None:
    (page,) = scans.read_pages(flat(kind, (10_000, 10_000)), patience=60)

    assert (page.width, page.height, page.blank) == (10_000, 10_000, True)


def test_a_large_colour_page_is_taken_apart_and_turned() -> None:
    alone = scans.extract(flat("TIFF", (8_000, 6_000)), (0,), patience=60)
    turned = flat("TIFF", (8_000, 6_000), ON_ITS_SIDE)

    pages = [*scans.read_pages(alone, patience=60), *scans.read_pages(turned, patience=60)]
    assert [(page.width, page.height) for page in pages] == [(8_000, 6_000), (6_000, 8_000)]


@pytest.mark.parametrize("size", [(10_000, 10_001), (16_000, 16_000)])
def test_a_page_larger_than_allowed_has_its_own_sentence(size: tuple[int, int]) -> None:
    with pytest.raises(UnreadableScan, match="dépasse 100\u00a0millions de points") as refusal:
        scans.read_pages(flat("JPEG", size))

    assert REFUSED in refusal.value.phrase


def flat(kind: str, size: tuple[int, int], orientation: int = 1) -> bytes:
    """A picture of one colour."""
    out = io.BytesIO()
    options = {
        "JPEG": {},
        "PNG": {"compress_level": 1},
        "TIFF": {"compression": "tiff_lzw", "tiffinfo": {Base.Orientation: orientation}},
    }
    Image.new("RGB", size, (250, 240, 230)).save(out, kind, **options[kind])
    return out.getvalue()


def bomb_png() -> bytes:
    """30,000 × 30,000 pixels of one colour: 900 MP in a few hundred kilobytes."""
    side = 30_000
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(1 + side // 8)) for _ in range(side)) + rows.flush()

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + check

    head = side.to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def many_pages() -> bytes:
    document = pikepdf.new()
    for _ in range(201):
        document.add_blank_page()
    return _saved(document)


def huge_page() -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(14_000, 14_000))
    return _saved(document)


def encrypted() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    out = io.BytesIO()
    document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def stream_bomb() -> bytes:
    """A page whose content unpacks to a gigabyte."""
    document = pikepdf.new()
    page = document.add_blank_page()
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(1024)) + packer.flush()
    stream = pikepdf.Stream(document, b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    page.Contents = document.make_indirect(stream)
    return _saved(document)


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (bomb_png, "trop grande"),
        (many_pages, "dépasse 200\u00a0pages"),
        (huge_page, "trop grande"),
        (encrypted, "mot de passe"),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_hostile_file_is_refused_in_one_sentence(make: object, why: str) -> None:
    with pytest.raises(UnreadableScan, match=why) as refusal:
        scans.read_pages(make())  # type: ignore[operator]

    assert REFUSED in refusal.value.phrase


def test_a_stream_bomb_hurts_the_child_alone() -> None:
    """It unpacks to nothing drawn, or the child dies of its bound: never the application."""
    with pytest.raises(UnreadableScan, match=REFUSED):
        scans.read_pages(stream_bomb(), patience=2)


def test_a_file_too_large_is_not_even_given_to_the_child() -> None:
    with pytest.raises(UnreadableScan, match="50"):
        scans.read_pages(bytes(scans.MOST_BYTES + 1))


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    huge = tmp_path / "énorme.pdf"
    with huge.open("wb") as opened:
        opened.truncate(1_500_000_000)

    tracemalloc.start()
    try:
        with pytest.raises(UnreadableScan, match="50"):
            scans.content_of(huge)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 3 * scans.MOST_BYTES


@pytest.mark.parametrize("junk", [b"", b"hello", b"%PDF-1.7\nrien", b"GIF89a" + bytes(40)])
def test_what_is_no_scan_is_refused(junk: bytes) -> None:
    with pytest.raises(UnreadableScan):
        scans.read_pages(junk)


def test_a_child_that_says_nothing_is_killed(document: bytes) -> None:
    with pytest.raises(UnreadableScan):
        scans.read_pages(document, patience=0.001)


def test_pages_that_come_one_by_one_for_too_long_are_refused() -> None:
    """Each page is quick: only the whole file is slow."""
    slow = pikepdf.new()
    for _ in range(200):
        slow.add_blank_page(page_size=(1_500, 1_500))

    with pytest.raises(UnreadableScan, match=r"trop long à lire\. Rien n’en a été gardé"):
        scans.read_pages(_saved(slow), within=1.0)


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")
def test_broken_files_are_answered_without_fault(document: bytes) -> None:
    """Two hundred files broken at random, read where a fault would show."""
    from desktop.pages import foreign  # noqa: PLC0415 - the child's own code, in this process
    from desktop.pages.scan_messages import Ask  # noqa: PLC0415 - as above

    chance = random.Random(11)  # noqa: S311 - chance, not secrecy
    small = scanner.sheets(document)[0].resize((240, 340))
    originals = [scanner.jpeg(small), scanner.tiff([small, small])]

    for number in range(200):
        broken = bytearray(originals[number % len(originals)])
        for _ in range(chance.choice((1, 4, 30))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        told: list[object] = []

        problem = foreign.answer(Ask("pages", bytes(broken)), told.append)

        assert problem or told


def test_a_file_that_is_no_longer_there_says_so_and_nothing_changed(tmp_path: Path) -> None:
    there = tmp_path / "retour.pdf"
    there.write_bytes(b"%PDF")

    assert scans.content_of(there) == b"%PDF"
    with pytest.raises(Empechement, match="Rien n’a changé"):
        scans.content_of(tmp_path / "parti.pdf")


def test_what_is_no_file_is_refused_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.pdf")

    with pytest.raises(Empechement, match="ne peut pas être ouvert"):
        scans.content_of(tmp_path / "tube.pdf")
    with pytest.raises(Empechement, match="C’est un dossier"):
        scans.content_of(tmp_path)
