"""The ordre du jour of a sitting: the dossiers inscribed, in order (C7).

It goes round before the sitting: of a person it says the name, what is asked, and who presents the dossier. Neither
birth date, nor address, nor motive: the dossier itself says them to those who may read it.
"""

from dataclasses import dataclass

from reportlab.lib.units import mm

from desktop.documents import seance
from desktop.documents.page import TEXT_WIDTH
from desktop.documents.seance import Listed, SeanceData

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
    titles = ("Personne", "Demande", data.presente_par)
    listed = Listed(titles, _COLUMNS, data.lignes, "Aucun dossier n’est inscrit.")
    return seance.paper(data.seance, TITLE, data.compte, listed, keep=_KEEP)
