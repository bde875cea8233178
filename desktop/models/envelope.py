"""Who can open the vault, and with what: a random data key wrapped by a passphrase.

The data key is 32 random bytes and never changes with the passphrase. Argon2id turns the
passphrase into the key that wraps it (RFC 3394, which notices a wrong key). The recovery key and
the quick unlock code will be further envelopes of the same data key.
"""

import hashlib
import os
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from desktop.models.errors import VaultDamaged, VaultNewer, WrongPassphrase

FILE = "coffre.json"
_PREPARED = f"{FILE}.nouveau"
FORMAT = 1
KEY_BYTES = 32
_SALT_BYTES = 16
# Below this a stolen vault could be guessed too cheaply; the floor holds for tests as well.
FLOOR_KIB = 64 * 1024


@dataclass(frozen=True, slots=True)
class Kdf:
    """Cost of a guess: memory in KiB, passes, lanes. Kept beside the salt."""

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 4

    def derive(self, passphrase: str, salt: bytes) -> bytes:
        """Return the key that wraps the data key (0.4 to 1 s with the default cost)."""
        # An é is one character or two, after the keyboard and the system: both must open.
        composed = unicodedata.normalize("NFC", passphrase)
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=max(self.memory_kib, FLOOR_KIB),
        ).derive(composed.encode())


@dataclass(frozen=True, slots=True)
class Sealed:
    """The envelope file: `salt` and `wrapped` in base64, `sha256` of all the rest."""

    format: int
    kdf: Kdf
    salt: str
    wrapped: str
    sha256: str = ""


def wrap(key: bytes, passphrase: str, *, kdf: Kdf, random: Callable[[int], bytes]) -> bytes:
    """Return the envelope file's bytes for a data key."""
    salt = random(_SALT_BYTES)
    wrapped = aes_key_wrap(kdf.derive(passphrase, salt), key)
    sealed = Sealed(FORMAT, kdf, b64encode(salt).decode(), b64encode(wrapped).decode())
    return msgspec.json.encode(replace(sealed, sha256=_digest(sealed)))


def unwrap(envelope: bytes, passphrase: str) -> bytes:
    """Return the data key.

    Raises:
        WrongPassphrase: the envelope is whole and the passphrase does not open it.
        VaultDamaged: the envelope does not read as it was written.
        VaultNewer: written by a later version.
    """
    sealed = _read(envelope)
    try:
        return aes_key_unwrap(
            sealed.kdf.derive(passphrase, b64decode(sealed.salt)), b64decode(sealed.wrapped)
        )
    except InvalidUnwrap:
        raise WrongPassphrase from None


def read(folder: Path) -> bytes:
    """Return the envelope file's bytes.

    Raises:
        VaultDamaged: it cannot be read.
    """
    try:
        return (folder / FILE).read_bytes()
    except OSError as error:
        raise VaultDamaged("L’enveloppe du coffre") from error


def write(folder: Path, envelope: bytes) -> None:
    """Put the envelope in place, whole or not at all."""
    prepare(folder, envelope)
    settle(folder)


def prepare(folder: Path, envelope: bytes) -> None:
    """Write the envelope beside its place."""
    with (folder / _PREPARED).open("wb") as file:
        file.write(envelope)
        file.flush()
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Put the prepared envelope in place."""
    (folder / _PREPARED).replace(folder / FILE)
    sync_folder(folder)


def cut_short(folder: Path) -> bool:
    """Whether a creation stopped between `prepare` and `settle`: there is no vault yet."""
    return (folder / _PREPARED).exists() and not (folder / FILE).exists()


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system can (not on Windows)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


def _read(envelope: bytes) -> Sealed:
    try:
        found = msgspec.json.decode(envelope, type=_Format).format
        if found > FORMAT:
            raise VaultNewer(found, FORMAT)
        sealed = msgspec.json.decode(envelope, type=Sealed)
    # Bytes that are no UTF-8 are refused outside msgspec's own tree.
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise VaultDamaged("L’enveloppe du coffre") from error
    if sealed.sha256 != _digest(sealed):
        raise VaultDamaged("L’enveloppe du coffre")
    return sealed


@dataclass(frozen=True, slots=True)
class _Format:
    format: int


def _digest(sealed: Sealed) -> str:
    return hashlib.sha256(msgspec.json.encode(replace(sealed, sha256=""))).hexdigest()
