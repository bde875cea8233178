"""The day that a paper signed by hand is proposed to bear."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop.ui.places import Name, Place
from tests.desktop.ui.screens.house import NOW, House
from tests.desktop.ui.screens.test_documents import drop, signed_scan


@pytest.mark.parametrize(
    ("held", "read_on", "proposed"),
    [(0, 0, "10/09/2026"), (7, 0, "10/09/2026"), (7, 5, "10/09/2026"), (7, -1, "09/09/2026")],
    ids=["the same day", "written up later", "read later", "the clock set back"],
)
def test_no_paper_is_proposed_as_signed_before_it_was_made(
    house: House, tmp_path: Path, held: int, read_on: int, proposed: str
) -> None:
    """C9-3-6: each with the real date; the entretien was seven days before the compte-rendu."""
    cr = house.compte_rendu(date=(NOW - timedelta(days=held)).date())
    house.clock.at = NOW + timedelta(days=read_on)
    house.window.go(Place(Name.DOCUMENTS))

    drop(house, signed_scan(house, cr, tmp_path / "scan.pdf"))

    assert house.find(QLineEdit, f"date_{cr}").text() == proposed
    for qui in ("adherent", "accompagnateur"):
        house.find(QAbstractButton, f"signe_{cr}_{qui}").click()
    house.click(f"rattacher_{cr}")
    house.qtbot.waitUntil(lambda: len(house.signatures(cr)) == 2)
    days = {f"{s.signe_le.astimezone():%d/%m/%Y}" for s in house.signatures(cr)}
    assert days == {proposed}
