"""« Proposer la sortie » on the real screen: what the rules refuse is said, what is proposed can be taken up again (P7)."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.places import Name, Place, side
from plie.comite import Rubrique, lire
from plie.kinds import SortieProposee
from tests import builders
from tests.desktop.ui.screens.house import House


def hired(house: House, **more: Any) -> None:
    with house.vault.work() as work:
        work.insert(builders.une_decision(prise_le=date(2026, 1, 15)))
        values = {"type": "cdi", "debut": date(2026, 2, 2), "employeur": "Les Ateliers", **more}
        work.insert(builders.un_emploi(**values))
        work.commit()
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "emploi")))
    house.click("proposer_sortie")
    house.qtbot.waitUntil(lambda: house.focused() == "sortie_motif")


def proposals(house: House) -> tuple[SortieProposee, ...]:
    return tuple(house.all(SortieProposee, dossier=builders.PERSONNE))


def test_a_positive_exit_is_proposed_by_keyboard_from_what_the_rules_found(house: House) -> None:
    hired(house)
    assert "Commission" in house.find(QLabel, "sortie_decide").text()

    house.qtbot.keyClick(
        house.window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )

    house.qtbot.waitUntil(lambda: bool(proposals(house)))
    (kept,) = proposals(house)
    assert (kept.motif, kept.nature, kept.emploi) == ("positive", "cdi", "emploi-1")
    assert kept.sortie_le == date(2026, 9, 10)
    house.qtbot.waitUntil(lambda: "Sortie proposée" in house.find(QLabel, "sortie_proposee").text())


def test_another_day_is_refused_with_its_reason_and_article(house: House) -> None:
    hired(house)
    house.find(QWidget, "sortie_sortie_le").clear()  # type: ignore[attr-defined]

    house.write("sortie_sortie_le", "1/6/2026")
    house.click("sortie_proposer")

    house.qtbot.waitUntil(lambda: "Pas encore" in house.say())
    assert not proposals(house)


def test_outside_the_criteria_the_comite_has_its_file(house: House) -> None:
    hired(house, heures_hebdo=20)
    assert "Comité technique" in house.find(QLabel, "sortie_decide").text()
    house.write("comite_perspectives", "Un temps plein est promis.")
    house.click("sortie_proposer")
    house.qtbot.waitUntil(lambda: "comité technique attend aussi" in house.say())

    for rubrique in Rubrique:
        if rubrique is not Rubrique.PERSPECTIVES:
            house.write(f"comite_{rubrique.value}", "Dit.")
    house.click("sortie_proposer")

    house.qtbot.waitUntil(lambda: bool(proposals(house)))
    _, parts = lire(proposals(house)[0].texte)
    assert parts["perspectives"] == "Un temps plein est promis."
    house.click("proposer_sortie")
    house.qtbot.waitUntil(lambda: "Déjà proposée" in house.find(QLabel, "sortie_deja").text())
