"""The list on top of a printed batch: whom to have sign what. It stays with the adviser."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from desktop.documents.blocks import BODY, LABEL, OVERLINE, TITLE, Cell, Row, Stack, text
from desktop.documents.grid import grid
from desktop.documents.metadata import Metadata
from desktop.documents.page import TEXT_WIDTH, Sheet, assemble
from desktop.documents.structure import Tag
from plie import phrases

_COLUMNS = ((0, 12 * mm), (12 * mm, 76 * mm), (88 * mm, 44 * mm), (132 * mm, TEXT_WIDTH - 132 * mm))
_TITLES = ("N°", "Personne", "Entretien du", "Pages")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListeData:
    """What is printed.

    Attributes:
        accompagnateur: « l’accompagnateur·rice », as their PLIE says it.
        titre: which ones these are: « à signer le 25 novembre 2026 ».
        lignes: (person, day of the entretien, pages) of each, in the order of the batch.
        at: aware instant at which the batch is made.
    """

    accompagnateur: str
    titre: str
    lignes: tuple[tuple[str, date, int], ...]
    at: datetime


def render(data: ListeData) -> bytes:
    """Return the list, PDF/A-2a and PDF/UA-1."""
    root = Tag("Document")
    day = phrases.long_date(data.at.date())
    blocks: list[Flowable] = [
        text(f"À garder par {data.accompagnateur}", OVERLINE, root.add("P")),
        text("Comptes-rendus à signer", TITLE, root.add("H1")),
        Row([Cell(text(data.titre, LABEL, root.add("P")), 0, TEXT_WIDTH)], above=6, below=8),
        *grid(root.add("Table"), _TITLES, _COLUMNS, _lines(data), above=2.5, below=3),
        Spacer(0, 8 * mm),
        # Whole: the end of a sentence alone on a sheet is read by nobody.
        Stack([text(_AFTER, BODY, root.add("P"))]),
    ]
    sheet = Sheet(
        document_id="", running="Comptes-rendus à signer", foot=(f"Imprimé le {day}", "Permanence")
    )
    card = Metadata(
        title="Comptes-rendus à signer",
        author="Permanence",
        subject=data.titre,
        keywords="",
        at=data.at,
    )
    return assemble(blocks, sheet=sheet, root=root, card=card)


_AFTER = (
    "Chaque compte-rendu commence sur une nouvelle feuille. La personne lit, signe et date\u202f; vous signez et "
    "datez ensuite. Au retour, numérisez les feuilles ensemble, dans l’ordre que vous voulez, et déposez le "
    "fichier dans «\u00a0Documents\u00a0»\u00a0: chaque page retrouve son compte-rendu par ses codes. Ne couvrez pas les "
    "deux codes."
)


def _lines(data: ListeData) -> Iterator[tuple[str, ...]]:
    for number, (person, day, pages) in enumerate(data.lignes, 1):
        yield str(number), person, phrases.medium_date(day), str(pages)
