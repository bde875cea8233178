"""What is offered for a signature, and what follows it: the agreement, the copy, the print (C9-3-6)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.ui.places import Name
from desktop.ui.screens.impression import Impression
from desktop.ui.screens.relecture import Relecture
from desktop.usecases.a_signer import lire
from desktop.usecases.impression import tirage
from desktop.usecases.signatures import Trace, signer_adherent
from desktop.usecases.verification import Verdict, verifier
from plie.kinds import Evenement, Sha256
from plie.refus import Refus
from plie.vocabulaire import GenreEvenement, Position
from tests import builders
from tests.desktop.ui.screens.house import NOW, House
from tests.desktop.ui.screens.signing import person_signs


def role(house: House, name: str) -> str:
    return str(house.find(QPushButton, name).property("role"))


def test_where_screen_signatures_await_an_agreement_paper_comes_first(
    make_house: Callable[..., House],
) -> None:
    """C9-3-6: `signature_ecran`, « à confirmer par l’autorité de gestion »."""
    house = make_house("rouen-2021-2027")
    house.go(Name.RELECTURE, house.compte_rendu())

    assert "autorité de gestion" in house.find(QLabel, "obstacle").text()
    assert "C9-3-6" in house.find(QLabel, "obstacle").text()
    assert house.find(QWidget, "faire_signer").isEnabled()
    assert (role(house, "signer_sur_papier"), role(house, "faire_signer")) == ("main", "")


def test_ctrl_enter_goes_where_the_main_button_goes(make_house: Callable[..., House]) -> None:
    house = make_house("rouen-2021-2027")
    house.go(Name.RELECTURE, house.compte_rendu())
    assert house.find(QPushButton, "signer_sur_papier").toolTip() == "Ctrl+Entrée"
    assert house.find(QPushButton, "faire_signer").toolTip() == ""

    QTest.keyClick(house.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    house.qtbot.waitUntil(lambda: isinstance(house.window.screen_shown, Impression))


def test_where_they_are_admitted_the_screen_comes_first(house: House) -> None:
    house.go(Name.RELECTURE, house.compte_rendu())

    house.find(QWidget, "faire_signer")
    house.qtbot.waitUntil(lambda: role(house, "faire_signer") == "main")
    assert role(house, "signer_sur_papier") == ""


def test_before_the_day_they_are_admitted_there_is_paper_only(
    make_house: Callable[..., House],
) -> None:
    demo = builders.le_referentiel()
    later = replace(demo.signature_ecran, admise_depuis=NOW.date() + timedelta(days=30))
    house = make_house(replace(demo, signature_ecran=later))
    cr = house.compte_rendu()
    house.go(Name.RELECTURE, cr)

    assert "admise à partir du 10\u00a0octobre\u00a02026" in house.find(QLabel, "obstacle").text()
    assert not house.find(QWidget, "faire_signer").isEnabled()
    assert role(house, "signer_sur_papier") == "main"
    # By the door too: one is led to the page that says why, and nobody is handed the screen.
    house.go(Name.SIGNATURE, cr)
    house.qtbot.waitUntil(lambda: isinstance(house.window.screen_shown, Relecture))
    assert "admise à partir du" in house.find(QLabel, "obstacle").text()
    trace = Trace((((0.1, 0.1), (0.9, 0.6)),), Position.ACCORD)
    with house.vault.work() as work, pytest.raises(Refus, match="ecran_pas_admis"):
        signer_adherent(
            work, cr, trace, montre=Sha256(""), referentiel=house.window.desk.referentiel, now=NOW
        )


def test_where_the_agreement_was_refused_there_is_paper_only_and_it_is_said_why(
    make_house: Callable[..., House],
) -> None:
    demo = builders.le_referentiel()
    phrase = "L’autorité de gestion ne l’admet pas."
    never = replace(demo.signature_ecran, admise=False, admise_depuis=None, phrase=phrase)
    house = make_house(replace(demo, signature_ecran=never))

    house.go(Name.RELECTURE, house.compte_rendu())

    assert house.find(QLabel, "obstacle").text() == (
        f"{phrase} Ce compte-rendu se signe sur papier (article {never.article})."
    )
    assert not house.find(QWidget, "faire_signer").isEnabled()


def test_what_became_of_the_copy_is_recorded_once_and_can_be_taken_back(house: House) -> None:
    cr = house.compte_rendu()
    person_signs(house, cr)
    house.take_back()
    house.until_pages("pdf_accompagnateur")
    house.draw("pad_accompagnateur")
    house.click("valider_accompagnateur")

    house.click("copie_remise")

    house.qtbot.waitUntil(lambda: len(house.all(Evenement)) == 1)
    (told,) = house.all(Evenement)
    assert (told.genre, told.compte_rendu, told.texte) == (
        GenreEvenement.REMISE,
        cr,
        "Remise en main propre",
    )
    screen = house.window.screen_shown
    house.qtbot.waitUntil(lambda: not screen.findChild(QWidget, "copie_remise").isVisible())
    assert house.find(QLabel, "copie_notee").text() == "Noté\u00a0: remise en main propre."
    assert house.focused() == "copie_notee"
    house.click("copie_changer")
    house.click("copie_envoyee")
    house.qtbot.waitUntil(
        lambda: house.find(QLabel, "copie_notee").text() == "Noté\u00a0: envoyée."
    )
    cancelled = {e.remplace for e in house.all(Evenement)} - {None}
    assert cancelled == {told.id}


def test_what_is_printed_of_a_signed_one_is_what_was_signed(house: House) -> None:
    cr = house.signed()

    with house.vault.look() as rows:
        referentiel = house.window.desk.referentiel
        job = tirage(rows, f"cr:{cr}", referentiel=referentiel, now=NOW)
        assert job.pdf == lire(rows, cr, referentiel=referentiel).pdf
        assert verifier(rows, job.pdf).verdict is Verdict.INTACT
