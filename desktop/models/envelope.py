"""Who can open the vault, and with what: several envelopes of one random data key.

The data key is 32 random bytes and never changes. Each envelope wraps it (RFC 3394, which notices a
wrong key) with a key that Argon2id derives from a secret: the passphrase, the recovery key, the
quick unlock code; the code's also takes a secret that only this machine's keyring holds. Format 1
knew the passphrase alone: it is still read, and written again as format 2.
"""

import hashlib
import os
import threading
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from desktop.models.errors import VaultDamaged, VaultNewer, VaultUnwritable, WrongPassphrase

FILE = "coffre.json"
_PREPARED = f"{FILE}.nouveau"
FORMAT = 2
PHRASE, RECOVERY, CODE = "phrase", "secours", "code"
KEY_BYTES = 32
_SALT_BYTES = 16
_CHANGING = threading.Lock()
# Below this a stolen vault could be guessed too cheaply; the floor holds for tests as well.
FLOOR_KIB = 64 * 1024


@dataclass(frozen=True, slots=True)
class Kdf:
    """Cost of a guess: memory in KiB, passes, lanes. Kept beside the salt."""

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 4

    def derive(self, secret: str, salt: bytes, machine: bytes = b"") -> bytes:
        """Return the key that wraps the data key (0.4 to 1 s with the default cost)."""
        # An é is one character or two, after the keyboard and the system: both must open.
        composed = unicodedata.normalize("NFC", secret)
        return Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=max(self.memory_kib, FLOOR_KIB),
            secret=machine or None,
        ).derive(composed.encode())


# For secrets whose strength is not in the slowness of a guess: a recovery key is drawn by chance, a
# code is worth nothing without the machine's own secret.
LIGHT = Kdf(FLOOR_KIB, 1, 4)


@dataclass(frozen=True, slots=True)
class Envelope:
    """One way in.

    Attributes:
        kind: PHRASE, RECOVERY or CODE; a word of a later version is kept as it is.
        kdf: cost of a guess.
        salt: in base64, as `wrapped`, the data key under its wrapping.
        id: of a code, the name of this machine's secret in its keyring.
        made: the day it was made, ISO.
        noted: whether the person said that they have it on paper; of a recovery key.
    """

    kind: str
    kdf: Kdf
    salt: str
    wrapped: str
    id: str
    made: str
    noted: bool

    def open(self, secret: str, machine: bytes = b"") -> bytes:
        """Return the data key.

        Raises:
            WrongPassphrase: the secret does not open this envelope.
        """
        try:
            derived = self.kdf.derive(secret, b64decode(self.salt), machine)
            return aes_key_unwrap(derived, b64decode(self.wrapped))
        except InvalidUnwrap:
            raise WrongPassphrase from None


def seal(
    kind: str,
    key: bytes,
    secret: str,
    *,
    kdf: Kdf,
    random: Callable[[int], bytes],
    machine: bytes = b"",
    id_: str = "",
    made: str = "",
    noted: bool = False,
) -> Envelope:
    """Return a new envelope of the data key; of a passphrase, words and what stands between them (`_spaced`)."""
    salt = random(_SALT_BYTES)
    known = _spaced(secret) if kind == PHRASE else secret
    wrapped = aes_key_wrap(kdf.derive(known, salt, machine), key)
    return Envelope(kind, kdf, _base64(salt), _base64(wrapped), id_, made, noted)


def encode(envelopes: Sequence[Envelope]) -> bytes:
    """Return the envelope file's bytes."""
    sealed = _Sealed(FORMAT, tuple(envelopes))
    return msgspec.json.encode(replace(sealed, sha256=_digest(sealed)))


def decode(content: bytes) -> tuple[Envelope, ...]:
    """Return the envelopes of a file of whatever known format.

    Raises:
        VaultDamaged: it does not read as it was written.
        VaultNewer: written by a later version.
    """
    sealed = _read(content)
    if isinstance(sealed, _Sealed):
        return sealed.envelopes
    return (Envelope(PHRASE, sealed.kdf, sealed.salt, sealed.wrapped, "", "", noted=False),)


