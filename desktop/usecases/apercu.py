"""`Apercu`: the pages of our documents as pictures for the screens, made by one worker."""

from desktop.pages.preview import Pages

# (width, height, rows of blue-green-red-unused bytes)
Page = tuple[int, int, bytes]
# Pixels per PDF point: sharp on an ordinary screen at 100 %, light enough for twenty pages.
_SCALE = 2.0


class Apercu:
    """Started at the first page asked for; `close` ends it."""

    def __init__(self) -> None:
        self._pages = Pages()

    def pages(self, pdf: bytes) -> list[Page]:
        """Return one picture per page.

        Raises:
            UnreadablePages: the bytes cannot be shown as pages.
        """
        images = self._pages.page_images(pdf, scale=_SCALE)
        return [(image.width, image.height, image.bgrx) for image in images]

    def close(self) -> None:
        """End the worker."""
        self._pages.close()
