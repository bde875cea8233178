"""How a document given to someone opens: the funding notice, the PLIE, the title, the operation, then its facts in rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.documents.blocks import BODY, HAIR, LABEL, OVERLINE, SMALL, TITLE, Cell, Row, text
from desktop.documents.funding import Funding
from desktop.documents.page import LABELS, TEXT_WIDTH
from desktop.documents.structure import Tag

LABEL_WIDTH = LABELS - 2 * mm
CONTENT = TEXT_WIDTH - LABELS
# Where a label and its value stand, (x, width) each: alone on their row, or two facts on one.
_Place = tuple[tuple[float, float], tuple[float, float]]
_WHOLE: tuple[_Place, ...] = (((0, LABEL_WIDTH), (LABELS, CONTENT)),)
_PLACES: tuple[_Place, ...] = (
    ((0, LABEL_WIDTH), (LABELS, 52 * mm)),
    ((LABELS + 55 * mm, 18 * mm), (LABELS + 73 * mm, CONTENT - 73 * mm)),
)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What stands over the title and under it.

    Attributes:
        plie: name of the PLIE.
        operation: name of the operation; `operation_numero` its number.
        phrase_financement: funding sentence in force at the date of the fact (C12, P10).
        embleme: True when the European emblem stands beside it.
    """

    plie: str
    operation: str
    operation_numero: str
    phrase_financement: str
    embleme: bool


def opening(told: Opening, title: str, root: Tag, *, reserve: float = 0) -> list[Flowable]:
    """Return the head of the first page; `reserve` points stay free at the right of the notice."""
    funding = Funding(told.phrase_financement, emblem=told.embleme, parent=root, reserve=reserve)
    overline = text(told.plie, OVERLINE, root.add("P"))
    heading = text(title, TITLE, root.add("H1"))
    operation = f"Opération «\u00a0{told.operation}\u00a0», n°\u00a0{told.operation_numero}"
    return [
        funding,
        Spacer(0, 6 * mm),
        overline,
        heading,
        Row([Cell(text(operation, SMALL, root.add("P")), 0, TEXT_WIDTH)], above=7, below=12),
    ]


def facts(told: Iterable[tuple[Pair, ...]], table: Tag) -> list[Row]:
    """Return a row for each fact, or for two side by side; one without a value has none."""
    return [_row(pairs, table) for pairs in told if pairs[0][1]]


def _row(pairs: tuple[Pair, ...], table: Tag) -> Row:
    """One or two facts side by side; read as one table row each."""
    places = _PLACES if len(pairs) > 1 else _WHOLE
    cells = []
    for (label, value), (label_at, value_at) in zip(pairs, places, strict=True):
        line = table.add("TR")
        cells.append(Cell(text(label, LABEL, line.add("TH", scope="Row")), *label_at))
        cells.append(Cell(text(value, BODY, line.add("TD")), *value_at))
    return Row(cells, above=2.3, below=3.3, rule=HAIR)
