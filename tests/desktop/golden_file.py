"""An encrypted database packed small, and given back byte for byte: `packed`, `unpacked`.

A page of an encrypted file does not compress; its text does. SQLCipher's cipher is the same each time
for the same key and the same draws: the draws (salt, a vector a page) are kept beside the text.
"""

import hmac
import lzma
from hashlib import pbkdf2_hmac, sha256

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_PAGE, _VECTOR, _MAC = 4096, 16, 64
_SALT = 16
_TEXT = _PAGE - _VECTOR - _MAC
_HEADER = b"SQLite format 3\0"  # where the file has its salt
_DIGEST = 32


def packed(base: bytes, key: bytes) -> bytes:
    """Pack an encrypted database of the data key.

    Raises:
        ValueError: what would be given back is not this file.
    """
    pages = [base[at : at + _PAGE] for at in range(0, len(base), _PAGE)]
    draws = base[:_SALT] + b"".join(page[_TEXT : _TEXT + _VECTOR] for page in pages)
    text = b"".join(_text_of(number, page, key) for number, page in enumerate(pages, 1))
    content = sha256(base).digest() + lzma.compress(draws + text, preset=9)
    unpacked(content, key)
    return content


def unpacked(content: bytes, key: bytes) -> bytes:
    """Give the encrypted database back.

    Raises:
        ValueError: it is not the file that was packed.
    """
    kept = lzma.decompress(content[_DIGEST:])
    count = (len(kept) - _SALT) // (_VECTOR + _TEXT)
    salt, text = kept[:_SALT], kept[_SALT + count * _VECTOR :]
    sealing = pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    pages = []
    for at in range(count):
        vector = kept[_SALT + at * _VECTOR :][:_VECTOR]
        # The first page begins in the file with the salt, in the open, in place of SQLite's header.
        open_, hidden = (salt, _SALT) if at == 0 else (b"", 0)
        turn = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
        sealed = turn.update(text[at * _TEXT : (at + 1) * _TEXT][hidden:]) + vector
        mac = hmac.digest(sealing, sealed + (at + 1).to_bytes(4, "little"), "sha512")
        pages.append(open_ + sealed + mac)
    base = b"".join(pages)
    if sha256(base).digest() != content[:_DIGEST]:
        raise ValueError("this is not the file that was packed")
    return base


def _text_of(number: int, page: bytes, key: bytes) -> bytes:
    open_, hidden = (_HEADER, _SALT) if number == 1 else (b"", 0)
    vector = page[_TEXT : _TEXT + _VECTOR]
    turn = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return open_ + turn.update(page[hidden:_TEXT])
