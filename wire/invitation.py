"""The code of an invitation: a one-time secret, and the pin of the authority of the store that gave it.

Whoever has typed it knows whose store must answer, before the secret leaves.
"""

from dataclasses import dataclass
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wire import groups

GROUPS = 9
# A secret that may be kept as its bare sha256 has at least 112 bits (ASVS 5, 6.5).
SECRET_BYTES = 14
_PIN_BITS = 66


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it is typed, in capitals and in groups, and what it pins."""

    text: str
    pin: int

    def names(self, authority: x509.Certificate) -> bool:
        """Whether it was made by the store of this authority."""
        return self.pin == _pin(authority)


def write_code(secret: bytes, authority: x509.Certificate) -> Code:
    """Return the code of a secret (`SECRET_BYTES`), by the store of this authority."""
    pin = _pin(authority)
    number = int.from_bytes(secret[:SECRET_BYTES]) << _PIN_BITS | pin
    return Code(groups.write(number, GROUPS), pin)


def read_code(typed: str) -> Code | None:
    """Return what was typed, however it was; None when it is no code: see `groups`."""
    if not groups.whole(typed, GROUPS) or groups.slips(typed):
        return None
    text = groups.tidy(typed)
    return Code(text, groups.read(text) & ((1 << _PIN_BITS) - 1))


def _pin(authority: x509.Certificate) -> int:
    """Return the first bits of the sha256 of its public key: the certificate may be made again."""
    der = authority.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    digest = sha256(der).digest()
    return int.from_bytes(digest) >> (len(digest) * 8 - _PIN_BITS)
