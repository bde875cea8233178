"""The code of an invitation: typed however one likes, its slips told, its store's authority pinned."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from wire import groups
from wire.address import in_clear, is_address
from wire.invitation import GROUPS, SECRET_BYTES, read_code, write_code

OURS, THEIRS = (ec.derive_private_key(n, ec.SECP256R1()) for n in (11, 12))


def _authority(key: ec.EllipticCurvePrivateKey, year: int = 2026) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "PLIE d’essai")])
    at = datetime(year, 1, 1, tzinfo=UTC)
    return (
        x509.CertificateBuilder(name, name, key.public_key(), 1, at, at + timedelta(days=9))
    ).sign(key, SHA256())


def test_a_code_pins_its_authority_and_no_other_even_once_certified_again() -> None:
    code = read_code(write_code(bytes(SECRET_BYTES), _authority(OURS)).text)

    assert code is not None
    assert code.names(_authority(OURS))
    assert code.names(_authority(OURS, year=2030))
    assert not code.names(_authority(THEIRS))


def test_the_whole_secret_and_66_bits_of_pin_are_in_the_text() -> None:
    secrets = [bytes(SECRET_BYTES), b"\xff" * SECRET_BYTES, bytes([1, *[0] * (SECRET_BYTES - 1)])]
    codes = [write_code(secret, _authority(OURS)) for secret in secrets]

    numbers = [groups.read(code.text) for code in codes]

    assert [number >> 66 for number in numbers] == [int.from_bytes(secret) for secret in secrets]
    assert {number & (2**66 - 1) for number in numbers} == {codes[0].pin}
    assert {tuple(map(len, code.text.split("-"))) for code in codes} == {(5,) * GROUPS}


def test_a_code_is_read_however_it_is_typed_and_any_slip_is_told() -> None:
    code = write_code(b"un secret dit!", _authority(OURS))

    for typed in (code.text.lower(), code.text.replace("-", " "), f" {code.text}\n"):
        assert read_code(typed) == code
    for at, sign in enumerate(code.text):
        if sign != "-":
            other = groups.SIGNS.replace(sign, "")[at % 30]
            assert read_code(code.text[:at] + other + code.text[at + 1 :]) is None
    for cut in ("", code.text[:-1], code.text[:-6], f"{code.text}-AAAAA", "0123456789" * 4):
        assert read_code(cut) is None


@pytest.mark.parametrize(
    ("url", "clear"),
    [
        ("https://magasin.exemple", False), ("http://magasin.exemple", True),
        ("HTTP://magasin.exemple:8440", True), ("http://10.0.0.5", True),
        ("http://localhost:8440", False), ("http://127.0.0.1:8440", False),
        ("http://[::1]:8440", False), ("http://127.0.0.1.exemple.fr", True),
        ("http://127.0.0.1@magasin.exemple", True), ("http://localhost.exemple", True),
    ],
)  # fmt: skip
def test_an_address_in_clear_is_for_one_machine_only(url: str, *, clear: bool) -> None:
    assert is_address(url)
    assert in_clear(url) is clear
