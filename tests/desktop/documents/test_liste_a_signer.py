"""The list on top of a batch: its closing note is read whole, on one sheet."""

from datetime import UTC, datetime

import pytest

from desktop.documents.liste_a_signer import ListeData, render
from tests.desktop.documents.papers import texts

AT = datetime(2026, 9, 18, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("lines", range(27, 33))
def test_the_note_stands_whole_on_one_sheet(lines: int) -> None:
    names = [f"Maïwenn Trévignac-Kerloc’h {n}" for n in range(lines)]
    data = ListeData(
        titre="Entretiens du 18 septembre 2026",
        lignes=tuple((name, AT.date(), 2) for name in names),
        accompagnateur="l’accompagnateur·rice",
        at=AT,
    )

    pages = [" ".join(page.split()) for page in texts(render(data))]

    begins = next(n for n, page in enumerate(pages) if "Chaque compte-rendu commence" in page)
    ends = next(n for n, page in enumerate(pages) if "Ne couvrez pas les deux codes" in page)
    assert begins == ends
