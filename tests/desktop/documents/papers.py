"""Invented comptes-rendus, strokes and an authority, for the tests of the paper."""

import io
import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

import pypdfium2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from desktop.documents.compte_rendu import (
    FIELD_ACCOMPAGNATEUR,
    FIELD_ADHERENT,
    CompteRenduData,
)
from desktop.documents.seal import Sealer, seal
from desktop.documents.strokes import Strokes

PARIS = timezone(timedelta(hours=1))
SEALED_AT = datetime(2026, 11, 19, 15, 30, tzinfo=PARIS)
ADVISER = "Frédérique Dûchêne"
ID = "0193a5b2-7c4e-7d21-9f60-3b8e5a1c2d47"

UN_COMPTE_RENDU = CompteRenduData(
    id=ID,
    version=1,
    remplace=None,
    motif_remplacement=None,
    plie="PLIE du Val d’Ombre",
    operation="Accompagnement renforcé à l’emploi, lot 4",
    operation_numero="202400417",
    phrase_financement="Cofinancé par l’Union européenne",
    embleme=True,
    date=date(2026, 11, 19),
    debut=time(14, 0),
    duree_min=75,
    modalite="Physique",
    lieu="Mairie annexe, permanence du jeudi",
    nature="Suivi",
    adherent="Maëlys Ouvrard-N’Guessan",
    adherent_titre="adhérent·e",
    accompagnateur=ADVISER,
    accompagnateur_titre="accompagnateur·rice emploi",
    presents=("Élodie Marchetti (mission locale)",),
    sujets=("Formation", "Mobilité", "Garde d’enfants"),
    contenu=(
        "Nous avons repris les démarches du 22\u00a0octobre. L’EHPAD «\u00a0Les Chênes\u00a0» "
        "propose deux semaines d’immersion en janvier\u202f; la réponse est attendue.\n\n"
        "Le code est obtenu depuis le 12 novembre. L’aide couvrirait 600\u00a0€ sur 1\u202f250\u00a0€."
    ),
    suites=(
        ("Préparer la convention d’immersion", "Avant le 27 novembre, accompagnatrice"),
        ("Appeler la crèche", "Cette semaine, Maëlys Ouvrard-N’Guessan"),
    ),
    prochain_rendez_vous="Jeudi 10 décembre 2026 à 14 h, mairie annexe.",
    remarque="Je préfère être appelée le matin.",
    finalise_le=datetime(2026, 11, 19, 15, 22, tzinfo=PARIS),
)

# Comptes-rendus that strain the page, and what they are.
LONG_NAME = "Marie-Joséphine Anne-Gabrielle de Kersaint-Villeneuve-Loyer d’Aubrac du Plessis"
PARAGRAPH = (
    "Le point est fait sur les démarches engagées, ce qui a marché et ce qui reste difficile "
    "dans l’organisation de la semaine, puis sur la suite à donner avec les partenaires. "
)
LENGTHY = "\n\n".join([PARAGRAPH * 4] * 27)
SUITES = tuple((f"Démarche {n} : {PARAGRAPH}", f"Le {n} décembre, ensemble") for n in range(1, 13))

EXTREMES = [
    replace(UN_COMPTE_RENDU, contenu=LENGTHY),
    replace(UN_COMPTE_RENDU, suites=SUITES),
    replace(UN_COMPTE_RENDU, suites=(), sujets=(), presents=(), contenu="", lieu="", remarque=""),
    replace(UN_COMPTE_RENDU, adherent=LONG_NAME, accompagnateur=LONG_NAME, plie=LONG_NAME * 2),
    replace(UN_COMPTE_RENDU, contenu="x" * 900, suites=(("y" * 400, "z" * 200),), lieu="w" * 150),
    replace(UN_COMPTE_RENDU, remarque=LENGTHY, prochain_rendez_vous=""),
    replace(UN_COMPTE_RENDU, suites=((LENGTHY[:9000], LENGTHY[:4000]),)),
    replace(
        UN_COMPTE_RENDU, operation=PARAGRAPH, operation_numero="9" * 60, sujets=(PARAGRAPH,) * 6
    ),
    # As they are pasted from a table, or from a sheet of a workbook.
    replace(
        UN_COMPTE_RENDU,
        adherent="Maëlys\nOuvrard",
        accompagnateur="Frédérique\r\nDûchêne\x0b\ufffe",
        lieu="Mairie\nannexe",
        contenu=LENGTHY[:6000],
    ),
]
NAMES = [
    "3000 words",
    "12 suites",
    "empty",
    "long names",
    "long words",
    "remark",
    "cell",
    "facts",
    "breaks",
]

UN_TRACE: Strokes = tuple(
    tuple(
        (
            0.1 + 0.2 * stroke + 0.003 * step,
            0.5 + 0.4 * math.sin(0.3 * step + stroke) * math.cos(0.05 * step),
        )
        for step in range(50)
    )
    for stroke in range(4)
)


@dataclass(frozen=True)
class Authority:
    """An authority of our own, for the time of a test."""

    name: str
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def sealer(
        self,
        holder: str = ADVISER,
        *,
        start: datetime = SEALED_AT - timedelta(days=30),
        end: datetime = SEALED_AT + timedelta(days=365),
    ) -> Sealer:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _certificate(holder, key, self.name, self.key, start=start, end=end)
        return Sealer(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
            certificate.public_bytes(serialization.Encoding.PEM),
            self.pem,
        )

    def crl(
        self,
        *sealers: Sealer,
        on: datetime,
        reason: x509.ReasonFlags | None = None,
    ) -> x509.CertificateRevocationList:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(_name(self.name))
            .last_update(on)
            .next_update(on + timedelta(days=30))
        )
        for sealer in sealers:
            serial = x509.load_pem_x509_certificate(sealer.certificate_pem).serial_number
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(on)
            if reason is not None:
                entry = entry.add_extension(x509.CRLReason(reason), critical=False)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self.key, hashes.SHA256())


def new_authority(name: str = "Autorité du Val d’Ombre") -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    start, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
    return Authority(name, key, _certificate(name, key, name, key, start=start, end=end))


def seal_first(pdf: bytes, sealer: Sealer, *, at: datetime = SEALED_AT) -> bytes:
    person = UN_COMPTE_RENDU.adherent
    return seal(
        pdf,
        field=FIELD_ADHERENT,
        strokes=UN_TRACE,
        sealer=sealer,
        name=person,
        reason=f"Signature tracée à l’écran par {person}, recueillie par {ADVISER}",
        at=at,
        last=False,
    )


def seal_last(pdf: bytes, sealer: Sealer, *, at: datetime = SEALED_AT) -> bytes:
    return seal(
        pdf,
        field=FIELD_ACCOMPAGNATEUR,
        strokes=UN_TRACE[:2],
        sealer=sealer,
        name=ADVISER,
        reason=f"Signature de {ADVISER}",
        at=at,
        last=True,
    )


def overlaid(pdf: bytes) -> bytes:
    """Cover a part of the first page by an update appended to the file."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    stream = generic.StreamObject(stream_data=b"q 1 0 0 rg 100 400 200 30 re f Q")
    writer.add_stream_to_page(0, writer.add_object(stream))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def texts(pdf: bytes) -> list[str]:
    """Text of each page, in the order of its content."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    document.close()
    return pages


@cache
def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    holder: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    start: datetime,
    end: datetime,
) -> x509.Certificate:
    ca = holder == issuer
    usage = x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
    constraints = x509.BasicConstraints(ca=ca, path_length=0 if ca else None)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(holder))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(constraints, critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key, hashes.SHA256())
    )
