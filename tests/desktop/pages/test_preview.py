"""Pages shown on screen, read by a child process that may die."""

from collections.abc import Iterator

import pytest

from desktop.documents import strokes
from desktop.documents.compte_rendu import render
from desktop.pages.errors import UnreadablePages
from desktop.pages.messages import PageImage, Request
from desktop.pages.preview import Pages
from desktop.pages.worker import MOST_PIXELS, answer
from tests.desktop.documents.papers import UN_COMPTE_RENDU, new_authority, seal_first, texts

A4_POINTS = (596, 842)


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    reader = Pages()
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def document() -> bytes:
    return render(UN_COMPTE_RENDU)


def test_a_page_becomes_a_picture_of_its_size(pages: Pages, document: bytes) -> None:
    (image,) = pages.page_images(document, scale=1.0)

    assert (image.width, image.height) == A4_POINTS
    assert len(image.bgrx) == image.width * image.height * 4
    assert image.bgrx[:4] == b"\xff" * 4


def test_a_picture_keeps_its_colours_in_order(pages: Pages, document: bytes) -> None:
    """Reflex blue 003399 in the middle of the emblem: blue first."""
    (image,) = pages.page_images(document, scale=2.0)

    assert _pixel(image, 0.137, 0.072)[:3] == b"\x99\x33\x00"


def test_drawn_signatures_are_on_the_picture(pages: Pages, document: bytes) -> None:
    sealed = seal_first(document, new_authority().sealer())

    (before,), (after,) = (pages.page_images(pdf, scale=1.0) for pdf in (document, sealed))

    ink = sum(old != new for old, new in zip(before.bgrx, after.bgrx, strict=True))
    assert ink > strokes.BOX[0]


def test_the_text_is_read_in_order(pages: Pages, document: bytes) -> None:
    assert [page.replace("\r\n", "\n") for page in pages.text(document)] == texts(document)


@pytest.mark.parametrize("junk", [b"", b"hello", b"%PDF-1.7\nhello"])
def test_what_is_no_pdf_is_said_in_a_sentence(pages: Pages, junk: bytes) -> None:
    with pytest.raises(UnreadablePages, match="Il n’a pas été modifié"):
        pages.text(junk)


def test_a_page_too_large_for_memory_is_refused(document: bytes) -> None:
    scale = (MOST_PIXELS / (A4_POINTS[0] * A4_POINTS[1])) ** 0.5 * 1.1

    assert "points" in answer(Request("images", document, scale)).problem


def test_a_dead_child_is_replaced(document: bytes) -> None:
    reader = Pages()
    try:
        first = reader.text(document)
        reader._child.kill()
        reader._child.wait()

        assert reader.text(document) == first
    finally:
        reader.close()


def test_a_child_that_takes_too_long_is_killed(document: bytes) -> None:
    reader = Pages(patience=0.0)
    try:
        with pytest.raises(UnreadablePages):
            reader.page_images(document, scale=1.0)
        assert reader._child is None
    finally:
        reader.close()


def test_nothing_is_left_running_after_close(document: bytes) -> None:
    reader = Pages()
    reader.text(document)
    child = reader._child

    reader.close()

    assert child.returncode is not None


def _pixel(image: PageImage, across: float, down: float) -> bytes:
    start = (int(down * image.height) * image.width + int(across * image.width)) * 4
    return image.bgrx[start : start + 4]
