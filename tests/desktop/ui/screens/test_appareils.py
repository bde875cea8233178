"""The gestionnaire's screen of devices: who, where each stands, one withdrawn once it is agreed to."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from desktop.sync.errors import StoreNotFound
from desktop.ui.parc import Parc
from desktop.ui.screens.appareils import Appareils
from desktop.usecases.appareils import EtatAppareil, LigneAppareil, Motif
from tests.desktop.ui.screens.house import House

ICI = LigneAppareil(
    "a", "Gil Ors", "gestionnaire", "Poste du siège", "01/09/2026", "10/09/2026 à 9\u00a0h",
    "01/09/2027", EtatAppareil.VALIDE, "Valide", ici=True, a_moi=True,
)  # fmt: skip
PORTABLE = replace(ICI, id="b", titulaire="Ana Bo", nom="Portable", ici=False, a_moi=False)
ATTENDU = LigneAppareil(
    "", "Luc Ys", "accompagnateur·rice", "", "", "", "", EtatAppareil.EN_ATTENTE, "En attente"
)


class Tenu:
    """Devices kept somewhere, that answer once the line is up."""

    def __init__(self) -> None:
        self.lines = (ATTENDU, ICI, PORTABLE)
        self.up = True
        self.withdrawn: list[tuple[str, Motif]] = []

    def ask(self) -> tuple[LigneAppareil, ...]:
        if not self.up:
            raise StoreNotFound
        return self.lines

    def withdraw(self, device: str, motif: Motif) -> tuple[LigneAppareil, ...]:
        self.withdrawn.append((device, motif))
        gone = EtatAppareil.RETIRE
        self.lines = tuple(
            replace(one, etat=gone, mots=gone.label) if one.id == device else one
            for one in self.lines
        )
        return self.lines


@pytest.fixture
def tenu() -> Tenu:
    return Tenu()


@pytest.fixture
def screen(qtbot: QtBot, house: House, tenu: Tenu) -> Appareils:
    shown = Appareils(house.window.desk, Parc(tenu.ask, tenu.withdraw))
    qtbot.addWidget(shown)
    shown.resize(1366, 700)
    shown.show()
    return shown


def _part(screen: Appareils, kind: type, name: str) -> QTableView:
    found = screen.findChild(kind, name)
    assert found is not None
    return found  # type: ignore[no-any-return]  # Qt's hint is the type asked for


def _titulaires(screen: Appareils) -> list[str]:
    model = _part(screen, QTableView, "appareils_table").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _choose(screen: Appareils, titulaire: str) -> None:
    _part(screen, QTableView, "appareils_table").selectRow(_titulaires(screen).index(titulaire))


def _enabled(screen: Appareils) -> bool:
    lost, back = (
        _part(screen, QPushButton, name) for name in ("appareils_perdu", "appareils_rendu")
    )
    assert lost.isEnabled() == back.isEnabled()
    return lost.isEnabled()


def test_a_device_is_withdrawn_once_what_it_does_is_agreed_to(
    qtbot: QtBot, house: House, screen: Appareils, tenu: Tenu
) -> None:
    screen.arrive("")
    qtbot.waitUntil(lambda: _titulaires(screen) == ["Luc Ys", "Gil Ors", "Ana Bo"])
    able = []
    for titulaire in ("Luc Ys", "Gil Ors", "Ana Bo"):
        _choose(screen, titulaire)
        able.append(_enabled(screen))
    assert able == [False, False, True], "neither an invitation nor what one is using"

    _part(screen, QPushButton, "appareils_perdu").click()
    house.answer(yes=False)
    _part(screen, QPushButton, "appareils_rendu").click()
    house.answer(yes=True)

    qtbot.waitUntil(lambda: "est retiré" in house.say())
    assert tenu.withdrawn == [("b", Motif.RENDU)]
    assert not _enabled(screen)


def test_the_list_is_narrowed_to_a_state(qtbot: QtBot, screen: Appareils, tenu: Tenu) -> None:
    tenu.lines = (*tenu.lines, replace(PORTABLE, id="c", titulaire="Zoé Ka", double=True))
    screen.arrive("")
    qtbot.waitUntil(lambda: len(_titulaires(screen)) == 4)
    combo = screen.findChild(QComboBox, "appareils_filtre")
    assert combo is not None
    shown = {}

    for index in range(combo.count()):
        combo.setCurrentIndex(index)
        shown[combo.currentText()] = _titulaires(screen)

    assert shown["En attente"] == ["Luc Ys"]
    assert shown["Valide"] == ["Gil Ors", "Ana Bo", "Zoé Ka"]
    assert shown["Coffre en double"] == ["Zoé Ka"]
    assert shown["Retiré"] == []


def test_without_the_store_it_says_so_and_shows_nothing_old(
    qtbot: QtBot, screen: Appareils, tenu: Tenu
) -> None:
    screen.arrive("")
    qtbot.waitUntil(lambda: len(_titulaires(screen)) == 3)
    tenu.up = False

    screen.arrive("")

    said = screen.findChild(QLabel, "appareils_etats_state_sentence")
    assert said is not None
    qtbot.waitUntil(lambda: "tenue par le magasin central" in said.text())
    assert _titulaires(screen) == []
    tenu.up = True
    again = screen.findChild(QPushButton, "appareils_etats_state_action")
    assert again is not None
    again.click()
    qtbot.waitUntil(lambda: len(_titulaires(screen)) == 3)
