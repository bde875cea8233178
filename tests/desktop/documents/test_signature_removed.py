"""One of the two signatures taken out of a sealed document, by an update or by a rewriting."""

import io

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from desktop.documents.verify import Verdict, verify
from tests.desktop.documents.papers import Authority, overlaid

ONE_GONE = "\u00a0: une signature a été retirée ou remplacée. Il ne prouve plus rien."


def _by_an_update(pdf: bytes, which: int) -> bytes:
    """Empty a field by a later revision: the bytes of its seal are still there."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    field = writer.root["/AcroForm"]["/Fields"][which]
    del field["/V"]
    writer.update_container(field)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _by_a_rewriting(pdf: bytes, which: int) -> bytes:
    """Empty a field and save anew, as any other program would: its seal may be gone."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        del document.Root.AcroForm.Fields[which].V
        document.save(out)
    return out.getvalue()


def _by_another(pdf: bytes, which: int) -> bytes:
    """Write the signature again, with another reason, in a later revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    signature = writer.root["/AcroForm"]["/Fields"][which]["/V"]
    signature[generic.pdf_name("/Reason")] = generic.TextStringObject("Une autre raison")
    writer.update_container(signature)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("remove", [_by_an_update, _by_a_rewriting])
@pytest.mark.parametrize("which", [0, 1])
def test_one_signature_taken_out_is_said_as_such(
    sealed: bytes, authority: Authority, which: int, remove: object
) -> None:
    taken = remove(sealed, which)  # type: ignore[operator]

    read = verify(taken, authority_pem=authority.pem, crl=None)

    assert read.verdict is Verdict.ALTERE
    assert [seal.intact for seal in read.signatures] == [False]
    assert ONE_GONE in read.raison


def test_one_signature_put_in_the_place_of_another_is_said_as_such(
    sealed: bytes, authority: Authority
) -> None:
    read = verify(_by_another(sealed, 0), authority_pem=authority.pem, crl=None)

    assert read.verdict is Verdict.ALTERE
    assert ONE_GONE in read.raison


def test_a_second_signature_never_put_is_not_said_taken_out(
    once_sealed: bytes, authority: Authority
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(once_sealed)) as document:
        document.save(out)

    for changed, words in ((overlaid(once_sealed), "ajouté"), (out.getvalue(), "récrit")):
        read = verify(changed, authority_pem=authority.pem, crl=None)
        assert read.verdict is Verdict.ALTERE
        assert words in read.raison
