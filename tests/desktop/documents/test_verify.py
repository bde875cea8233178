"""Reading seals back: one test per way in which a document can lie."""

import io
import random
from datetime import datetime, timedelta

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from desktop.documents import verify as verification
from desktop.documents.errors import NotAPdf, TooLarge, UnreadableTrust
from desktop.documents.seal import Sealer
from desktop.documents.verify import Verdict, Verification, verify
from tests.desktop.documents.papers import (
    ADVISER,
    SEALED_AT,
    Authority,
    new_authority,
    overlaid,
    seal_first,
    seal_last,
)

BEFORE, AFTER = SEALED_AT - timedelta(days=3), SEALED_AT + timedelta(days=3)
LEFT = x509.ReasonFlags.cessation_of_operation
STOLEN = x509.ReasonFlags.key_compromise


def judge(
    pdf: bytes, authority: Authority, crl: bytes | None = None, *, at: datetime = AFTER
) -> Verification:
    return verify(pdf, authority_pem=authority.pem, crl=crl, at=at)


def test_a_document_sealed_by_both_is_intact(sealed: bytes, authority: Authority) -> None:
    """C9-3-6: the CR is signed by both parties; who, when and why are read back."""
    read = judge(sealed, authority)

    assert read.verdict is Verdict.INTACT
    assert read.raison == (
        f"Rien n’a changé depuis le sceau apposé par {ADVISER}, le 19\u00a0novembre\u00a02026 à "
        "15\u00a0h\u00a030\u202f; les deux signatures sont scellées."
    )
    assert [seal.champ for seal in read.signatures] == ["SigParticipant", "SigAccompagnateur"]
    assert all(seal.intact and seal.le == SEALED_AT for seal in read.signatures)
    assert all(seal.par == ADVISER for seal in read.signatures)
    assert read.signatures[0].motif.startswith("Signature tracée à l’écran par")


def test_a_missing_second_signature_is_said(once_sealed: bytes, authority: Authority) -> None:
    read = judge(once_sealed, authority)

    assert read.verdict is Verdict.INTACT
    assert "manque encore la seconde signature" in read.raison
    assert len(read.signatures) == 1


def test_a_document_closed_before_its_first_signature_says_that_nobody_can_put_it(
    unsealed: bytes, sealer: Sealer, authority: Authority
) -> None:
    read = judge(seal_last(unsealed, sealer), authority)

    assert "celui qui devait signer en premier n’a pas signé" in read.raison
    assert "seconde signature" not in read.raison


def test_a_document_without_seal_proves_nothing(unsealed: bytes, authority: Authority) -> None:
    read = judge(unsealed, authority)

    assert (read.verdict, read.signatures) == (Verdict.NON_SCELLE, ())


def test_any_flipped_bit_is_seen(sealed: bytes, authority: Authority) -> None:
    """Two hundred bits at random in what the last seal covers, the first byte and the last."""
    chosen = random.Random(2026)  # noqa: S311 - chance, not secrecy
    spans = _covered(sealed)
    places = [0, len(sealed) - 1, *(chosen.choice(chosen.choice(spans)) for _ in range(200))]

    for place in places:
        bent = bytearray(sealed)
        bent[place] ^= 1 << chosen.randrange(8)
        assert judge(bytes(bent), authority).verdict is Verdict.ALTERE, place


def test_the_room_kept_for_a_seal_hides_nothing(sealed: bytes, authority: Authority) -> None:
    end = sealed.rindex(b"0>")
    stuffed = sealed[:end] + b"1" + sealed[end + 1 :]

    assert judge(stuffed, authority).verdict is Verdict.ALTERE


@pytest.mark.parametrize("which", ["once_sealed", "sealed"])
def test_an_overlay_after_a_seal_is_seen(
    which: str, authority: Authority, request: pytest.FixtureRequest
) -> None:
    """`pdfsig` still prints « valid » here: an update is appended, no signed byte changes."""
    covered = overlaid(request.getfixturevalue(which))

    read = judge(covered, authority)

    assert read.verdict is Verdict.ALTERE
    assert "quelque chose y a été ajouté" in read.raison
    assert not any(seal.intact for seal in read.signatures)


def test_an_overlay_before_the_last_seal_is_seen(
    once_sealed: bytes, sealer: Sealer, authority: Authority
) -> None:
    read = judge(seal_last(overlaid(once_sealed), sealer), authority)

    assert read.verdict is Verdict.ALTERE
    assert [seal.intact for seal in read.signatures] == [False, True]


@pytest.mark.parametrize("key", ["/Metadata", "/DSS", "/Extensions"])
def test_between_two_seals_only_the_second_is_put(
    once_sealed: bytes, sealer: Sealer, authority: Authority, key: str
) -> None:
    """What who signed first never saw: another title, certificates kept for later, an extension."""
    writer = IncrementalPdfFileWriter(io.BytesIO(once_sealed))
    put = (
        generic.StreamObject(stream_data=b"<x/>")
        if key == "/Metadata"
        else generic.DictionaryObject()
    )
    writer.root[generic.pdf_name(key)] = writer.add_object(put)
    writer.update_root()

    read = judge(seal_last(_written(writer), sealer), authority)

    assert read.verdict is Verdict.ALTERE
    assert [seal.intact for seal in read.signatures] == [False, True]


