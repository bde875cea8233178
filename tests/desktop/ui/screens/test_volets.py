"""The panels of a dossier: found by their tab, read when looked at, of the dossier shown alone."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QToolButton,
)

from desktop.ui.places import Name, Place, parted, side
from desktop.usecases import Changes
from plie.kinds import Emploi
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, House


def hire(house: House, **more: object) -> None:
    with house.vault.work() as work:
        values = {"type": "cdi", "debut": date(2026, 1, 5), "employeur": "Les Ateliers", **more}
        work.insert(Emploi(id=work.new_id(), dossier=builders.PERSONNE, **values))
        work.commit()


def at_work(house: House) -> None:
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "emploi")))


def verdict(house: House) -> str:
    return house.find(QLabel, "verdict").text()


def test_a_place_opens_a_dossier_at_one_of_its_panels(house: House) -> None:
    hire(house)

    at_work(house)

    assert verdict(house) == "Sortie positive"
    bar = house.find(QTabBar, "dossier_volets")
    assert bar.tabText(bar.currentIndex()) == "Emploi"


def test_the_exit_is_judged_on_the_day_that_is_typed(house: House) -> None:
    hire(house)
    at_work(house)
    house.qtbot.waitUntil(lambda: verdict(house) == "Sortie positive")

    house.find(QLineEdit, "sortie_le").clear()
    house.write("sortie_le", "1/6/2026\n")

    house.qtbot.waitUntil(lambda: verdict(house) == "Pas encore")


def test_the_panel_follows_the_dossier_chosen(house: House) -> None:
    hire(house)
    at_work(house)
    house.qtbot.waitUntil(lambda: verdict(house) == "Sortie positive")

    house.write("file_recherche", AUTRE[:4])

    house.qtbot.waitUntil(lambda: verdict(house) == "Pas de sortie positive")


def test_a_place_comes_apart_as_it_was_made() -> None:
    assert parted(side("abc", "emploi")) == ("abc", "emploi")
    assert parted("abc") == ("abc", "")


def test_no_tab_is_cut_beside_the_scroll_bar_of_the_page(house: House) -> None:
    """quality.md: a laptop of 1366 × 768, and a dossier with much to say."""
    at_work(house)
    bar = house.find(QTabBar, "dossier_volets")
    house.window.resize(1366, 360)
    house.qtbot.waitUntil(
        lambda: any(
            area.verticalScrollBar().isVisible() and area.isAncestorOf(bar)
            for area in house.window.findChildren(QScrollArea)
        )
    )

    whole = all(bar.rect().contains(bar.tabRect(place)) for place in range(bar.count()))

    assert whole
    assert [x.accessibleName() for x in bar.findChildren(QToolButton) if x.isVisible()] == []


def test_a_panel_drawn_again_under_the_keyboard_gives_it_back(house: House) -> None:
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "parcours")))
    house.find(QPushButton, "nouvelle_etape").setFocus()
    before = QApplication.focusWidget()

    hire(house)
    house.jobs.changed.emit(Changes(frozenset({builders.PERSONNE}), frozenset({"emploi"})))
    house.qtbot.waitUntil(lambda: QApplication.focusWidget() is not before)
    house.jobs.drain()

    house.qtbot.waitUntil(lambda: _here() == "nouvelle_etape")


def _here() -> str:
    focused = QApplication.focusWidget()
    return focused.objectName() if focused is not None else ""


def test_tab_goes_from_the_list_to_the_dossier_then_to_what_is_under_its_tabs(house: House) -> None:
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "parcours")))
    house.find(QPushButton, "nouvel_objectif")
    house.find(QLineEdit, "file_recherche").setFocus()
    read: list[str] = []

    while _here() != "nouvel_objectif" and len(read) < 40:
        read.append(_here())
        house.press(Qt.Key.Key_Tab)

    wanted = ["file_recherche", "file_liste", "nouvel_entretien", "dossier_volets"]
    assert [name for name in read if name in wanted] == wanted
    assert read.index("nouvelle_etape") == read.index("dossier_volets") + 2  # its page scrolls
    house.press(Qt.Key.Key_Backtab)
    assert _here() == "nouvelle_etape"
