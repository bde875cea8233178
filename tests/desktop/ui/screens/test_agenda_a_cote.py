"""What stands beside the days is of a day that is shown."""

from datetime import time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget

from desktop.ui.places import Name
from desktop.usecases.rendez_vous import prendre
from tests import builders
from tests.desktop.ui.screens.house import NOW, House

HIER = NOW.date() - timedelta(days=1)


def test_a_rendez_vous_seen_by_day_is_of_that_day_and_leaves_with_it(house: House) -> None:
    with house.vault.work() as work:
        prendre(
            work, builders.PERSONNE, le=HIER, debut=time(9), duree_min=45, lieu="", now=NOW - timedelta(days=2)
        )  # fmt: skip
    house.go(Name.AGENDA, "")
    listed = house.find(QListWidget, f"jour_liste_{HIER.isoformat()}")
    house.qtbot.waitUntil(lambda: listed.count() > 0)
    listed.setCurrentRow(0)
    house.qtbot.keyClick(listed, Qt.Key.Key_Return)
    house.find(QLabel, "rdv_nom")

    house.click("agenda_vue")

    title = house.find(QLabel, "agenda_titre")
    house.qtbot.waitUntil(lambda: title.text().startswith("Mercredi 9"))
    assert house.find(QLabel, "rdv_nom").isVisible()

    house.click("agenda_avant")

    house.find(QLabel, "agenda_invite")
    house.qtbot.waitUntil(lambda: not house.window.findChildren(QLabel, "rdv_nom"))
