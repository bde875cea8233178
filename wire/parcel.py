"""A sealed file that only the store's authority opens: what a machine without a line hands over.

The bodies are those of the line; the device signs the list of what it packed. Sealed to a key made
for it alone (ECDH on the authority's curve, HKDF-SHA256, AES-256-GCM): who carries it reads nothing.
"""

import io
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from mmap import mmap

import msgspec
from cryptography import x509
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

MAGIC = b"PERMANENCE-COLIS-1\n"
# What a parcel's bodies call the copy of the vault that they come from: none that lives.
REPLICA = "colis"
# More than any machine's unsent work, a month of large scans included: what unpacks to more is no parcel.
# AES-GCM seals no more at once than 2**31 - 1 bytes.
MAX_BYTES = 2_100_000_000
_INFO = b"permanence: parcel to the store"
_CURVE = ec.SECP256R1()
_POINT, _NONCE = 65, 12
_PIECE = 1 << 20
_MANIFEST, _SIGNATURE, _BODY, _FILE = "liste.json", "signature", "envois/", "fichiers/"


class BadParcelError(ValueError):
    """No parcel, one cut short or altered, or one sealed for another store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Who packed, when (ISO), and the sha256 of each body and file, in their order."""

    plie: str
    device: str
    packed_at: str
    bodies: tuple[str, ...]
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """What was inside: packed bodies of pushes, files by their sha256, and the proof of who packed."""

    manifest: Manifest
    bodies: tuple[bytes, ...]
    files: Mapping[str, bytes]
    signed: bytes
    signature: bytes

    def check(self, public_key: str) -> None:
        """Check that the device of this public key (PEM) packed it.

        Raises:
            BadParcelError: another did.
        """
        key = load_pem_public_key(public_key.encode())
        try:
            if not isinstance(key, ec.EllipticCurvePublicKey):
                raise BadParcelError("no key of a device")
            key.verify(self.signature, self.signed, ec.ECDSA(SHA256()))
        except InvalidSignature as error:
            raise BadParcelError("packed by another") from error


def seal(
    *,
    plie: str,
    device: str,
    private_key: str,
    authority: str,
    packed_at: str,
    bodies: Sequence[bytes],
    files: Mapping[str, bytes],
) -> bytes:
    """Pack, sign with the device's key and seal for the authority (both PEM)."""
    manifest = Manifest(
        plie=plie,
        device=device,
        packed_at=packed_at,
        bodies=tuple(sha256(body).hexdigest() for body in bodies),
        files=tuple(files),
    )
    signed = msgspec.json.encode(manifest)
    key = load_pem_private_key(private_key.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise BadParcelError("no key of a device")
    inside = io.BytesIO()
    # Stored: the bodies are compressed already, and so are most files.
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_MANIFEST, signed)
        archive.writestr(_SIGNATURE, key.sign(signed, ec.ECDSA(SHA256())))
        for name, body in zip(manifest.bodies, bodies, strict=True):
            archive.writestr(_BODY + name, body)
        for name, content in files.items():
            archive.writestr(_FILE + name, content)
    return _sealed(inside.getvalue(), authority)


def unseal(content: bytes | mmap, key: ec.EllipticCurvePrivateKey) -> Parcel:
    """Open a parcel with the authority's key; who packed it is still to be checked.

    What is inside is in memory once; its files are read from there when they are asked for. What is
    given may lie on the disk (`mmap`): nothing of it is kept.

    Raises:
        BadParcelError: no parcel, one altered, or one sealed for another store.
    """
    plain = _opened(content, key)
    try:
        return _parcel(zipfile.ZipFile(io.BytesIO(plain)))
    except (zipfile.BadZipFile, KeyError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadParcelError("not what a machine packs") from error


def _parcel(archive: zipfile.ZipFile) -> Parcel:
    if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
        raise BadParcelError("too large")
    signed = archive.read(_MANIFEST)
    manifest = msgspec.json.decode(signed, type=Manifest)
    for folder, names in ((_BODY, manifest.bodies), (_FILE, manifest.files)):
        for name in names:
            _check(archive, folder, name)
    bodies = tuple(archive.read(_BODY + name) for name in manifest.bodies)
    files = _Files(archive, manifest.files)
    return Parcel(manifest, bodies, files, signed, archive.read(_SIGNATURE))


def _check(archive: zipfile.ZipFile, folder: str, name: str) -> None:
    found = sha256()
    with archive.open(folder + name) as content:
        for piece in iter(partial(content.read, _PIECE), b""):
            found.update(piece)
    if found.hexdigest() != name:
        raise BadParcelError("altered")


class _Files(Mapping[str, bytes]):
    """Those of an archive, one at a time in memory."""

    def __init__(self, archive: zipfile.ZipFile, names: Sequence[str]) -> None:
        self._archive, self._names = archive, dict.fromkeys(names)

    def __getitem__(self, name: str) -> bytes:
        return self._archive.read(_FILE + name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _sealed(plain: bytes, authority: str) -> bytes:
    theirs = x509.load_pem_x509_certificate(authority.encode()).public_key()
    if not isinstance(theirs, ec.EllipticCurvePublicKey):
        raise BadParcelError("no key of an authority")
    once = ec.generate_private_key(_CURVE)
    point = once.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    head = MAGIC + point
    nonce = os.urandom(_NONCE)
    return head + nonce + _aead(once.exchange(ec.ECDH(), theirs), head).encrypt(nonce, plain, head)


def _opened(content: bytes | mmap, key: ec.EllipticCurvePrivateKey) -> bytes:
    start = len(MAGIC) + _POINT
    head, nonce = bytes(content[:start]), bytes(content[start : start + _NONCE])
    if not head.startswith(MAGIC) or len(content) > MAX_BYTES:
        raise BadParcelError("no parcel")
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, head[len(MAGIC) :])
        aead = _aead(key.exchange(ec.ECDH(), point), head)
        # A view copies nothing; closed whatever happens, without which a mapped file could not be.
        with memoryview(content) as whole, whole[start + _NONCE :] as sealed:
            return aead.decrypt(nonce, sealed, head)
    except (InvalidTag, ValueError) as error:
        raise BadParcelError("altered, or for another store") from error


def _aead(secret: bytes, head: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), length=32, salt=head, info=_INFO).derive(secret))
