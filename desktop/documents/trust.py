"""Whom a verification trusts: the organisation's authority and its revocation list.

The list is read here rather than by pyHanko: a seal without a certified time stamp says its own
hour, and only the reason of a revocation tells whether that hour may still be believed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.documents.errors import UnreadableTrust

# The key did not leak: what was sealed before the date stands. Any other reason, none given
# included, may mean a lost key, and with it any hour can be written into a seal.
_KEY_STILL_SAFE = frozenset(
    {
        x509.ReasonFlags.superseded,
        x509.ReasonFlags.cessation_of_operation,
        x509.ReasonFlags.affiliation_changed,
    }
)


@dataclass(frozen=True, slots=True)
class Trust:
    """Authorities believed, and the list of what they took back (None: not known)."""

    authorities: tuple[x509.Certificate, ...]
    crl: x509.CertificateRevocationList | None

    @property
    def roots(self) -> list[asn1.Certificate]:
        """The authorities, as pyHanko wants them."""
        return [asn1.Certificate.load(a.public_bytes(Encoding.DER)) for a in self.authorities]

    def issued(self, certificate: bytes) -> bool:
        """Whether an authority believed signed this certificate (DER), valid or not any more."""
        read = x509.load_der_x509_certificate(certificate)
        return any(_vouches(authority, read) for authority in self.authorities)

    def outdated(self, at: datetime) -> bool:
        """Whether the list known should have been replaced by then."""
        until = self.crl.next_update_utc if self.crl is not None else None
        return until is not None and until < at

    def revoked_on(self, serial: int, *, sealed: datetime | None) -> datetime | None:
        """Return when a certificate was revoked, if its seal falls with it; else None.

        Args:
            serial: serial number of the certificate.
            sealed: hour the seal gives itself.
        """
        if self.crl is None:
            return None
        entry = self.crl.get_revoked_certificate_by_serial_number(serial)
        if entry is None:
            return None
        day = entry.revocation_date_utc
        if _reason(entry) in _KEY_STILL_SAFE and sealed is not None and sealed < day:
            return None
        return day


def read(authority_pem: bytes | None, crl: bytes | None) -> Trust:
    """Return what to trust; the list may be PEM or DER and must come from the authority.

    Raises:
        UnreadableTrust: a file cannot be read, or the list is another authority's.
    """
    authorities = _authorities(authority_pem)
    return Trust(authorities, _list(crl, authorities) if authorities else None)


def _authorities(authority_pem: bytes | None) -> tuple[x509.Certificate, ...]:
    if authority_pem is None:
        return ()
    try:
        return tuple(x509.load_pem_x509_certificates(authority_pem))
    except ValueError as problem:
        raise UnreadableTrust(
            "Le certificat de l’autorité ne peut pas être lu\u00a0: un fichier .pem est attendu. "
            "Le document n’a pas été vérifié."
        ) from problem


def _list(
    crl: bytes | None, authorities: Sequence[x509.Certificate]
) -> x509.CertificateRevocationList | None:
    if crl is None:
        return None
    is_pem = crl.lstrip().startswith(b"-----BEGIN")
    load = x509.load_pem_x509_crl if is_pem else x509.load_der_x509_crl
    try:
        revoked = load(crl)
        known = any(_issued(revoked, authority) for authority in authorities)
    except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise UnreadableTrust(_BAD_LIST) from problem
    if not known:
        raise UnreadableTrust(_BAD_LIST)
    return revoked


_BAD_LIST = (
    "La liste de révocation ne peut pas être lue, ou n’a pas été signée par cette autorité. "
    "Le document n’a pas été vérifié\u00a0: demandez la liste au magasin central."
)


def _issued(revoked: x509.CertificateRevocationList, authority: x509.Certificate) -> bool:
    key = authority.public_key()
    return (
        revoked.issuer == authority.subject
        and isinstance(key, EllipticCurvePublicKey | RSAPublicKey)
        and revoked.is_signature_valid(key)
    )


def _vouches(authority: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _reason(entry: x509.RevokedCertificate) -> x509.ReasonFlags:
    try:
        return entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        return x509.ReasonFlags.unspecified