def find(envelopes: Sequence[Envelope], kind: str) -> Envelope | None:
    """Return the envelope of a kind; None when there is no such way in."""
    return next((one for one in envelopes if one.kind == kind), None)


def put(envelopes: Sequence[Envelope], new: Envelope) -> tuple[Envelope, ...]:
    """Return the envelopes with one more, which takes the place of its kind."""
    return (*without(envelopes, new.kind), new)


def without(envelopes: Sequence[Envelope], kind: str) -> tuple[Envelope, ...]:
    """Return the envelopes less those of a kind."""
    return tuple(one for one in envelopes if one.kind != kind)


def wrap(key: bytes, passphrase: str, *, kdf: Kdf, random: Callable[[int], bytes]) -> bytes:
    """Return the bytes of an envelope file that a passphrase opens."""
    return encode([seal(PHRASE, key, passphrase, kdf=kdf, random=random)])


def unwrap(content: bytes, passphrase: str) -> bytes:
    """Return the data key of an envelope file, opened by its passphrase, as typed or with its spaces put right.

    Raises:
        WrongPassphrase: the envelope is whole and the passphrase does not open it.
        VaultDamaged: the envelope does not read as it was written.
        VaultNewer: written by a later version.
    """
    found = find(decode(content), PHRASE)
    if found is None:
        raise VaultDamaged("L’enveloppe du coffre")
    try:
        return found.open(passphrase)
    except WrongPassphrase:
        # As typed first: an older envelope may have been sealed with the spaces as they came.
        if _spaced(passphrase) == passphrase:
            raise
        return found.open(_spaced(passphrase))


def _spaced(phrase: str) -> str:
    """Return a phrase with one plain space between its words: what is pasted ends in a line, what nobody sees is typed twice."""
    return " ".join(phrase.split()) or phrase


def change(folder: Path, how: Callable[[tuple[Envelope, ...]], tuple[Envelope, ...]]) -> None:
    """Write the envelopes again, changed; a power cut leaves the former ones or the new ones.

    Raises:
        VaultUnwritable: the disk refuses; the former ones are still there.
        VaultDamaged, VaultNewer: nothing is written.
    """
    with _CHANGING:
        content = encode(how(decode(read(folder))))
        try:
            write(folder, content)
        except OSError as error:
            raise VaultUnwritable from error


def upgrade(folder: Path) -> None:
    """Write an envelope file of format 1 again as format 2: the same way in, in the new form."""
    content = read(folder)
    if not isinstance(_read(content), _Sealed):
        write(folder, encode(decode(content)))


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


@dataclass(frozen=True, slots=True)
class _Format:
    format: int


@dataclass(frozen=True, slots=True)
class _Former:
    """Format 1: one envelope, the passphrase's."""

    format: int
    kdf: Kdf
    salt: str
    wrapped: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class _Sealed:
    """The envelope file; `sha256` is that of all the rest."""

    format: int
    envelopes: tuple[Envelope, ...]
    sha256: str = ""


def _read(content: bytes) -> _Sealed | _Former:
    sealed: _Sealed | _Former
    try:
        found = msgspec.json.decode(content, type=_Format).format
        if found > FORMAT:
            raise VaultNewer(found, FORMAT)
        if found == FORMAT:
            sealed = msgspec.json.decode(content, type=_Sealed)
        else:
            sealed = msgspec.json.decode(content, type=_Former)
    # Bytes that are no UTF-8 are refused outside msgspec's own tree.
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise VaultDamaged("L’enveloppe du coffre") from error
    if sealed.sha256 != _digest(sealed):
        raise VaultDamaged("L’enveloppe du coffre")
    return sealed


def _digest(sealed: _Sealed | _Former) -> str:
    return hashlib.sha256(msgspec.json.encode(replace(sealed, sha256=""))).hexdigest()


def _base64(content: bytes) -> str:
    return b64encode(content).decode()
