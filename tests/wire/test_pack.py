"""Bodies on the line: what is packed comes back, and no body, however hostile, gets through."""

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import une_op
from wire.messages import Page, Pull, Push, Welcome
from wire.pack import MAX_UNPACKED, BadBodyError, pack, raw, unpack

PUSH = Push(replica="r", batch="b", since=7, ops=(une_op(fields={"prenoms": "Maïwenn"}),))


def _zstd(text: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(text)


def test_a_message_comes_back_as_it_was_sent() -> None:
    assert unpack(pack(PUSH), Push) == PUSH


def test_the_same_message_always_gives_the_same_raw_bytes() -> None:
    assert raw(pack(PUSH)) == raw(pack(PUSH)) == msgspec.json.encode(PUSH)


def test_a_key_of_a_later_version_does_not_prevent_reading() -> None:
    body = _zstd(b'{"epoch":"e","since":1,"colour":"blue"}')

    assert unpack(body, Pull) == Pull(epoch="e", since=1)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not zstd",
        pack(PUSH)[:-3],
        _zstd(b""),
        _zstd(b"{"),
        _zstd(b'{"epoch":"e"}'),
        _zstd(b'{"epoch":1,"since":1}'),
        _zstd(b'{"epoch":"\xff\xfe","since":1}'),
        _zstd(b'{"unknown":' + b"[" * 200_000),
        _zstd(b'{"epoch":"e","since":1e400}'),
        zstandard.ZstdCompressor(write_content_size=False).compress(b'{"epoch":"e","since":1}'),
    ],
    ids=[
        "empty",
        "no zstd",
        "cut short",
        "nothing inside",
        "half a text",
        "a key lacks",
        "a wrong shape",
        "no utf-8",
        "nested without end",
        "a number out of range",
        "size not announced",
    ],
)
def test_a_bad_body_is_refused_and_nothing_else_happens(body: bytes) -> None:
    with pytest.raises(BadBodyError):
        unpack(body, Pull)


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = _zstd(bytes(MAX_UNPACKED + 1))

    with pytest.raises(BadBodyError, match="too large"):
        raw(bomb)


def test_a_frame_that_lies_about_its_size_is_refused() -> None:
    honest = _zstd(b"x" * 300)
    # RFC 8878: with a single segment, the two bytes after the header give the size minus 256.
    lying = honest[:5] + (300 - 256 + 1).to_bytes(2, "little") + honest[7:]

    with pytest.raises(BadBodyError, match="damaged"):
        raw(lying)


@settings(max_examples=500, derandomize=True, database=None, deadline=None)
@given(st.binary(max_size=60))
def test_noise_never_raises_anything_but_a_bad_body(noise: bytes) -> None:
    for body in (noise, _zstd(noise)):
        with pytest.raises(BadBodyError):
            unpack(body, Page)


@settings(max_examples=500, derandomize=True, database=None, deadline=None)
@given(st.integers(0, len(pack(PUSH)) * 8 - 1))
def test_a_flipped_bit_gives_a_message_or_a_bad_body(bit: int) -> None:
    body = bytearray(pack(PUSH))
    body[bit // 8] ^= 1 << bit % 8

    try:
        read = unpack(bytes(body), Push)
    except BadBodyError:
        return
    assert isinstance(read, Push)


def test_a_message_taken_for_another_is_refused() -> None:
    with pytest.raises(BadBodyError, match="Welcome"):
        unpack(pack(PUSH), Welcome)
