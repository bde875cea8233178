"""Bodies on the line: JSON under zstd with a shared dictionary, and a cap on what is unpacked."""

from typing import TypeVar

import msgspec
import zstandard

from wire.dictionary import DICTIONARY

T = TypeVar("T")
# A hostile body may unpack to anything: this is the most either side will hold.
MAX_UNPACKED = 16_000_000
# Above this a body is a first exchange: time counts more than the last bytes.
_SHORT = 65_536
_LEVEL_SHORT, _LEVEL = 19, 3
# A page is packed once and may cross a poor line: beyond this level nothing more is gained.
_LEVEL_PAGE, _LEVEL_GUESS = 15, 1
_SHARED = zstandard.ZstdCompressionDict(DICTIONARY, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


class BadBodyError(ValueError):
    """A body that cannot be unpacked or is not the message expected."""


class TooLargeBodyError(BadBodyError):
    """A body that unpacks to more than either side will hold."""


class OtherMessageError(BadBodyError):
    """A sound body that is another message than the one expected."""


def pack(message: object) -> bytes:
    """Return a message as compressed JSON."""
    return _packed(msgspec.json.encode(message), _LEVEL)


def pack_page(message: object) -> bytes:
    """Return a page as compressed JSON, as light as it gets."""
    return _packed(msgspec.json.encode(message), _LEVEL_PAGE)


def weigh(message: object) -> int:
    """Return about what a message weighs once packed, or a little more, in a tenth of the time."""
    return len(_compressed(msgspec.json.encode(message), _LEVEL_GUESS))


def unpack(body: bytes, kind: type[T]) -> T:
    """Read a compressed message of the given class.

    Raises:
        BadBodyError: too large once unpacked, damaged, or another message.
    """
    try:
        return msgspec.json.decode(raw(body), type=kind)
    except msgspec.ValidationError as error:
        raise OtherMessageError(f"not a {kind.__name__}") from error
    # Bytes that are no UTF-8 and endless nesting are refused by msgspec outside its own tree.
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadBodyError(f"not a {kind.__name__}") from error


def raw(body: bytes) -> bytes:
    """Return the uncompressed bytes of a body; a batch is recognised by their sha256.

    Raises:
        BadBodyError: damaged, cut short, of a size not announced, or larger than MAX_UNPACKED.
    """
    try:
        size = zstandard.frame_content_size(body)
        # -1: size not announced. Both sides announce it, so that nothing is unpacked on trust.
        if size < 0:
            raise BadBodyError("body of a size not announced")
        if size > MAX_UNPACKED:
            raise TooLargeBodyError("body too large")
        return zstandard.ZstdDecompressor(dict_data=_SHARED).decompress(body)
    except zstandard.ZstdError as error:
        raise BadBodyError("damaged body") from error


def _packed(text: bytes, level: int) -> bytes:
    return _compressed(text, _LEVEL_SHORT if len(text) <= _SHORT else level)


def _compressed(text: bytes, level: int) -> bytes:
    return zstandard.ZstdCompressor(level=level, dict_data=_SHARED).compress(text)
