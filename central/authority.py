"""The store's own authority: it signs the certificates of devices and the list of revoked ones.

Its key never leaves the data folder; what seals a compte-rendu is the device's key, not this one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from os import O_CREAT, O_EXCL, O_WRONLY, fdopen
from os import open as os_open
from typing import Self

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from cryptography.x509.oid import NameOID

from central.settings import Settings
from plie.empechement import Empechement

YEAR = timedelta(days=365)
AUTHORITY_LIFE = 20 * YEAR
DEVICE_LIFE = YEAR
CRL_LIFE = timedelta(days=30)
# A clock that runs a little behind must not find a certificate that is not valid yet.
_EARLIER = timedelta(minutes=10)
_SERIAL_BYTES = 16
# X.520: a common name has at most 64 bytes.
_NAME_BYTES = 64
_CURVES = (ec.SECP256R1, ec.SECP384R1)


class Motif(StrEnum):
    """Why a device is revoked; it decides what becomes of the seals made before."""

    PERDU = "perdu"  # lost, stolen or doubtful: no hour in its seals can be believed
    RENDU = "rendu"  # given back, its key never out of sight: what it sealed before stands


_REASONS = {
    Motif.PERDU: x509.ReasonFlags.key_compromise,
    Motif.RENDU: x509.ReasonFlags.cessation_of_operation,
}


@dataclass(frozen=True, slots=True)
class Revoked:
    """A line of the revocation list: a certificate's serial number, since when, why."""

    serial: int
    since: datetime
    motif: Motif


class AuthorityError(Empechement):
    """The authority's key or certificate is missing, damaged or already there."""


class BadKeyError(ValueError):
    """A public key that the authority does not certify."""


@dataclass(frozen=True, slots=True)
class Authority:
    """The key and the certificate that devices trust."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def create(cls, settings: Settings, nom: str, *, at: datetime) -> Self:
        """Make the authority of a new store and write it in its folder, for its owner only.

        Raises:
            AuthorityError: the folder already has one.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        made = cls(key, _self_signed(key, nom, at))
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            descriptor = os_open(settings.authority_key, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        except FileExistsError as error:
            raise AuthorityError(
                f"Une autorité existe déjà dans {settings.folder}. Rien n’a été modifié."
            ) from error
        with fdopen(descriptor, "wb") as file:
            file.write(pem)
        settings.authority_certificate.write_text(made.pem)
        return made

    @classmethod
    def load(cls, settings: Settings) -> Self:
        """Read the authority of a store.

        Raises:
            AuthorityError: its files are missing or damaged.
        """
        try:
            key = load_pem_private_key(settings.authority_key.read_bytes(), None)
            certificate = x509.load_pem_x509_certificate(
                settings.authority_certificate.read_bytes()
            )
        except (OSError, ValueError, TypeError) as error:
            raise AuthorityError(
                f"L’autorité du magasin ne se lit pas dans {settings.folder}. "
                "Restaurez «\u00a0autorite.key\u00a0» et «\u00a0autorite.pem\u00a0» d’une sauvegarde."
            ) from error
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise AuthorityError("La clé de l’autorité n’est pas celle d’un magasin central.")
        if key.public_key() != certificate.public_key():
            raise AuthorityError(
                f"Dans {settings.folder}, «\u00a0autorite.key\u00a0» et «\u00a0autorite.pem\u00a0» ne vont "
                "pas ensemble\u00a0: aucun poste ne croirait ce magasin. Rien n’a été modifié\u00a0: "
                "restaurez les deux d’une même sauvegarde."
            )
        return cls(key, certificate)

    @property
    def pem(self) -> str:
        """The certificate, PEM."""
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def sha256(self) -> str:
        """The pin: sha256 of the certificate's DER, hexadecimal."""
        return sha256(self.certificate.public_bytes(Encoding.DER)).hexdigest()

    def secret(self, purpose: bytes) -> bytes:
        """Return a secret that only this authority can draw again, one for each purpose."""
        number = self.key.private_numbers().private_value
        size = (self.key.curve.key_size + 7) // 8
        drawn = HKDF(SHA256(), length=32, salt=None, info=purpose)
        return drawn.derive(number.to_bytes(size, "big"))

    def certify(
        self, public_key: str, *, nom: str, organisation: str, serial: int, at: datetime
    ) -> str:
        """Sign a device's certificate, PEM: its person's name, what it may do, one year.

        Raises:
            BadKeyError: no PEM of a public key on P-256 or P-384.
        """
        key = _public(public_key)
        usage = _usage(digital_signature=True, content_commitment=True)
        issuer_key = self.key.public_key()
        builder = (
            _builder(_name(nom, organisation), self.certificate.subject, key, serial)
            .not_valid_before(at - _EARLIER)
            .not_valid_after(at + DEVICE_LIFE)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
            )
        )
        return builder.sign(self.key, SHA256()).public_bytes(Encoding.PEM).decode()

    def revocations(self, revoked: Iterable[Revoked], *, number: int, at: datetime) -> str:
        """Sign the list of revoked certificates, PEM."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(at)
            .next_update(at + CRL_LIFE)
            .add_extension(x509.CRLNumber(number), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
        )
        for line in revoked:
            builder = builder.add_revoked_certificate(_entry(line))
        return builder.sign(self.key, SHA256()).public_bytes(Encoding.PEM).decode()


def serial_from(random: bytes) -> int:
    """Return a certificate's serial number (RFC 5280: positive, at most 20 bytes)."""
    return int.from_bytes(random[:_SERIAL_BYTES], "big") | 1


def _entry(line: Revoked) -> x509.RevokedCertificate:
    reason = x509.CRLReason(_REASONS[line.motif])
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(line.serial)
        .revocation_date(line.since)
        .add_extension(reason, critical=False)
        .build()
    )


def _self_signed(key: ec.EllipticCurvePrivateKey, nom: str, at: datetime) -> x509.Certificate:
    name = _name(f"Autorité Permanence – {nom}", "")
    builder = (
        _builder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(at - _EARLIER)
        .not_valid_after(at + AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, serial: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(serial)
    )


def _public(pem: str) -> ec.EllipticCurvePublicKey:
    try:
        key = load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKeyError from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, _CURVES):
        raise BadKeyError
    return key


def _name(nom: str, organisation: str) -> x509.Name:
    parts = [(NameOID.COMMON_NAME, nom), (NameOID.ORGANIZATION_NAME, organisation)]
    return x509.Name([x509.NameAttribute(oid, _cut(text)) for oid, text in parts if text])


def _cut(text: str) -> str:
    return text.encode()[:_NAME_BYTES].decode(errors="ignore")


def _usage(
    *,
    digital_signature: bool = False,
    content_commitment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )
