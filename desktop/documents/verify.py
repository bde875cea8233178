"""Reading seals back: is this document as it was sealed, who sealed it, do we believe them.

Integrity is judged by pyHanko's difference analysis, which sees what `pdfsig` does not (a page
covered by an update appended after the seal). Nothing is fetched, nothing is repaired.
"""

import asyncio
import io
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from asn1crypto import cms
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from desktop.documents import dates, reasons, trust
from desktop.documents.errors import NotAPdf, TooLarge
from desktop.documents.reasons import Harm
from desktop.documents.trust import Trust

MOST_BYTES = 50 * 1024 * 1024
_HEADER_WITHIN = 1024
_PARTIES = 2
_DRIFT = timedelta(minutes=10)  # two clocks that nobody set together

# What may come between two seals. pyHanko's own policy also lets other metadata, certificates kept for later and
# fields that nobody sees pass: none of them is of our making, and the first party saw none of them.
_FILLING = StandardDiffPolicy(
    # pyHanko annotates everything of it but this constructor.
    global_rules=[CatalogModificationRule(ignored_keys={"/AcroForm"})],  # type: ignore[no-untyped-call]
    form_rule=FormUpdatingRule(field_rules=[SigFieldModificationRule()]),
)

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


def verify(
    pdf: bytes,
    *,
    authority_pem: bytes | None,
    crl: bytes | None,
    at: datetime | None = None,
) -> Verification:
    """Judge a document.

    Args:
        pdf: the file, from anywhere.
        authority_pem: certificate(s) of the authority to believe; None: nobody is believed.
        crl: its revocation list, PEM or DER; None: revocations are not known.
        at: now, aware: tells what has expired since, and clocks that disagree; it changes words,
            never the verdict. None: nothing is compared with now.

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
        read = asyncio.run(_read(pdf, believed))
    except _UNREADABLE as problem:
        if not sealed:
            raise NotAPdf("Ce fichier n’est pas un PDF lisible.") from problem
        return Verification(Verdict.ALTERE, (), reasons.DAMAGED)
    if not read.found:
        # The trace of a seal in a document that shows none: it was taken out.
        if sealed:
            return Verification(Verdict.ALTERE, (), reasons.TAKEN_OUT)
        return Verification(Verdict.NON_SCELLE, (), reasons.UNSEALED)
    verdict, why = _verdict(read, believed, at)
    return Verification(verdict, tuple(one.seal for one in read.found), why)


@dataclass(frozen=True, slots=True)
class _Found:
    seal: SealRead
    harm: Harm | None
    trusted: bool
    issued_here: bool
    start: datetime
    end: datetime
    revoked_on: datetime | None


@dataclass(frozen=True, slots=True)
class _Read:
    """The seals in the order in which they were put, and what is around them.

    Attributes:
        found: the seals.
        empty: how many fields wait for theirs.
        closed: whether one seal admits nothing after it.
        established: when the document that the first of them covers says it was made.
    """

    found: tuple[_Found, ...]
    empty: int
    closed: bool
    established: datetime | None


async def _read(pdf: bytes, believed: Trust) -> _Read:
    reader = PdfFileReader(io.BytesIO(pdf))
    seals = reader.embedded_regular_signatures
    empty = [place.get_object() for *_, place in enumerate_sig_fields(reader, filled_status=False)]
    one_gone = _is_one_gone(pdf, seals, empty)
    found = []
    for index, seal in enumerate(seals):
        status = await _status(seal, believed)
        harm = _harm(pdf, seal, status, is_last=index == len(seals) - 1)
        if one_gone and harm in _SEEN_WHEN_ONE_GOES:
            harm = Harm.ONE_GONE
        found.append(_found(seal, status, believed, harm))
    return _Read(
        tuple(found),
        empty=len(empty),
        closed=any(seal.docmdp_level is MDPPerm.NO_CHANGES for seal in seals),
        established=_established(seals[0]) if seals else None,
    )


async def _status(seal: EmbeddedPdfSignature, believed: Trust) -> PdfSignatureStatus:
    # The certificate is judged at the hour of the seal: expired since is no fault.
    context = ValidationContext(
        trust_roots=believed.roots, moment=seal.self_reported_timestamp, allow_fetching=False
    )
    either = KeyUsageConstraints(
        key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False
    )
    return await async_validate_pdf_signature(
        seal,
        signer_validation_context=context,
        diff_policy=_FILLING,
        key_usage_settings=either,
    )


def _harm(
    pdf: bytes, seal: EmbeddedPdfSignature, status: PdfSignatureStatus, *, is_last: bool
) -> Harm | None:
    """Between two seals, only the filling of a field; after the last, not one byte."""
    if not _in_place(pdf, seal):
        return Harm.REWRITTEN
    if not (status.intact and status.valid and _filled_with_zeros(seal)):
        return Harm.CHANGED
    if status.docmdp_ok and _nothing_after(status, is_last=is_last):
        return None
    return Harm.ADDED if _pages_then(seal) == _pages_now(seal) else Harm.PAGES


# What a removed signature looks like from the one that is left.
_SEEN_WHEN_ONE_GOES = {Harm.REWRITTEN, Harm.ADDED}


def _is_one_gone(
    pdf: bytes, seals: list[EmbeddedPdfSignature], empty: list[generic.DictionaryObject]
) -> bool:
    """Whether a signature more was there: an update leaves its bytes, a rewriting its strokes."""
    if pdf.count(b"/ByteRange") > len(seals):
        return True
    return any(map(_is_drawn, empty)) and not all(_in_place(pdf, seal) for seal in seals)


def _is_drawn(field: generic.DictionaryObject) -> bool:
    try:
        look = field["/AP"]["/N"]
    except KeyError:
        return False
    return isinstance(look, generic.StreamObject) and bool(look.data.strip())


def _nothing_after(status: PdfSignatureStatus, *, is_last: bool) -> bool:
    if is_last:
        return status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    level = status.modification_level
    return (
        status.coverage is SignatureCoverageLevel.ENTIRE_REVISION
        and level is not None
        and bool(level <= ModificationLevel.FORM_FILLING)
    )


def _in_place(pdf: bytes, seal: EmbeddedPdfSignature) -> bool:
    """Whether the seal still stands in the gap that it leaves between the bytes it covers."""
    start, length, after, _ = (int(number) for number in seal.byte_range)
    gap = pdf[start + length : after]
    return gap[:1] == b"<" and gap[-1:] == b">"


def _pages_then(seal: EmbeddedPdfSignature) -> int:
    return int(seal.reader.get_historical_root(seal.signed_revision)["/Pages"]["/Count"])


def _pages_now(seal: EmbeddedPdfSignature) -> int:
    return int(seal.reader.root["/Pages"]["/Count"])


def _filled_with_zeros(seal: EmbeddedPdfSignature) -> bool:
    """The room kept for the seal is the one place no seal covers: nothing else lives there."""
    content = bytes(seal.pkcs7_content)
    return not content[len(cms.ContentInfo.load(content).dump()) :].strip(b"\x00")


def _established(seal: EmbeddedPdfSignature) -> datetime | None:
    """Return the hour of the revision that is sealed: a later one may say another, and be no fault."""
    try:
        then = seal.reader.get_historical_resolver(seal.signed_revision).trailer_view
        at = generic.parse_pdf_date(str(then["/Info"]["/CreationDate"]))
    except _UNREADABLE:
        return None  # it says no hour: of another program
    return at if at.tzinfo else None


def _found(
    seal: EmbeddedPdfSignature, status: PdfSignatureStatus, believed: Trust, harm: Harm | None
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
            intact=harm is None,
        ),
        harm=harm,
        trusted=status.trusted,
        issued_here=believed.issued(certificate.dump()),
        start=certificate.not_valid_before,
        end=certificate.not_valid_after,
        revoked_on=believed.revoked_on(certificate.serial_number, sealed=sealed),
    )


def _verdict(read: _Read, believed: Trust, at: datetime | None) -> tuple[Verdict, str]:
    """The gravest first: altered, then unknown, then revoked."""
    found = read.found
    for one in found:
        if one.harm is not None:
            return Verdict.ALTERE, one.harm.told(_whose(one))
    for one in found:
        if not one.trusted:
            return Verdict.NON_RECONNU, _unknown(one, believed)
    for one in found:
        if one.revoked_on is not None:
            return Verdict.REVOQUE, reasons.taken_back(_holder(one), one.seal.le, one.revoked_on)
    since = f"Rien n’a changé depuis le sceau apposé par {_whose(found[-1])}"
    every = "les deux" if len(found) == _PARTIES else "toutes les"
    rest = f"\u202f; {every} signatures sont scellées."
    if read.empty:
        rest = reasons.FIRST_NEVER_PUT if read.closed else reasons.SECOND_AWAITED
    notes = _notes(found[-1], believed, at) if at else ""
    return Verdict.INTACT, f"{since}{rest}{_disorder(read)}{notes}"


def _disorder(read: _Read) -> str:
    """Tell hours that contradict each other inside the document; nothing outside certifies them."""
    hours = [one.seal.le for one in read.found if one.seal.le is not None]
    told = ""
    if read.established is not None and hours and min(hours) < read.established:
        told += reasons.before_the_document(min(hours), read.established)
    for first, second in pairwise(hours):
        if second < first:
            told += reasons.out_of_order(second, first)
    return told


def _notes(one: _Found, believed: Trust, at: datetime) -> str:
    """What does not undo the seal, and is better known."""
    notes = ""
    if one.seal.le is not None and one.seal.le > at + _DRIFT:
        notes += reasons.from_the_future(one.seal.le, at)
    if one.end < at:
        notes += reasons.since_expired(one.end)
    if believed.outdated(at) and believed.crl is not None:
        notes += reasons.old_list(believed.crl.last_update_utc)
    return notes


def _unknown(one: _Found, believed: Trust) -> str:
    if not believed.authorities:
        return reasons.NO_AUTHORITY
    if one.issued_here:
        return reasons.out_of_date(_holder(one), one.seal.le, one.start, one.end)
    return reasons.stranger(_holder(one))


def _holder(one: _Found) -> str:
    return one.seal.par or "son auteur"


def _whose(one: _Found) -> str:
    return f"{_holder(one)}, le {dates.moment(one.seal.le)}" if one.seal.le else _holder(one)
