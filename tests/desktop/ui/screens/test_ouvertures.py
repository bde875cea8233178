"""What is open in part: reached from the file active, told apart from it, read and not written."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.ui.places import Name, Place
from desktop.ui.screens.ouvertures import Ouvertures
from plie.droits import REFERENT
from plie.kinds import Affectation, Etape, Id, Objectif, Personne
from plie.vocabulaire import EtatParcours
from tests.desktop.ui.screens.house import AUTRE, NOW, House


@pytest.fixture
def opened(house: House) -> str:
    """The other person of the vault is open in part to whoever works in it."""
    with house.vault.work() as work:
        whose = next(p.id for p in work.rows.all(Personne) if p.nom_naissance == AUTRE)
        me = Id(work.rows.identity().utilisateur)
        given = {"dossier": whose, "utilisateur": me, "role": REFERENT, "debut": NOW.date()}
        work.insert(Affectation(id=work.new_id(), **given))
        work.insert(Etape(id=work.new_id(), dossier=whose, intitule="Chantier", debut=NOW.date()))
        work.insert(Objectif(id=work.new_id(), dossier=whose, intitule="Tenir le rythme"))
        work.commit()
    return whose


def test_the_file_active_leads_to_it_and_does_not_hold_it(house: House, opened: str) -> None:
    house.go(Name.FILE, "")
    people = house.find(QListView, "file_liste")

    house.qtbot.waitUntil(lambda: people.model().rowCount() == 1)

    assert opened
    link = house.find(QAbstractButton, "ouvertures_lien")
    assert link.text() == "Ouverture limitée\u00a0: 1"
    asked: list[Place] = []
    house.window.screen_shown.left.connect(asked.append)
    house.window.screen_shown.left.disconnect(house.window.go)
    link.click()
    assert asked == [Place(Name.OUVERTURES)]


def test_it_says_what_is_shown_what_is_not_and_why(qtbot: QtBot, house: House, opened: str) -> None:
    screen = Ouvertures(house.window.desk)
    qtbot.addWidget(screen)
    screen.resize(1366, 700)
    screen.show()
    screen.arrive("")

    said = {one.objectName(): one for one in screen.findChildren(QLabel)}
    qtbot.waitUntil(lambda: AUTRE in said["ouverture_nom"].text())

    assert opened
    assert "Chantier" in said["ouverture_etapes"].text()
    assert "Tenir le rythme" in said["ouverture_objectifs"].text()
    assert "C9-3-6" in said["ouverture_pourquoi"].text()
    assert "ne sont pas sur ce poste" in said["ouverture_pourquoi"].text()
    assert [b.objectName() for b in screen.findChildren(QAbstractButton) if b.isVisible()] == [
        "ouvertures_retour"
    ]
    words = " ".join(one.text() for one in screen.findChildren(QLabel))
    assert not [etat for etat in EtatParcours if etat.label in words]
    assert not screen.findChildren(QLineEdit)
    assert not screen.findChildren(QPlainTextEdit)


def test_what_its_referent_reads_of_it_is_noted_for_the_store(
    qtbot: QtBot, house: House, opened: str
) -> None:
    screen = Ouvertures(house.window.desk)
    qtbot.addWidget(screen)
    screen.arrive("")

    def noted() -> list[str]:
        with house.vault.look() as rows:
            return list(rows.connection.exec_driver_sql("SELECT dossier FROM lecture").scalars())

    qtbot.waitUntil(lambda: noted() == [opened])


def test_a_dossier_that_nobody_follows_is_said_so_in_the_words_of_its_plie(
    qtbot: QtBot, make_house: Callable[..., House], opened: str
) -> None:
    screen = Ouvertures(make_house("atout-plie-2018-2022").window.desk)
    qtbot.addWidget(screen)
    screen.arrive("")

    assert opened
    who = screen.findChild(QLabel, "ouverture_qui")
    assert who is not None
    qtbot.waitUntil(lambda: "sans référent·e" in who.text())
