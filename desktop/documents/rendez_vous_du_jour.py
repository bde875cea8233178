"""The rendez-vous of one day on a page, for the bag of whoever goes to a permanence without a screen."""

from dataclasses import dataclass
from datetime import date, datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.documents.blocks import BODY, LABEL, OVERLINE, TITLE, Cell, Row, text
from desktop.documents.grid import grid
from desktop.documents.metadata import Metadata
from desktop.documents.page import TEXT_WIDTH, Sheet, assemble
from desktop.documents.structure import Tag
from plie import phrases

_COLUMNS = ((0, 34 * mm), (34 * mm, 70 * mm), (104 * mm, TEXT_WIDTH - 104 * mm))
_TITLES = ("Heure", "Personne", "Lieu")


@dataclass(frozen=True, slots=True, kw_only=True)
class RendezVousDuJourData:
    """What is printed: the day, its permanences in words, (hours, person, place) of each, by hour."""

    le: date
    permanences: tuple[str, ...]
    lignes: tuple[tuple[str, str, str], ...]
    at: datetime


def render(data: RendezVousDuJourData) -> bytes:
    """Return the page, PDF/A-2a and PDF/UA-1."""
    root = Tag("Document")
    day = phrases.long_date(data.le)
    where = " · ".join(data.permanences)
    blocks: list[Flowable] = [
        text(day.capitalize(), OVERLINE, root.add("P")),
        text("Rendez-vous du jour", TITLE, root.add("H1")),
        Row([Cell(text(where or "Sans permanence", LABEL, root.add("P")), 0, TEXT_WIDTH)], below=8),
    ]
    if data.lignes:
        table = root.add("Table")
        blocks += grid(table, _TITLES, _COLUMNS, data.lignes, above=3, below=4)
    else:
        blocks.append(text("Aucun rendez-vous n’est prévu ce jour-là.", BODY, root.add("P")))
    sheet = Sheet(
        document_id="",
        running=f"Rendez-vous du {phrases.medium_date(data.le)}",
        foot=("À détruire après usage", "Permanence"),
    )
    card = Metadata(
        title=f"Rendez-vous du {phrases.medium_date(data.le)}",
        author="Permanence",
        subject=day,
        keywords="",
        at=data.at,
    )
    return assemble(blocks, sheet=sheet, root=root, card=card)
