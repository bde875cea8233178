"""Équipe on real widgets: it opens on someone, and the dossiers of nobody have a line whose figures open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTableView

from desktop.ui.places import Name
from desktop.ui.screens.file import FileActive
from desktop.ui.widgets.lists import PersonList
from plie.kinds import Affectation, Id, Lot, Utilisateur
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, House


def test_each_figure_of_the_dossiers_of_nobody_opens_its_list(house: House) -> None:
    with house.vault.work() as work:
        work.insert(Lot(id=Id("lot"), numero=2, nom="Plateau"))
        work.insert(Utilisateur(id=Id("elise"), nom="Élise Bonnefoy", role="accompagnateur"))
        work.insert(
            Affectation(
                id=Id("a"),
                dossier=builders.PERSONNE,
                utilisateur=Id("elise"),
                role="accompagnateur",
            )
        )
        work.insert(builders.une_decision())
        work.commit()
    house.go(Name.EQUIPE, "")
    table = house.find(QTableView, "equipe_table")
    house.qtbot.waitUntil(lambda: table.model().rowCount() == 3)

    def cell(row: int, column: int) -> str:
        return str(table.model().index(row, column).data())

    assert [cell(row, 1) for row in range(3)] == [
        "À pourvoir",
        "Élise Bonnefoy",
        "Sans accompagnateur·rice",
    ]
    expected = builders.le_referentiel().file_prevue
    assert [cell(row, 2) for row in range(3)] == [f"0 / {expected}", f"1 / {expected}", "0"]
    assert house.find(QLabel, "equipe_liste_titre").text().startswith("Élise Bonnefoy")

    assert table.horizontalScrollBar().maximum() == 0, "a column is cut at 1366×768"
    table.setCurrentIndex(table.model().index(2, table.model().columnCount() - 1))

    people = house.find(PersonList, "equipe_liste")
    assert [e.nom.split()[-1] for e in people.people.rows] == [AUTRE]
    house.qtbot.keyClick(table, Qt.Key.Key_Return)
    people.setCurrentIndex(people.model().index(0, 0))
    house.qtbot.keyClick(people, Qt.Key.Key_Return)
    house.qtbot.waitUntil(lambda: isinstance(house.window.screen_shown, FileActive))