def test_a_filled_field_without_seal_is_seen(once_sealed: bytes, authority: Authority) -> None:
    """Strokes put in the second box by other means than a seal."""
    writer = IncrementalPdfFileWriter(io.BytesIO(once_sealed))
    field = writer.root["/AcroForm"]["/Fields"][1]
    box = field["/AP"]["/N"]["/BBox"]
    strokes = b"0 0 m 80 80 l S"
    drawn = generic.StreamObject({generic.pdf_name("/BBox"): box}, stream_data=strokes)
    drawn[generic.pdf_name("/Subtype")] = generic.pdf_name("/Form")
    field["/AP"][generic.pdf_name("/N")] = writer.add_object(drawn)
    writer.update_container(field["/AP"])

    assert judge(_written(writer), authority).verdict is Verdict.ALTERE


def test_each_lie_has_its_own_sentence(
    sealed: bytes, sealer: Sealer, authority: Authority, unsealed: bytes
) -> None:
    flipped = bytearray(sealed)
    flipped[sealed.index(b"stream") + 40] ^= 1
    emptied = IncrementalPdfFileWriter(io.BytesIO(sealed))
    emptied.root[generic.pdf_name("/AcroForm")] = generic.DictionaryObject()
    emptied.update_root()
    late = authority.sealer(start=SEALED_AT + timedelta(days=1))
    lost = authority.crl(sealer, on=BEFORE).public_bytes(Encoding.DER)

    told = {
        "ce qui était scellé a changé": judge(bytes(flipped), authority),
        "quelque chose y a été ajouté": judge(overlaid(sealed), authority),
        "le nombre de ses pages a changé": judge(_with_a_page_more(sealed), authority),
        "ses signatures en ont été retirées": judge(_written(emptied), authority),
        "un logiciel l’a récrit": judge(_resaved(sealed), authority),
        "tronqué ou abîmé": judge(sealed[: len(sealed) * 9 // 10], authority),
        "pas été délivré par l’autorité": judge(sealed, new_authority("Autorité d’ailleurs")),
        "a été révoqué": judge(sealed, authority, lost),
        "n’était pas valable": judge(seal_first(unsealed, late), authority),
        "aucun sceau": judge(unsealed, authority),
    }

    assert [words for words, read in told.items() if words not in read.raison] == []
    assert all(read.verdict is not Verdict.INTACT for read in told.values())
    assert len({read.raison for read in told.values()}) == len(told)


def test_a_seal_dated_after_now_tells_that_a_clock_is_wrong(
    sealed: bytes, authority: Authority
) -> None:
    read = judge(sealed, authority, at=SEALED_AT - timedelta(hours=2))

    assert read.verdict is Verdict.INTACT
    assert "l’une des deux horloges est fausse" in read.raison


def test_an_old_revocation_list_is_told(sealed: bytes, authority: Authority) -> None:
    crl = authority.crl(on=BEFORE).public_bytes(Encoding.DER)

    fresh = judge(sealed, authority, crl)
    old = judge(sealed, authority, crl, at=AFTER + timedelta(days=90))

    assert "liste de révocation" not in fresh.raison
    assert old.verdict is Verdict.INTACT
    assert "La liste de révocation connue ici date du 16\u00a0novembre\u00a02026" in old.raison


def test_one_byte_after_the_end_is_seen(sealed: bytes, authority: Authority) -> None:
    assert judge(sealed + b"\n", authority).verdict is Verdict.ALTERE


def test_seals_taken_out_are_seen(sealed: bytes, authority: Authority) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root[generic.pdf_name("/AcroForm")] = generic.DictionaryObject()
    writer.update_root()

    assert judge(_written(writer), authority).verdict is Verdict.ALTERE


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_a_truncated_document_is_altered(sealed: bytes, authority: Authority, kept: float) -> None:
    cut = sealed[: int(len(sealed) * kept)]

    if b"/ByteRange" in cut:
        assert judge(cut, authority).verdict is Verdict.ALTERE
    else:
        with pytest.raises(NotAPdf):
            judge(cut, authority)


def test_another_authority_is_not_believed(sealed: bytes, authority: Authority) -> None:
    homonym = new_authority(authority.name)

    for other in (new_authority("Autorité d’ailleurs"), homonym):
        read = judge(sealed, other)
        assert read.verdict is Verdict.NON_RECONNU
        assert all(seal.intact for seal in read.signatures)


def test_nobody_is_believed_when_no_authority_is_known(sealed: bytes) -> None:
    read = verify(sealed, authority_pem=None, crl=None)

    assert read.verdict is Verdict.NON_RECONNU
    assert "aucune autorité" in read.raison


def test_one_seal_of_a_stranger_is_enough_to_doubt(
    once_sealed: bytes, authority: Authority
) -> None:
    mixed = seal_last(once_sealed, new_authority("Autre").sealer())

    assert judge(mixed, authority).verdict is Verdict.NON_RECONNU


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_a_revoked_certificate_is_read_in_the_list(
    sealed: bytes, sealer: Sealer, authority: Authority, encoding: Encoding
) -> None:
    crl = authority.crl(sealer, on=BEFORE).public_bytes(encoding)

    read = judge(sealed, authority, crl)

    assert read.verdict is Verdict.REVOQUE
    assert "16\u00a0novembre\u00a02026, avant ce sceau" in read.raison


def test_a_list_without_that_certificate_changes_nothing(
    sealed: bytes, authority: Authority
) -> None:
    crl = authority.crl(authority.sealer(), on=BEFORE).public_bytes(Encoding.DER)

    assert judge(sealed, authority, crl).verdict is Verdict.INTACT


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [(None, Verdict.REVOQUE), (STOLEN, Verdict.REVOQUE), (LEFT, Verdict.INTACT)],
)
def test_the_reason_of_a_later_revocation_tells_whether_the_hour_is_believed(
    sealed: bytes,
    sealer: Sealer,
    authority: Authority,
    reason: x509.ReasonFlags | None,
    verdict: Verdict,
) -> None:
    """A seal says its own hour; who holds a stolen key can write any hour."""
    crl = authority.crl(sealer, on=AFTER, reason=reason).public_bytes(Encoding.DER)

    assert judge(sealed, authority, crl).verdict is verdict


def test_a_certificate_expired_since_is_no_fault(unsealed: bytes, authority: Authority) -> None:
    brief = authority.sealer(end=SEALED_AT + timedelta(hours=1))

    read = judge(seal_last(seal_first(unsealed, brief), brief), authority)

    assert read.verdict is Verdict.INTACT
    assert "il était valable quand le sceau a été posé" in read.raison


def test_a_certificate_expired_at_the_hour_of_the_seal_is_not_believed(
    unsealed: bytes, authority: Authority
) -> None:
    old = authority.sealer(end=SEALED_AT - timedelta(hours=1))

    assert judge(seal_first(unsealed, old), authority).verdict is Verdict.NON_RECONNU


@pytest.mark.parametrize("junk", [b"", b"hello", b"%PDF-1.7\nhello", b"PK\x03\x04" * 400])
def test_what_is_no_pdf_is_not_judged(junk: bytes, authority: Authority) -> None:
    with pytest.raises(NotAPdf):
        judge(junk, authority)


def test_a_file_too_large_is_not_opened(authority: Authority) -> None:
    with pytest.raises(TooLarge):
        judge(b"%PDF-1.7" + bytes(verification.MOST_BYTES), authority)


@pytest.mark.parametrize(
    "crl", [b"junk", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----"]
)
def test_a_list_that_cannot_be_read_is_never_passed_over(
    sealed: bytes, authority: Authority, crl: bytes
) -> None:
    with pytest.raises(UnreadableTrust):
        judge(sealed, authority, crl)


def test_the_list_of_another_authority_is_refused(sealed: bytes, authority: Authority) -> None:
    crl = new_authority(authority.name).crl(on=BEFORE).public_bytes(Encoding.DER)

    with pytest.raises(UnreadableTrust):
        judge(sealed, authority, crl)


def test_an_authority_that_cannot_be_read_is_refused(sealed: bytes) -> None:
    with pytest.raises(UnreadableTrust):
        verify(sealed, authority_pem=b"junk", crl=None)


def test_hostile_bytes_are_judged_without_fault(sealed: bytes, authority: Authority) -> None:
    """Ninety broken files: each gets a verdict or « no PDF », none a traceback."""
    chosen = random.Random(7)  # noqa: S311 - chance, not secrecy
    words = [
        b"/Kids",
        b"/Fields",
        b"<<",
        b">>",
        b"null",
        b"-1",
        b"9" * 12,
        b"R",
        b"[",
        b"/ByteRange",
    ]

    for _ in range(90):
        broken = bytearray(sealed)
        for _ in range(chosen.choice((1, 5, 40))):
            place = chosen.randrange(len(broken))
            broken[place : place + chosen.choice((0, 1, 30))] = chosen.choice(words)
        try:
            verdict = judge(bytes(broken), authority).verdict
        except NotAPdf:
            continue
        assert verdict in {Verdict.ALTERE, Verdict.NON_SCELLE}


def _covered(pdf: bytes) -> list[range]:
    first, length, second, rest = (
        int(n) for n in PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures[-1].byte_range
    )
    return [range(first, first + length), range(second, second + rest)]


def _with_a_page_more(pdf: bytes) -> bytes:
    """Add a page as a later revision: no byte of the seals changes."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    pages = writer.root["/Pages"]
    copy = generic.DictionaryObject(dict(page.items()))
    copy.pop("/Annots", None)
    pages["/Kids"].append(writer.add_object(copy))
    pages[generic.pdf_name("/Count")] = generic.NumberObject(int(pages["/Count"]) + 1)
    writer.update_container(pages)
    return _written(writer)


def _resaved(pdf: bytes) -> bytes:
    """Open and save, as any other program would."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out)
    return out.getvalue()


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
