"""The relevé de décisions of a sitting: what was decided of each dossier and why, and where those who preside sign (C7, P9-4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.documents import seance
from desktop.documents.blocks import (
    HEADING,
    LABEL,
    Cell,
    Row,
    SignatureBox,
    SignatureRow,
    Stack,
    text,
)
from desktop.documents.page import TEXT_WIDTH
from desktop.documents.seance import Listed, SeanceData
from desktop.documents.structure import Tag

TITLE = "Relevé de décisions"
_KEEP = "Réservé aux membres"
_COLUMNS = ((0, 12 * mm), (12 * mm, 52 * mm), (66 * mm, 26 * mm), (94 * mm, TEXT_WIDTH - 94 * mm))
_TITLES = ("Personne", "Demande", "Décision et motif")
_SIDE_BY_SIDE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleveData:
    """What is printed: the sitting, (person, what was asked, decision and its reason) of each dossier, who signs.

    `lignes` are in the order of the ordre du jour; `compte` says in words how many, and what is not decided.
    """

    seance: SeanceData
    compte: str
    lignes: tuple[tuple[str, str, str], ...]
    signataires: tuple[str, ...]


def render(data: ReleveData) -> bytes:
    """Return the paper, PDF/A-2a and PDF/UA-1."""
    listed = Listed(_TITLES, _COLUMNS, data.lignes, "Aucun dossier n’était inscrit.")
    return seance.paper(
        data.seance,
        TITLE,
        data.compte,
        listed,
        keep=_KEEP,
        after=partial(_signatures, data.signataires),
    )


def _signatures(signers: tuple[str, ...], root: Tag) -> Iterator[Flowable]:
    """Yield a place for each, two by two; the first are never apart from their heading."""
    title = Row(
        [Cell(text("Signatures", HEADING, root.add("H2")), 0, TEXT_WIDTH)], above=16, below=6
    )
    first, others = signers[:_SIDE_BY_SIDE], signers[_SIDE_BY_SIDE:]
    yield Stack([title, _row(first, root)])
    for at in range(0, len(others), _SIDE_BY_SIDE):
        yield _row(others[at : at + _SIDE_BY_SIDE], root)


def _row(signers: tuple[str, ...], root: Tag) -> SignatureRow:
    return SignatureRow([_box(who, root) for who in signers])


def _box(who: str, root: Tag) -> SignatureBox:
    section = root.add("Sect")
    caption = (
        text(who, LABEL, section.add("P")),
        text("Nom\u00a0:", LABEL, section.add("P")),
    )
    return SignatureBox("", caption, None, section.add("P"), locks=False)
