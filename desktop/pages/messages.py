"""What the two processes say to each other: one message each way, length first.

msgpack and not pickle: an answer comes from a process that has read a foreign file.
"""

from typing import IO, Literal

import msgspec

_LENGTH = 8
_LONGEST = 1 << 30  # a child that a hostile file has taken over may announce anything


class Request(msgspec.Struct):
    """Read this PDF; `scale` is pixels per point for images, unused for text."""

    want: Literal["images", "text"]
    pdf: bytes
    scale: float = 1.0


class PageImage(msgspec.Struct, frozen=True):
    """A page as pixels: blue, green, red and an unused byte, rows from the top, no padding.

    Attributes:
        width: pixels.
        height: pixels.
        bgrx: `width` x `height` x 4 bytes.
    """

    width: int
    height: int
    bgrx: bytes


class Answer(msgspec.Struct):
    """Images or texts, one per page; or a problem in English, for the log."""

    images: list[PageImage] = []
    texts: list[str] = []
    problem: str = ""


def send(pipe: IO[bytes], message: msgspec.Struct) -> None:
    """Write a message and flush it."""
    data = msgspec.msgpack.encode(message)
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Return the next message, encoded; None when the other end has gone."""
    head = pipe.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    if length > _LONGEST:
        return None
    data = pipe.read(length)
    return data if len(data) == length else None
