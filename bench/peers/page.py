"""What our compte-rendu says, for whoever makes the same page: facts, foot, codes, emblem.

The codes are drawn once and kept: no other maker is charged for them, we are.
"""

from functools import cache

from desktop.documents import code2d, dates
from desktop.documents.compte_rendu import CompteRenduData
from desktop.documents.funding import stars
from plie import phrases

INK, BLUE, GREY, HAIR = "#1d2430", "#173a5e", "#566170", "#c6ced8"
ATTEST = "Les signataires attestent cet entretien, sa date et sa durée."
NONE_YET = "Non fixé lors de cet entretien."
PAGES = 2


@cache
def modules(document_id: str, number: int) -> list[list[bool]]:
    """Return the squares of a page's code."""
    return code2d.modules(code2d.payload(document_id, number))


@cache
def codes(document_id: str) -> list[str]:
    """Return the code of each page, as SVG."""
    return [_svg(modules(document_id, number)) for number in range(1, PAGES + 1)]


def facts(data: CompteRenduData) -> list[tuple[str, str]]:
    """Return what stands in the table, label and value."""
    lasted = phrases.duree_min(data.duree_min)
    if data.debut is not None:
        end = dates.end(data.date, data.debut, data.duree_min)
        lasted += f", de {phrases.spoken_time(data.debut)} à {phrases.spoken_time(end)}"
    return [
        (data.adherent_titre.capitalize(), data.adherent),
        (data.accompagnateur_titre.capitalize(), data.accompagnateur),
        ("Date", phrases.long_date(data.date)),
        ("Durée", lasted),
        ("Nature de l’entretien", data.nature),
        ("Modalité", data.modalite),
        ("Lieu", data.lieu),
        ("Sujets abordés", ", ".join(data.sujets)),
    ]


def foot(data: CompteRenduData) -> tuple[str, str]:
    """Return the two lines at the foot of each page."""
    day = phrases.medium_date(data.date)
    first = f"Compte-rendu de l’entretien du {day} · version {data.version}"
    return first, f"{data.id} · établi le {dates.moment(data.finalise_le)}"


def _svg(rows: list[list[bool]]) -> str:
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path d="{squares}"/></svg>'
    )


@cache
def emblem() -> str:
    """Return the European emblem as SVG."""
    corners = "".join(
        "M" + "L".join(f"{27 + a * 36:.2f} {18 - b * 36:.2f}" for a, b in star) + "z"
        for star in stars()
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 54 36">'
        f'<path fill="#003399" d="M0 0h54v36h-54z"/><path fill="#FFCC00" d="{corners}"/></svg>'
    )
