"""Seeks words in files however they are written: encodings, base64, and inside compressed streams."""

import unicodedata
import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "utf-32-le")
_STREAM_STARTS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08")
_ZIP_ENTRY = b"PK\x03\x04"
_MOST = 8_000_000  # bytes unpacked from one stream
_DEEP = 3  # a stream inside a stream inside a stream


def remains(folder: Path, stems: Sequence[str]) -> list[str]:
    """Return « file: stem as encoding » for each stem that some file holds, names of files included."""
    needles = list(_needles(stems))
    found = []
    for path in sorted(folder.rglob("*")):
        named = str(path.relative_to(folder)).encode()
        found += [f"name of {path}: {what}" for needle, what in needles if needle in named.lower()]
        if path.is_file():
            found += [f"{path}: {what}" for what in held(path.read_bytes(), needles)]
    return found


def held(content: bytes, needles: Sequence[tuple[bytes, str]]) -> set[str]:
    """Return what of these needles a content holds, as it is or once unpacked."""
    found: set[str] = set()
    for layer in _layers(content, _DEEP):
        low = layer.lower()
        found |= {what for needle, what in needles if needle in (layer if "64" in what else low)}
    return found


def _needles(stems: Sequence[str]) -> Iterator[tuple[bytes, str]]:
    """Each stem as each encoding writes it, ASCII letters lowered, and in base64 wherever it begins."""
    for stem in stems:
        cases = {stem, stem.lower(), stem.upper()}
        for form in cases | {unicodedata.normalize("NFD", case) for case in cases}:
            for encoding in ENCODINGS:
                # Letters that an encoding has not: what is looked for is what it does have.
                written = form.encode(encoding, "ignore")
                yield written.lower(), f"{stem} as {encoding}"
        for start in range(3):
            # A few letters on each side depend on what stands beside.
            whole = b64encode(b"\0" * start + stem.encode())
            yield whole[4:-4], f"{stem} in base64"


def _layers(content: bytes, deep: int) -> Iterator[bytes]:
    yield content
    if deep:
        for stream in _streams(content):
            yield from _layers(stream, deep - 1)


def _streams(content: bytes) -> Iterator[bytes]:
    """What unpacks, wherever it begins: PDF and PNG streams, gzip, entries of a zip."""
    for start in _STREAM_STARTS:
        for at in _places(content, start):
            yield from _unpacked(content[at:], zlib.MAX_WBITS | 32)
    for at in _places(content, _ZIP_ENTRY):
        names = int.from_bytes(content[at + 26 : at + 28], "little")
        extra = int.from_bytes(content[at + 28 : at + 30], "little")
        yield from _unpacked(content[at + 30 + names + extra :], -zlib.MAX_WBITS)


def _places(content: bytes, start: bytes) -> Iterator[int]:
    at = content.find(start)
    while at >= 0:
        yield at
        at = content.find(start, at + 1)


def _unpacked(content: bytes, window: int) -> Iterator[bytes]:
    whole = b""
    unpacker = zlib.decompressobj(window)
    try:
        # Bit by bit: what comes before the fault of a torn stream is judged too.
        for at in range(0, len(content), 65_536):
            whole += unpacker.decompress(content[at : at + 65_536], _MOST)
            if unpacker.eof or len(whole) > _MOST:
                break
    except zlib.error:
        pass
    if len(whole) > 16:
        yield whole
