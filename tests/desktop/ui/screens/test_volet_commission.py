"""The panel of the Commission on the real window: what lacks, a gesture told and refused, then written."""

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from desktop.ui.places import Name, Place, side
from plie.kinds import Cloture
from tests import builders
from tests.desktop.ui.screens.house import House


def at_commission(house: House) -> None:
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "commission")))
    house.find(QLabel, "commission_etat")


def choose(house: House, name: str, code: str) -> None:
    box = house.find(QComboBox, name)
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def test_a_candidature_is_closed_from_its_panel(house: House) -> None:
    at_commission(house)
    house.qtbot.waitUntil(
        lambda: "orienté" in house.find(QLabel, "commission_etat").text(), timeout=5_000
    )
    assert "pré-diagnostic" in house.find(QLabel, "constat_prescription").text()
    decide = house.find(QPushButton, "geste_decider")
    assert not decide.isEnabled()
    assert "coordination" in house.find(QLabel, "raison_decider").text()

    house.click("geste_clore")
    choose(house, "geste_motif", "retrait")
    house.click("geste_enregistrer")
    assert "moyens" in house.find(QLabel, "geste_moyens_objection").text()
    house.write("geste_moyens", "Deux appels")
    house.click("geste_enregistrer")

    house.qtbot.waitUntil(
        lambda: "sans suite" in house.find(QLabel, "commission_etat").text(), timeout=5_000
    )
    (closed,) = house.all(Cloture)
    assert (closed.motif, closed.moyens) == ("retrait", "Deux appels")


def test_the_fields_follow_the_origin_and_what_was_typed_stays(house: House) -> None:
    with house.vault.work() as work:
        work.insert(
            Cloture(
                id=work.new_id(),
                dossier=builders.PERSONNE,
                parcours=builders.PARCOURS,
                close_le=house.clock().date(),
                motif="retrait",
                moyens="Appels",
            )
        )
        work.commit()
    at_commission(house)

    house.click("geste_ouvrir")
    choose(house, "geste_origine", "reprise")
    house.write("geste_reprise_decision", "Comité du 6 avril")
    choose(house, "geste_origine", "spontanee")
    choose(house, "geste_origine", "reprise")

    assert house.find(QLabel, "geste_integre_le_label")
    assert house.focused() == "geste_origine"
