"""The child process: reads PDFs with pypdfium2, one request after the other.

Run as ``python -m desktop.pages.worker``; it ends when its input does.
"""

import sys

import msgspec
import pypdfium2

from desktop.pages.messages import Answer, PageImage, Request, receive, send

# A picture of a page: beyond this a hostile page size would fill the memory.
MOST_PIXELS = 40_000_000
MOST_PAGES = 500


def main() -> None:
    """Answer requests until there are none."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while (data := receive(source)) is not None:
        send(target, answer(msgspec.msgpack.decode(data, type=Request)))


def answer(request: Request) -> Answer:
    """Read one PDF; what cannot be read is told, never raised."""
    try:
        document = pypdfium2.PdfDocument(request.pdf)
    except pypdfium2.PdfiumError as problem:
        return Answer(problem=str(problem))
    try:
        if len(document) > MOST_PAGES:
            return Answer(problem=f"{len(document)} pages")
        if request.want == "text":
            return Answer(texts=[page.get_textpage().get_text_range() for page in document])
        # Before any page is loaded: signatures are drawn with the form, not with the page.
        document.init_forms()
        return Answer(images=[_image(page, request.scale) for page in document])
    except (pypdfium2.PdfiumError, ValueError) as problem:
        return Answer(problem=str(problem))
    finally:
        document.close()


def _image(page: pypdfium2.PdfPage, scale: float) -> PageImage:
    width, height = page.get_size()
    if not 0 < width * height * scale * scale <= MOST_PIXELS:
        raise ValueError(f"a page of {width:.0f} x {height:.0f} points at {scale}")
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    row = bitmap.width * 4
    pixels = bytes(bitmap.buffer)
    if bitmap.stride != row:
        starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
        pixels = b"".join(pixels[start : start + row] for start in starts)
    return PageImage(bitmap.width, bitmap.height, pixels)


if __name__ == "__main__":
    main()
