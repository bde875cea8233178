"""Sealing: what it adds, what it leaves alone, what it refuses."""

import io
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm

from desktop.documents.errors import SealRefused
from desktop.documents.seal import Sealer, refuse_out_of_date, seal
from tests.desktop.documents.papers import (
    ADVISER,
    PARIS,
    SEALED_AT,
    UN_TRACE,
    Authority,
    seal_first,
    seal_last,
    texts,
)


def test_a_seal_is_appended_and_changes_no_byte_before_it(
    unsealed: bytes, once_sealed: bytes, sealed: bytes
) -> None:
    assert once_sealed.startswith(unsealed)
    assert sealed.startswith(once_sealed)


def test_no_word_of_the_page_changes(unsealed: bytes, sealed: bytes) -> None:
    assert texts(sealed) == texts(unsealed)


def test_the_metadata_stay_byte_for_byte(unsealed: bytes, sealed: bytes) -> None:
    """pyHanko would rewrite the XMP and lose the PDF/UA claim."""
    metadata = [_reader(pdf).root["/Metadata"].encoded_data for pdf in (unsealed, sealed)]

    assert metadata[0] == metadata[1]
    assert sealed.count(b"/Type /Metadata") == 1


def test_the_strokes_are_vectors_in_the_appearance(sealed: bytes) -> None:
    fields = {
        str(reference.get_object()["/T"]): reference.get_object()
        for reference in _reader(sealed).root["/AcroForm"]["/Fields"]
    }

    for name, count in (("SigParticipant", 4), ("SigAccompagnateur", 2)):
        drawn = _contents(fields[name]["/AP"]["/N"])
        assert b" Tj" not in drawn
        assert drawn.count(b" m ") >= count
        assert drawn.count(b" c") > 40


def test_the_seal_carries_its_hour_who_and_why(sealed: bytes) -> None:
    first, second = _reader(sealed).embedded_regular_signatures

    assert first.self_reported_timestamp == SEALED_AT
    assert first.sig_object["/Reason"].endswith(f"recueillie par {ADVISER}")
    assert str(second.sig_object["/Name"]) == ADVISER
    assert first.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_the_first_seal_admits_the_second_and_the_second_closes(sealed: bytes) -> None:
    first, second = _reader(sealed).embedded_regular_signatures

    assert first.docmdp_level is MDPPerm.FILL_FORMS
    assert second.docmdp_level is MDPPerm.NO_CHANGES
    assert second.fieldmdp is not None


def test_a_seal_without_network_needs_nothing_but_its_key(
    unsealed: bytes, sealer: Sealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PAdES B-B: at once, offline; any use of a socket would fail here."""

    def no_network(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket.connect", no_network)

    assert seal_first(unsealed, sealer)


def test_a_sealed_field_is_not_sealed_again(once_sealed: bytes, sealer: Sealer) -> None:
    with pytest.raises(SealRefused, match="déjà scellée"):
        seal_first(once_sealed, sealer)


def test_a_closed_document_takes_no_other_seal(unsealed: bytes, sealer: Sealer) -> None:
    """The person may refuse: the adviser then signs alone, and nobody signs after."""
    closed = seal_last(unsealed, sealer)

    with pytest.raises(SealRefused, match="fermé"):
        seal_first(closed, sealer)


def test_a_document_without_that_field_is_refused(unsealed: bytes, sealer: Sealer) -> None:
    with pytest.raises(SealRefused, match="pas de place"):
        _seal(unsealed, sealer, field="SigAutre")


def test_a_file_that_is_no_pdf_is_refused(sealer: Sealer) -> None:
    with pytest.raises(SealRefused):
        seal_first(b"%PDF-1.7\nnothing", sealer)


def test_a_key_that_does_not_fit_its_certificate_is_refused(
    unsealed: bytes, sealer: Sealer, authority: Authority
) -> None:
    stranger = replace(sealer, key_pem=authority.sealer().key_pem)

    for unusable in (stranger, replace(sealer, key_pem=b"junk")):
        with pytest.raises(SealRefused, match="clé de ce poste"):
            seal_first(unsealed, unusable)


@pytest.mark.parametrize("days", [-31, 366], ids=["clock behind", "expired"])
def test_an_hour_at_which_the_certificate_is_not_valid_is_refused(
    sealer: Sealer, days: int
) -> None:
    refuse_out_of_date(sealer, at=SEALED_AT)

    with pytest.raises(SealRefused, match="heure de ce poste"):
        refuse_out_of_date(sealer, at=SEALED_AT + timedelta(days=days))
    with pytest.raises(SealRefused, match="clé de ce poste"):
        refuse_out_of_date(replace(sealer, certificate_pem=b"junk"), at=SEALED_AT)


def test_only_the_locking_field_is_signed_last(unsealed: bytes, sealer: Sealer) -> None:
    with pytest.raises(ValueError, match="locks"):
        _seal(unsealed, sealer, last=True)


def test_an_hour_without_offset_is_refused(unsealed: bytes, sealer: Sealer) -> None:
    with pytest.raises(ValueError, match="aware"):
        seal_first(unsealed, sealer, at=datetime(2026, 11, 19, 15, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    "strokes",
    [(), ((),), (((0.5, 1.2),),), (((float("nan"), 0.5),),), (((0.5, 0.5),) * 60_000,)],
    ids=["none", "empty", "outside", "not a number", "too many"],
)
def test_strokes_that_are_no_signature_are_refused(
    unsealed: bytes, sealer: Sealer, strokes: object
) -> None:
    with pytest.raises(ValueError, match="point"):
        _seal(unsealed, sealer, strokes=strokes)


def test_a_key_is_never_shown(sealer: Sealer) -> None:
    assert "PRIVATE" not in repr(sealer)


def _seal(pdf: bytes, sealer: Sealer, **changed: object) -> bytes:
    values = {
        "field": "SigParticipant",
        "strokes": UN_TRACE,
        "sealer": sealer,
        "name": "x",
        "reason": "x",
        "at": datetime(2026, 11, 19, 15, 30, tzinfo=PARIS),
        "last": False,
    }
    return seal(pdf, **{**values, **changed})


def _reader(pdf: bytes) -> PdfFileReader:
    return PdfFileReader(io.BytesIO(pdf))


def _contents(stream: StreamObject) -> bytes:
    """A form's operators, and those of the forms it draws."""
    own = stream.data
    nested = stream.get("/Resources", {}).get("/XObject", {})
    return own + b"".join(_contents(nested[name]) for name in nested)
