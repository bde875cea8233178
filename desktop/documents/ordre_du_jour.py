"""The ordre du jour of a sitting: the dossiers inscribed, in order (C7).

It goes round before the sitting: of a person it says the name, what is asked, and who presents the dossier. Neither
birth date, nor address, nor motive: the dossier itself says them to those who may read it.
"""

from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.documents import seance
from desktop.documents.blocks import BODY, text
from desktop.documents.grid import grid
from desktop.documents.page import TEXT_WIDTH, assemble
from desktop.documents.seance import SeanceData
from desktop.documents.structure import Tag

TITLE = "Ordre du jour"
_KEEP = "Réservé aux membres, à détruire après la séance"
_COLUMNS = (
    (0, 12 * mm),
    (12 * mm, 62 * mm),
    (76 * mm, 46 * mm),
    (124 * mm, TEXT_WIDTH - 124 * mm),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdreDuJourData:
    """What is printed: the sitting, (person, what is asked, who presents) of each dossier in order, their count in words.

    `presente_par` heads the last column, in the words of the PLIE.
    """

    seance: SeanceData
    presente_par: str
    compte: str
    lignes: tuple[tuple[str, str, str], ...]


def render(data: OrdreDuJourData) -> bytes:
    """Return the paper, PDF/A-2a and PDF/UA-1."""
    root = Tag("Document")
    blocks: list[Flowable] = seance.head(data.seance, TITLE, data.compte, root)
    if data.lignes:
        titles = ("N°", "Personne", "Demande", data.presente_par)
        lines = ((str(n), *line) for n, line in enumerate(data.lignes, 1))
        blocks += grid(root.add("Table"), titles, _COLUMNS, lines, above=2.5, below=3)
    else:
        blocks.append(text("Aucun dossier n’est inscrit.", BODY, root.add("P")))
    return assemble(
        blocks,
        sheet=seance.sheet(data.seance, TITLE, keep=_KEEP),
        root=root,
        card=seance.card(data.seance, TITLE),
    )
