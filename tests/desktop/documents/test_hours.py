"""Hours that contradict each other inside a sealed document: told, and no fault (C9-3-6)."""

from datetime import timedelta

from desktop.documents.seal import Sealer
from desktop.documents.verify import Verdict, Verification, verify
from tests.desktop.documents.papers import SEALED_AT, Authority, seal_first, seal_last


def judge(pdf: bytes, authority: Authority) -> Verification:
    return verify(pdf, authority_pem=authority.pem, crl=None, at=SEALED_AT + timedelta(days=3))


def test_a_seal_dated_before_its_document_tells_that_a_clock_was_wrong(
    unsealed: bytes, authority: Authority, sealer: Sealer
) -> None:
    """C9-3-6: « mention de la date ». Nothing certifies the hour of a seal, but the document has its own."""
    early = seal_first(unsealed, sealer, at=SEALED_AT - timedelta(days=20))
    read = judge(early, authority)

    assert read.verdict is Verdict.INTACT
    assert read.raison.endswith(
        "Attention\u00a0: un sceau se dit posé le 30\u00a0octobre\u00a02026 à 15\u00a0h\u00a030, avant "
        "que ce document soit établi (19\u00a0novembre\u00a02026 à 15\u00a0h\u00a022)\u202f; "
        "l’horloge d’un poste était fausse."
    )
    again = judge(seal_last(early, sealer), authority).raison
    assert again.count("Attention") == 1
    assert "avant que ce document soit établi" in again


def test_a_second_seal_dated_before_the_first_tells_that_a_clock_was_wrong(
    unsealed: bytes, authority: Authority, sealer: Sealer
) -> None:
    ahead = seal_first(unsealed, sealer, at=SEALED_AT + timedelta(days=1))
    read = judge(seal_last(ahead, sealer), authority)

    assert read.verdict is Verdict.INTACT
    assert read.raison.endswith(
        "Attention\u00a0: la seconde signature se dit scellée le 19\u00a0novembre\u00a02026 à "
        "15\u00a0h\u00a030, avant la première (20\u00a0novembre\u00a02026 à 15\u00a0h\u00a030)\u202f; "
        "l’horloge d’un poste était fausse."
    )
    # Two seals of one minute are in order.
    assert (
        "Attention" not in judge(seal_last(seal_first(unsealed, sealer), sealer), authority).raison
    )
