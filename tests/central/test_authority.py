"""The store's own authority: whole or absent, and its key for its owner's eyes only."""

import stat
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from central.authority import Authority, AuthorityError
from central.settings import Settings
from tests.central.monde import AUBE, une_cle


def test_what_was_created_is_loaded_again(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    made = Authority.create(settings, "PLIE d’essai", at=AUBE)

    loaded = Authority.load(settings)

    der = loaded.certificate.public_bytes(Encoding.DER)
    assert loaded.pem == made.pem
    assert loaded.sha256 == sha256(der).hexdigest()


def test_the_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    Authority.create(settings, "PLIE d’essai", at=AUBE)

    assert stat.S_IMODE(settings.authority_key.stat().st_mode) == 0o600


def test_an_authority_is_never_replaced(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    made = Authority.create(settings, "PLIE d’essai", at=AUBE)

    with pytest.raises(AuthorityError):
        Authority.create(settings, "Une autre", at=AUBE)

    assert Authority.load(settings).pem == made.pem


@pytest.mark.parametrize("content", [None, b"", b"abc"])
def test_a_damaged_authority_is_told(tmp_path: Path, content: bytes | None) -> None:
    settings = Settings(tmp_path)
    Authority.create(settings, "PLIE d’essai", at=AUBE)
    if content is None:
        settings.authority_certificate.unlink()
    else:
        settings.authority_key.write_bytes(content)

    with pytest.raises(AuthorityError) as refusal:
        Authority.load(settings)

    assert "autorite.pem" in refusal.value.phrase


def test_a_key_and_the_certificate_of_another_are_told(tmp_path: Path) -> None:
    settings, other = Settings(tmp_path / "un"), Settings(tmp_path / "autre")
    for place in (settings, other):
        place.folder.mkdir()
        Authority.create(place, "PLIE d’essai", at=AUBE)
    settings.authority_certificate.write_text(other.authority_certificate.read_text())

    with pytest.raises(AuthorityError) as refusal:
        Authority.load(settings)

    assert "ne vont pas ensemble" in refusal.value.phrase


def test_a_long_name_is_cut_between_two_letters(tmp_path: Path) -> None:
    authority = Authority.create(Settings(tmp_path), "É" * 80, at=AUBE)

    pem = authority.certify(
        une_cle(), nom="Éléonore-" * 12, organisation="Ô" * 90, serial=7, at=AUBE
    )

    names = [str(part.value) for part in x509.load_pem_x509_certificate(pem.encode()).subject]
    assert [len(name.encode()) <= 64 for name in names] == [True, True]
    assert names[1] == "Ô" * 32
