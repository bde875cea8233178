"""Reading seals back: is this document as it was sealed, who sealed it, do we believe them.

Integrity is judged by pyHanko's difference analysis, which sees what `pdfsig` does not (a page
covered by an update appended after the seal). Nothing is fetched, nothing is repaired.
"""

import asyncio
import io
import logging
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from asn1crypto import cms
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from desktop.documents import dates, trust
from desktop.documents.errors import NotAPdf, TooLarge
from desktop.documents.trust import Trust
from plie import phrases

MOST_BYTES = 50 * 1024 * 1024
_HEADER_WITHIN = 1024
_PARTIES = 2

# What pyHanko and asn1crypto raise on bytes that are not what they claim to be. Only reading is
# done under it: in our own files none of these comes up, in a hostile one all of them do.
_UNREADABLE = (
    PdfError,
    SignatureValidationError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
)

# An altered or unknown seal is an answer, not an incident: the verdict says it, not the log.
for _name in ("pyhanko.sign", "pyhanko.pdf_utils", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.ERROR)


class Verdict(StrEnum):
    """What is said of a document; the code is the word."""

    INTACT = "intact"
    ALTERE = "altere"
    NON_RECONNU = "non_reconnu"
    REVOQUE = "revoque"
    NON_SCELLE = "non_scelle"


