"""Sealing: PAdES B-B with the adviser's certificate, one signature field after the other.

The first seal certifies the document and admits only the filling of its other field; the field
signed last carries its own lock and closes the document. Strokes live in the appearance only:
no word of the page is touched, and the XMP stays byte for byte as it was.
"""

import asyncio
import io
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.x509 import Certificate, load_pem_x509_certificate
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    InnerScaling,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from desktop.documents import strokes as drawing
from desktop.documents.errors import SealRefused
from desktop.documents.strokes import Strokes

_AS_IS = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MIN,
    y_align=AxisAlignment.ALIGN_MIN,
    inner_content_scaling=InnerScaling.NO_SCALING,
)


@dataclass(frozen=True, slots=True)
class Sealer:
    """What a seal is made with.

    Attributes:
        key_pem: private key, PKCS #8, EC P-256, not encrypted.
        certificate_pem: its certificate.
        authority_pem: the authority that signed it, embedded beside it.
    """

    key_pem: bytes = field(repr=False)
    certificate_pem: bytes
    authority_pem: bytes


def seal(
    pdf: bytes,
    *,
    field: str,
    strokes: Strokes,
    sealer: Sealer,
    name: str,
    reason: str,
    at: datetime,
    last: bool,
) -> bytes:
    """Fill one signature field and return the sealed document: `pdf`, and more after it.

    Args:
        pdf: the document, with its empty field.
        field: name of the field.
        strokes: what was drawn, in the unit square, y upwards.
        sealer: key and certificates.
        name: who signs, in words.
        reason: why and how, in words; it is honest about who drew and who seals.
        at: aware instant of the seal, as the machine knows it.
        last: True for the field that closes the document.

    Raises:
        SealRefused: no such field, already signed, closed document, or unusable key.
        ValueError: strokes outside the pad, or `at` without offset.
    """
    if at.tzinfo is None:
        raise ValueError("at must be aware")
    content = drawing.appearance(strokes, on=at.date())
    try:
        writer = _Writer(io.BytesIO(pdf))
        signed = _state(writer.prev, field, last=last)
        metadata = PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=name,
            reason=reason,
            certify=not signed,
            docmdp_permissions=MDPPerm.NO_CHANGES if last else MDPPerm.FILL_FORMS,
        )
        signer = PdfSigner(metadata, _signer(sealer), stamp_style=_style(content))
        return asyncio.run(_sign(signer, writer, at))
    except (PdfError, SigningError) as problem:
        raise SealRefused(
            "Ce document ne peut pas être scellé\u00a0: il est fermé, ou son fichier est abîmé. "
            "Rien n’a été modifié. Finalisez de nouveau le compte-rendu, puis signez."
        ) from problem


def refuse_out_of_date(sealer: Sealer, *, at: datetime) -> None:
    """Refuse a seal that nobody would believe: it is judged at the hour that it gives itself.

    Args:
        sealer: key and certificates.
        at: aware instant of the seal to be.

    Raises:
        SealRefused: the certificate is not valid then, or cannot be read.
    """
    try:
        certificate = load_pem_x509_certificate(sealer.certificate_pem)
    except ValueError as problem:
        raise SealRefused(_UNUSABLE) from problem
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise SealRefused(_OUT_OF_DATE)


class _Writer(IncrementalPdfFileWriter):
    """Appends the seal and nothing else: pyHanko would rewrite our XMP and lose PDF/UA."""

    def _update_meta(self) -> None:
        return


async def _sign(signer: PdfSigner, writer: _Writer, at: datetime) -> bytes:
    # The granular calls of pyHanko, for the one thing its short form does not take: the hour.
    session = signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at
    reserved = await session.estimate_signature_container_size(None)
    document = session.prepare_tbs_document(None, reserved)
    prepared, output = document.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=at)
    await document.perform_signature(prepared.document_digest, attributes)
    output.seek(0)
    return bytes(output.read())


def _state(reader: PdfFileReader, field: str, *, last: bool) -> bool:
    """Return whether a seal is there already, after checking that this one may be put."""
    fields = {path: (value, place) for path, value, place in enumerate_sig_fields(reader)}
    if field not in fields:
        raise SealRefused(
            "Ce document n’a pas de place pour cette signature. Rien n’a été modifié\u00a0: "
            "finalisez de nouveau le compte-rendu."
        )
    value, place = fields[field]
    if value is not None:
        raise SealRefused(
            "Cette signature est déjà scellée. Rien n’a été modifié\u00a0: une correction est une "
            "nouvelle version du compte-rendu."
        )
    if ("/Lock" in place.get_object()) != last:
        raise ValueError(f"{field}: the field that locks the document is signed last")
    return any(value is not None for value, _ in fields.values())


def _signer(sealer: Sealer) -> SimpleSigner:
    try:
        key = serialization.load_pem_private_key(sealer.key_pem, password=None)
        certificate = load_pem_x509_certificate(sealer.certificate_pem)
        authority = load_pem_x509_certificate(sealer.authority_pem)
    except (ValueError, TypeError) as problem:
        raise SealRefused(_UNUSABLE) from problem
    if not isinstance(key, EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise SealRefused(_UNUSABLE)
    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    # pyHanko annotates everything of it but this constructor.
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(_asn1(authority))
    return SimpleSigner(
        signing_cert=_asn1(certificate),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=store,
    )


_UNUSABLE = (
    "La clé de ce poste ne correspond pas à son certificat. Rien n’a été modifié. "
    "Inscrivez de nouveau ce poste auprès de votre gestionnaire."
)
_OUT_OF_DATE = (
    "À l’heure de ce poste, son certificat n’est pas valable\u00a0: ce sceau ne serait reconnu par "
    "personne. Rien n’a été modifié. Vérifiez la date et l’heure du poste\u202f; si elles sont "
    "justes, échangez avec le magasin central, qui le renouvelle, puis recommencez."
)


def _asn1(certificate: Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _style(content: bytes) -> StaticStampStyle:
    background = RawContent(content, box=BoxConstraints(*drawing.BOX))
    return StaticStampStyle(border_width=0, background=background, background_layout=_AS_IS)
