"""The page that carries a recovery key: printed once, kept away from the computer."""

from dataclasses import dataclass
from datetime import datetime

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.documents import fonts
from desktop.documents.blocks import BODY, HEADING, LABEL, OVERLINE, TITLE, Cell, Row, text
from desktop.documents.metadata import Metadata
from desktop.documents.page import LABELS, TEXT_WIDTH, Sheet, assemble
from desktop.documents.structure import Tag
from plie import phrases

_KEY = ParagraphStyle("key", parent=BODY, fontName=fonts.BOLD, fontSize=22, leading=34)
_ACROSS = 4
_RULES = (
    (
        "À quoi elle sert",
        (
            "Si vous oubliez votre phrase de passe, cette clé rouvre votre coffre\u00a0: à l’écran de "
            "déverrouillage, choisissez «\u00a0Phrase oubliée\u202f?\u00a0». Une nouvelle phrase vous sera demandée."
        ),
    ),
    (
        "Où la garder",
        (
            "Sous clé, loin de l’ordinateur\u00a0: qui tient cette page et l’ordinateur lit tous vos "
            "dossiers. N’écrivez pas votre nom dessus."
        ),
    ),
    (
        "Si elle se perd",
        "Faites-en une autre dans «\u00a0Mon poste\u00a0». Celle-ci n’ouvrira plus rien.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleDeSecoursData:
    """What is printed.

    Attributes:
        coffre: the neutral name of the vault, or "".
        groupes: the key, group by group.
        at: aware instant at which the page is made.
    """

    coffre: str
    groupes: tuple[str, ...]
    at: datetime


def render(data: CleDeSecoursData) -> bytes:
    """Return the page, PDF/A-2a and PDF/UA-1."""
    root = Tag("Document")
    day = phrases.long_date(data.at.date())
    vault = f"Coffre «\u00a0{data.coffre}\u00a0»" if data.coffre else "Permanence"
    blocks: list[Flowable] = [
        Spacer(0, 10 * mm),
        text(vault, OVERLINE, root.add("P")),
        text("Clé de secours", TITLE, root.add("H1")),
        Spacer(0, 8 * mm),
        text(f"Faite le {day}. Elle remplace toute clé faite avant.", LABEL, root.add("P")),
        Spacer(0, 6 * mm),
        *_key(data.groupes, root),
        Spacer(0, 8 * mm),
    ]
    for heading, words in _RULES:
        cells = (
            Cell(text(heading, HEADING, root.add("H2")), 0, LABELS - 2 * mm),
            Cell(text(words, BODY, root.add("P")), LABELS, TEXT_WIDTH - LABELS),
        )
        blocks.append(Row(cells, above=9))
    sheet = Sheet(
        document_id="",
        running="Clé de secours",
        foot=("Clé de secours · à garder sous clé", f"Faite le {day}"),
    )
    card = Metadata(
        title="Clé de secours",
        author="Permanence",
        subject="Clé de secours d’un coffre",
        keywords="clé de secours",
        at=data.at,
    )
    return assemble(blocks, sheet=sheet, root=root, card=card)


def _key(groups: tuple[str, ...], root: Tag) -> list[Flowable]:
    """Four groups a line, each under its number: that is how a slip is told."""
    step = TEXT_WIDTH / _ACROSS
    lines: list[Flowable] = []
    for first in range(0, len(groups), _ACROSS):
        numbers, values = [], []
        for place, group in enumerate(groups[first : first + _ACROSS]):
            # Read in pairs, number then group, though they stand on two lines.
            number = text(f"groupe {first + place + 1}", LABEL, root.add("P"))
            numbers.append(Cell(number, place * step, step - 2 * mm))
            values.append(Cell(text(group, _KEY, root.add("P")), place * step, step - 2 * mm))
        lines += [Row(numbers, above=4), Row(values)]
    return lines