@dataclass(frozen=True, slots=True)
class SealRead:
    """One seal, as found.

    Attributes:
        champ: name of its field.
        par: holder of the certificate.
        le: hour the seal gives itself (no certified time stamp), aware; None if it gives none.
        motif: reason written in it.
        intact: True when nothing it covers has changed and nothing forbidden came after.
    """

    champ: str
    par: str
    le: datetime | None
    motif: str
    intact: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict, each seal, and one French sentence that says why."""

    verdict: Verdict
    signatures: tuple[SealRead, ...]
    raison: str


def verify(pdf: bytes, *, authority_pem: bytes | None, crl: bytes | None) -> Verification:
    """Judge a document.

    Args:
        pdf: the file, from anywhere.
        authority_pem: certificate(s) of the authority to believe; None: nobody is believed.
        crl: its revocation list, PEM or DER; None: revocations are not known.

    Raises:
        NotAPdf: these bytes are no PDF.
        TooLarge: more than `MOST_BYTES`.
        UnreadableTrust: the authority or the list cannot be used.
    """
    if len(pdf) > MOST_BYTES:
        raise TooLarge("Ce fichier dépasse 50\u00a0Mo\u00a0: ce n’est pas un compte-rendu.")
    sealed = b"/ByteRange" in pdf
    # A flipped bit in the first line must not turn a sealed document into « no PDF ».
    if b"%PDF-" not in pdf[:_HEADER_WITHIN] and not sealed:
        raise NotAPdf("Ce fichier n’est pas un PDF.")
    believed = trust.read(authority_pem, crl)
    try:
        found, empty = asyncio.run(_read(pdf, believed))
    except _UNREADABLE as problem:
        if not sealed:
            raise NotAPdf("Ce fichier n’est pas un PDF lisible.") from problem
        return Verification(Verdict.ALTERE, (), _DAMAGED)
    if not found:
        # The trace of a seal in a document that shows none: it was taken out.
        verdict, why = (Verdict.ALTERE, _DAMAGED) if sealed else (Verdict.NON_SCELLE, _UNSEALED)
        return Verification(verdict, (), why)
    return _judge(found, empty, believed)


_DAMAGED = (
    "Ce fichier porte la trace d’un sceau, mais il a été modifié ou abîmé\u00a0: "
    "il ne prouve plus rien. Demandez l’original."
)
_UNSEALED = (
    "Ce document ne porte aucun sceau\u00a0: rien ne prouve qu’il n’a pas changé depuis "
    "qu’il a été établi."
)


@dataclass(frozen=True, slots=True)
class _Found:
    seal: SealRead
    trusted: bool
    revoked_on: datetime | None


async def _read(pdf: bytes, believed: Trust) -> tuple[list[_Found], int]:
    """Return the seals in the order in which they were put, and how many fields are empty."""
    reader = PdfFileReader(io.BytesIO(pdf))
    seals = reader.embedded_regular_signatures
    empty = len(list(enumerate_sig_fields(reader, filled_status=False)))
    found = []
    for index, seal in enumerate(seals):
        status = await _status(seal, believed)
        is_last = index == len(seals) - 1
        found.append(_found(seal, status, believed, intact=_holds(seal, status, is_last=is_last)))
    return found, empty


async def _status(seal: EmbeddedPdfSignature, believed: Trust) -> PdfSignatureStatus:
    # The certificate is judged at the hour of the seal: expired since is no fault.
    context = ValidationContext(
        trust_roots=believed.roots, moment=seal.self_reported_timestamp, allow_fetching=False
    )
    either = KeyUsageConstraints(
        key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
    )
    return await async_validate_pdf_signature(
        seal, signer_validation_context=context, key_usage_settings=either
    )


def _holds(seal: EmbeddedPdfSignature, status: PdfSignatureStatus, *, is_last: bool) -> bool:
    """Between two seals, only the filling of a field; after the last, not one byte."""
    if not (status.intact and status.valid and status.docmdp_ok and _filled_with_zeros(seal)):
        return False
    if is_last:
        return status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    level = status.modification_level
    return (
        status.coverage is SignatureCoverageLevel.ENTIRE_REVISION
        and level is not None
        and bool(level <= ModificationLevel.FORM_FILLING)
    )


def _filled_with_zeros(seal: EmbeddedPdfSignature) -> bool:
    """The room kept for the seal is the one place no seal covers: nothing else lives there."""
    content = bytes(seal.pkcs7_content)
    return not content[len(cms.ContentInfo.load(content).dump()) :].strip(b"\x00")


def _found(
    seal: EmbeddedPdfSignature, status: PdfSignatureStatus, believed: Trust, *, intact: bool
) -> _Found:
    certificate = seal.signer_cert
    names = certificate.subject.native
    sealed = seal.self_reported_timestamp
    return _Found(
        seal=SealRead(
            champ=str(seal.field_name),
            par=str(names.get("common_name") or seal.sig_object.get("/Name") or ""),
            le=sealed,
            motif=str(seal.sig_object.get("/Reason") or ""),
            intact=intact,
        ),
        trusted=status.trusted,
        revoked_on=believed.revoked_on(certificate.serial_number, sealed=sealed),
    )


def _judge(found: list[_Found], empty: int, believed: Trust) -> Verification:
    verdict, why = _verdict(found, empty, believed)
    return Verification(verdict, tuple(one.seal for one in found), why)


def _verdict(found: list[_Found], empty: int, believed: Trust) -> tuple[Verdict, str]:
    """The gravest first: altered, then unknown, then revoked."""
    for one in found:
        if not one.seal.intact:
            return Verdict.ALTERE, (
                f"Ce document a été modifié après le sceau apposé par {_whose(one)}\u00a0: "
                "il ne prouve plus rien. Demandez l’original."
            )
    for one in found:
        if not one.trusted:
            return Verdict.NON_RECONNU, _unknown(one, believed)
    for one in found:
        if one.revoked_on is not None:
            return Verdict.REVOQUE, _taken_back(one, one.revoked_on)
    since = f"Rien n’a changé depuis le sceau apposé par {_whose(found[-1])}"
    if empty:
        return Verdict.INTACT, f"{since}, mais il manque encore la seconde signature."
    every = "les deux" if len(found) == _PARTIES else "toutes les"
    return Verdict.INTACT, f"{since}\u202f; {every} signatures sont scellées."


def _unknown(one: _Found, believed: Trust) -> str:
    kept = "Le document est resté tel qu’il a été scellé, mais "
    if not believed.authorities:
        return f"{kept}aucune autorité de confiance n’est connue ici\u00a0: on ne sait pas par qui."
    return (
        f"{kept}le certificat de {_holder(one)} n’a pas été délivré par l’autorité connue ici, "
        "ou n’était pas valable à l’heure du sceau."
    )


def _taken_back(one: _Found, day: datetime) -> str:
    when = f"Le certificat de {_holder(one)} a été révoqué le {phrases.medium_date(day.date())}"
    if one.seal.le is None or one.seal.le >= day:
        return f"{when}, avant ce sceau\u00a0: ce document ne prouve plus rien."
    return (
        f"{when}, après l’heure inscrite dans ce sceau\u202f; rien ne certifie cette heure, "
        "ce document ne prouve donc plus rien."
    )


def _holder(one: _Found) -> str:
    return one.seal.par or "son auteur"


def _whose(one: _Found) -> str:
    return f"{_holder(one)}, le {dates.moment(one.seal.le)}" if one.seal.le else _holder(one)
