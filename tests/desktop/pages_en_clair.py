"""Every page of an encrypted database in clear, freelist and journal included: where traces would lie."""

import struct
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, IV = 4096, 80, 16
_SALT = 16
_WAL_HEADER, _FRAME_HEADER = 32, 24


def pages(database: Path, key: bytes) -> list[bytes]:
    """Return the content of each page of the file, then of each frame of its journal."""
    content = database.read_bytes()
    assert content
    assert len(content) % PAGE == 0
    found = [
        _clear(content[at : at + PAGE], key, first=not at) for at in range(0, len(content), PAGE)
    ]
    journal = database.with_name(f"{database.name}-wal")
    if journal.exists():
        frames = journal.read_bytes()
        for at in range(_WAL_HEADER, len(frames), _FRAME_HEADER + PAGE):
            start = at + _FRAME_HEADER
            (number,) = struct.unpack(">I", frames[at : at + 4])
            found.append(_clear(frames[start : start + PAGE], key, first=number == 1))
    assert b"CREATE TABLE" in b"".join(found), "the key opens nothing"
    return found


def _clear(page: bytes, key: bytes, *, first: bool) -> bytes:
    start, end = (_SALT if first else 0), PAGE - RESERVE
    reader = Cipher(algorithms.AES256(key), modes.CBC(page[end : end + IV])).decryptor()
    return reader.update(page[start:end]) + reader.finalize()
