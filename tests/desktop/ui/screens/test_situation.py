"""The dossier administratif by keyboard: one form over two kinds, told on the panel of the identity (C9-3-5)."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from desktop.models.vault import Vault
from desktop.ui.places import Name, Place, side
from desktop.usecases.communes import insee
from plie.kinds import Coordonnees, Situation
from tests import builders
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.test_parcours import choose, saved
from tests.desktop.usecases.alertes import as_
from tests.plie.test_nir import VALIDE


def test_the_dossier_administratif_is_typed_and_told(house: House) -> None:
    """C5, C9-3-5: levels in both nomenclatures, the INSEE code by the name, ROME codes checked."""
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "identite")))
    house.click("modifier_situation")
    house.write("situation_ou.commune", "oissel")
    choose(house, "situation_niveau_ancien", "V, CAP ou BEP (niveau 3)")
    house.write("situation_personnes_a_charge", "2")
    choose(house, "situation_rqth", "Non")
    house.write("situation_metiers_rome", "k1302\nboulanger")
    saved(house)

    told = "situation_metiers_rome_objection"
    house.qtbot.waitUntil(lambda: "BOULANGER" in house.find(QLabel, told).text())
    assert house.find(QComboBox, "situation_niveau").currentText() == "Niveau 3 (CAP, BEP)"
    house.press(Qt.Key.Key_Escape)

    (known,), (reached,) = house.all(Situation), house.all(Coordonnees)
    assert (known.niveau, known.niveau_ancien, known.personnes_a_charge) == ("3", "v", 2)
    assert (known.rqth, known.metiers_rome) == (False, ("K1302", "BOULANGER"))
    assert (reached.commune, reached.commune_insee) == ("oissel", "76484")
    house.qtbot.waitUntil(lambda: "RQTH\u00a0: Non" in house.texts())


def test_a_social_security_number_is_said_and_never_stored(house: House) -> None:
    """domain.md §3: never the NIR."""
    house.window.go(Place(Name.SITUATION, builders.PERSONNE))
    house.write("situation_france_travail_id", VALIDE)

    assert "sécurité sociale" in house.find(QLabel, "situation_france_travail_id_objection").text()
    assert not house.window.screen_shown.may_leave()
    assert house.all(Situation) == ()


def test_communes_are_known_by_the_names_people_give_them() -> None:
    """domain.md §3: aliases."""
    assert insee("OISSEL") == insee("Oissel-sur-Seine") == "76484"
    assert insee("Amfreville la Mivoie") == "76005"
    assert insee("Nulle-Part") == ""


@pytest.mark.parametrize("role", ["coordination", "gestionnaire", "responsable"])
def test_whoever_writes_a_kind_is_led_to_its_form(
    peopled: Vault, make_house: Callable[..., House], role: str
) -> None:
    """domain.md §12: coordination and gestionnaire write identities too; the responsable reads them."""
    as_(peopled, role)
    house = make_house()
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "identite")))
    writes = role != "responsable"

    def shown() -> dict[str, bool]:
        """The panel is made again when something moves: the last of a name is the one that stands."""
        made = house.window.screen_shown.findChildren(QPushButton)
        return {b.objectName(): b.isVisible() for b in made if b.objectName() in expected}

    expected = {
        "modifier_identite": writes, "modifier_situation": writes, "nouvel_entretien": False,
    }  # fmt: skip
    house.qtbot.waitUntil(lambda: shown() == expected)
    if writes:
        house.click("modifier_situation")
        house.write("situation_personnes_a_charge", "2")
        saved(house)
        assert [s.personnes_a_charge for s in house.all(Situation)] == [2]
