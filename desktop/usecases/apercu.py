"""`Apercu`: the pages of our documents as pictures for the screens, made by one worker."""

from desktop.pages import scans
from desktop.pages.preview import Pages
from desktop.pages.scan_messages import Grey

# (width, height, rows of blue-green-red-unused bytes)
Page = tuple[int, int, bytes]
# Pixels per PDF point: sharp on an ordinary screen at 100 %, light enough for twenty pages.
_SCALE = 2.0
_HEAD = 1024  # bytes within which a PDF says that it is one


class Apercu:
    """Started at the first page asked for; `close` ends it."""

    def __init__(self) -> None:
        self._pages = Pages()

    def pages(self, pdf: bytes) -> list[Page]:
        """Return one picture per page.

        Raises:
            UnreadablePages, UnreadableScan: the bytes cannot be shown as pages.
        """
        if not is_pdf(pdf):
            # A scan kept as the picture it was.
            return [_opaque(page.preview) for page in scans.read_pages(pdf)]
        images = self._pages.page_images(pdf, scale=_SCALE)
        return [(image.width, image.height, image.bgrx) for image in images]

    def close(self) -> None:
        """End the worker."""
        self._pages.close()


def is_pdf(content: bytes) -> bool:
    """Whether a file is a PDF, and no scan kept as the picture it was."""
    return b"%PDF-" in content[:_HEAD]


def _opaque(grey: Grey) -> Page:
    rows = bytearray(b"\xff" * (4 * len(grey.pixels)))
    for colour in range(3):
        rows[colour::4] = grey.pixels
    return grey.width, grey.height, bytes(rows)
