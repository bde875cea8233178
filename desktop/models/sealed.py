"""`Sealer`: what must be kept outside the vault, unreadable until the same vault is open again."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_INFO = b"permanence: kept in memory while locked"


class Sealer:
    """Seals with a key drawn from the vault's, so that a change of passphrase changes nothing."""

    def __init__(self, key: bytes, info: bytes = _INFO) -> None:
        self._aead = AESGCM(HKDF(SHA256(), length=32, salt=None, info=info).derive(key))

    def seal(self, content: bytes) -> bytes:
        """Return the content, unreadable without the vault."""
        nonce = os.urandom(_NONCE)
        return nonce + self._aead.encrypt(nonce, content, None)

    def unseal(self, sealed: bytes) -> bytes:
        """Return what was sealed.

        Raises:
            cryptography.exceptions.InvalidTag: by another vault.
        """
        return self._aead.decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
