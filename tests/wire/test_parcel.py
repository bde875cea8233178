"""The sealed file: opened by one authority only, proof of who packed it, nothing altered unseen."""

import io
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from central.authority import Authority
from central.settings import Settings
from wire import parcel
from wire.messages import FILE_BYTES
from wire.parcel import BadParcelError

AT = datetime(2026, 11, 26, 9, tzinfo=UTC)
BODY, FILE = b"un envoi", b"%PDF de Ma\xc3\xafwenn"
NAME = "b7e2f4a1c7c9f5c1a0d4f1e2b3a495867768594a3b2c1d0e0f1a2b3c4d5e6f70"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.create(Settings(tmp_path), "Essai", at=AT)


def _pair() -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


def _sealed(authority: Authority, private: str) -> bytes:
    return parcel.seal(
        plie="essai", device="poste-1", private_key=private, authority=authority.pem,
        packed_at=AT.isoformat(), bodies=[BODY], files={parcel.sha256(FILE).hexdigest(): FILE},
    )  # fmt: skip


def test_the_authority_reads_what_the_device_packed(authority: Authority) -> None:
    private, public = _pair()

    found = parcel.unseal(_sealed(authority, private), authority.key)

    found.check(public)
    assert (found.manifest.plie, found.manifest.device) == ("essai", "poste-1")
    assert found.bodies == (BODY,)
    assert list(found.files.values()) == [FILE]


def test_nothing_is_read_in_it_without_the_authority(authority: Authority) -> None:
    private, _ = _pair()

    content = _sealed(authority, private)

    assert BODY not in content
    assert b"poste-1" not in content
    with pytest.raises(BadParcelError):
        parcel.unseal(content, ec.generate_private_key(ec.SECP256R1()))


def test_another_device_did_not_pack_it(authority: Authority) -> None:
    found = parcel.unseal(_sealed(authority, _pair()[0]), authority.key)

    with pytest.raises(BadParcelError):
        found.check(_pair()[1])


@pytest.mark.parametrize("at", [0, 18, 25, 90, 200, -1])
def test_a_byte_changed_anywhere_is_seen(authority: Authority, at: int) -> None:
    content = bytearray(_sealed(authority, _pair()[0]))
    content[at] ^= 1

    with pytest.raises(BadParcelError):
        parcel.unseal(bytes(content), authority.key)


@pytest.mark.parametrize("inside", [b"", b"zip", b"liste"])
def test_what_anyone_can_seal_is_not_believed(authority: Authority, inside: bytes) -> None:
    """Its key is public: what it opens is still a stranger's."""
    forged = io.BytesIO()
    with zipfile.ZipFile(forged, "w") as archive:
        archive.writestr("liste.json", inside)
    plain = forged.getvalue() if inside == b"liste" else inside

    with pytest.raises(BadParcelError):
        parcel.unseal(parcel._sealed(plain, authority.pem), authority.key)


def test_a_month_of_the_largest_scans_is_a_parcel() -> None:
    """What a withdrawn machine kept for itself leaves it by this file only: too large, it would be lost."""
    assert 30 * FILE_BYTES < parcel.MAX_BYTES < 2**31


def test_opening_takes_the_room_of_what_is_inside_once(authority: Authority) -> None:
    scans = {
        parcel.sha256(scan).hexdigest(): scan for n in range(8) for scan in (bytes([n]) * 10**6,)
    }
    content = parcel.seal(
        plie="essai", device="poste-1", private_key=_pair()[0], authority=authority.pem,
        packed_at=AT.isoformat(), bodies=[BODY], files=scans,
    )  # fmt: skip

    tracemalloc.start()
    try:
        found = parcel.unseal(content, authority.key)
        read = sum(len(found.files[name]) for name in found.files)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert read == 8_000_000
    assert most < 1.5 * len(content), "the file itself is not ours: it may stay on the disk"
