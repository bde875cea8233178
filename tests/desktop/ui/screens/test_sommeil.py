"""An alert put off from its card by the keyboard alone, read folded in the dossier, woken, and back on its day."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from desktop.models.vault import Vault
from desktop.ui.places import Name
from desktop.ui.widgets.lists import PersonList
from desktop.usecases import Changes
from plie.kinds import MiseEnSommeil
from plie.vocabulaire import CodeAlerte
from tests.desktop import vaults
from tests.desktop.documents.papers import Authority
from tests.desktop.ui.screens.house import Clock, House, new_vault
from tests.desktop.usecases.alertes import CASES, COORDINATION, NOW, ON, WHO, as_, put

Start = Callable[..., House]
CASE = CASES[CodeAlerte.SANS_ENTRETIEN_2_MOIS]
BACK = ON + timedelta(days=30)
WHY = "En stage jusqu’à la fin octobre"
SAID = f"{CodeAlerte.SANS_ENTRETIEN_2_MOIS.label} · En sommeil jusqu’au {BACK:%d/%m/%Y} — {WHY}"


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def peopled(tmp_path: Path, authority: Authority) -> Iterator[Vault]:
    """An enrolled vault with the person whose alert is put off, and a clock that ticks at each reading."""
    vault = new_vault(tmp_path, authority, vaults.ticking(NOW))
    put(vault, CASE)
    yield vault
    vault.close()


def arrive(make_house: Start) -> House:
    house = make_house(CASE.referentiel)
    house.go(Name.FILE, WHO)
    house.find(QWidget, "alerte_0")
    return house


def asleep(house: House) -> list[str]:
    return named(house, "endormie_")


def named(house: House, name: str) -> list[str]:
    return [
        w.text()
        for w in house.window.screen_shown.findChildren(QLabel)
        if w.isVisible() and w.objectName().startswith(name)
    ]


def spoken(house: House) -> str:
    people = house.find(PersonList, "file_liste")
    return str(people.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


def put_off(house: House, day: str, why: str) -> None:
    house.tab_to("alerte_0_sommeil")
    house.press(Qt.Key.Key_Return)
    assert house.focused() == "sommeil_jusqu_au"
    house.write("sommeil_jusqu_au", day)
    house.press(Qt.Key.Key_Tab)
    house.write("sommeil_motif", why)
    house.press(Qt.Key.Key_Return)


def test_an_alert_is_put_off_and_woken_by_the_keyboard(make_house: Start) -> None:
    house = arrive(make_house)

    put_off(house, f"{BACK:%d%m%y}", WHY)
    house.qtbot.waitUntil(lambda: asleep(house) == [SAID])
    house.qtbot.waitUntil(lambda: "1\u00a0alerte en sommeil" in spoken(house))
    assert house.window.screen_shown.findChild(QWidget, "sommeil_carte") is None
    assert house.focused() == "dossier_nom"
    assert WHY in " ".join(house.texts())

    house.tab_to("endormie_0_reveiller")
    house.press(Qt.Key.Key_Return)
    house.press(Qt.Key.Key_Return)
    house.qtbot.waitUntil(lambda: asleep(house) == [])
    assert "sommeil" not in spoken(house)
    assert len(house.all(MiseEnSommeil)) == 2


def test_escape_leaves_the_alert_as_it_was_and_the_keyboard_on_it(make_house: Start) -> None:
    house = arrive(make_house)
    house.tab_to("alerte_0_sommeil")
    house.press(Qt.Key.Key_Return)
    house.write("sommeil_motif", "Elle appellera")

    house.press(Qt.Key.Key_Escape)

    house.qtbot.waitUntil(lambda: house.focused() == "alerte_0_sommeil")
    assert house.all(MiseEnSommeil) == ()


def test_what_stands_against_it_is_said_beside_the_fields(make_house: Start) -> None:
    house = arrive(make_house)

    put_off(house, "hier", "")

    house.qtbot.waitUntil(
        lambda: "à venir" in house.find(QLabel, "sommeil_jusqu_au_objection").text()
    )
    assert "pourquoi" in house.find(QLabel, "sommeil_motif_objection").text()
    assert house.all(MiseEnSommeil) == ()
    house.find(QLineEdit, "sommeil_jusqu_au").clear()
    house.write("sommeil_jusqu_au", f"{BACK:%d/%m/%Y}")
    house.write("sommeil_motif", f"{WHY}\n\n")
    house.qtbot.waitUntil(lambda: asleep(house) == [SAID])
    assert len(house.all(MiseEnSommeil)) == 1


def test_what_is_typed_stays_while_something_else_arrives(make_house: Start) -> None:
    house = arrive(make_house)
    house.click("alerte_0_sommeil")
    house.write("sommeil_motif", "En stage")

    house.window.screen_shown.refresh(Changes(frozenset({WHO}), frozenset({"evenement"}), ()))
    house.jobs.drain()

    assert house.find(QLineEdit, "sommeil_motif").text() == "En stage"


def test_it_comes_back_on_its_day_with_nobody_doing_anything(
    make_house: Start, clock: Clock
) -> None:
    house = arrive(make_house)
    phrase = house.find(QLabel, "alerte_0_phrase").text()
    put_off(house, f"{BACK:%d%m%y}", WHY)
    house.qtbot.waitUntil(lambda: asleep(house) == [SAID])
    assert phrase not in named(house, "alerte_")

    clock.at = NOW + timedelta(days=30)
    house.go(Name.JOURNEE, "")
    house.go(Name.FILE, WHO)

    house.qtbot.waitUntil(lambda: phrase in named(house, "alerte_"))
    assert asleep(house) == []


def test_coordination_reads_the_same_line_and_has_no_gesture(make_house: Start) -> None:
    house = arrive(make_house)
    put_off(house, f"{BACK:%d%m%y}", WHY)
    house.qtbot.waitUntil(lambda: asleep(house) == [SAID])

    as_(house.vault, COORDINATION)
    again = make_house(CASE.referentiel)
    again.go(Name.FILE, WHO)

    again.qtbot.waitUntil(lambda: asleep(again) == [SAID])
    shown = [w for w in again.window.screen_shown.findChildren(QWidget) if w.isVisible()]
    assert not [w for w in shown if w.objectName().endswith(("_sommeil", "_reveiller"))]
    again.qtbot.waitUntil(lambda: "1\u00a0alerte en sommeil" in spoken(again))
