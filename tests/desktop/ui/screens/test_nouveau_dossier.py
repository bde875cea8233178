"""A new person, and an identity put right: what lacks, or must not be written, is said at its field."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from desktop.ui.places import Name
from plie.kinds import Parcours, Personne
from tests import builders
from tests.desktop import vaults
from tests.desktop.ui.screens.house import NOW, House
from tests.plie.test_nir import VALIDE


def objection(house: House, field: str) -> str:
    return house.find(QLabel, f"nouveau_formulaire_{field}_objection").text()


def test_what_lacks_is_marked_and_the_keyboard_goes_there(house: House) -> None:
    house.go(Name.NOUVEAU_DOSSIER, "")

    house.click("ouvrir_dossier")

    assert objection(house, "prenoms") == "Indiquez le prénom de la personne."
    assert objection(house, "nom") == "Indiquez le nom de la personne."
    assert house.focused() == "nouveau_formulaire_prenoms"
    assert house.say() == ""


def test_a_birth_to_come_is_refused_at_its_field(house: House) -> None:
    """C9-3-1: a person who is not born is not oriented."""
    tomorrow = NOW.date() + timedelta(days=1)
    house.go(Name.NOUVEAU_DOSSIER, "")
    house.write("nouveau_formulaire_prenoms", "Yanis")
    house.write("nouveau_formulaire_nom", "Kerbrat")

    house.write("nouveau_formulaire_naissance_le", f"{tomorrow:%d/%m/%Y}\n")

    said = objection(house, "naissance_le")
    assert said == "Le 11/09/2026 est encore à venir\u00a0: vérifiez la date de naissance."
    assert len(house.all(Personne)) == 2
    house.find(QLineEdit, "nouveau_formulaire_naissance_le").clear()
    house.write("nouveau_formulaire_naissance_le", "120785\n")
    house.qtbot.waitUntil(lambda: len(house.all(Personne)) == 3)


def test_enter_pressed_twice_opens_one_dossier(house: House) -> None:
    house.go(Name.NOUVEAU_DOSSIER, "")
    house.write("nouveau_formulaire_prenoms", "Yanis")
    house.write("nouveau_formulaire_nom", "Kerbrat")
    house.write("nouveau_formulaire_naissance_le", "12/07/1985")

    for _ in range(2):
        house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: house.window.place.name is Name.FILE)
    house.jobs.drain()
    assert len([one for one in house.all(Personne) if one.prenoms == "Yanis"]) == 1


@pytest.mark.parametrize(
    ("name", "dossier", "field", "write"),
    [
        (Name.NOUVEAU_DOSSIER, "", "nouveau_formulaire_nom", "ouvrir_dossier"),
        (Name.IDENTITE, builders.PERSONNE, "identite_formulaire_adresse", "identite_enregistrer"),
    ],
)
def test_a_social_security_number_is_said_at_once_and_kept_nowhere(
    house: House, name: Name, dossier: str, field: str, write: str
) -> None:
    """domain.md §3: « flagged to its author before saving »; not even among the words that wait."""
    house.go(name, dossier)
    house.write(f"{field.rpartition('_')[0]}_prenoms", "Yanis")
    house.write(field, f"Kerbrat {VALIDE}")
    assert "sécurité sociale" in house.find(QLabel, f"{field}_objection").text()

    house.click(write)

    assert "sécurité sociale" in house.find(QLabel, f"{field}_objection").text()
    assert house.focused() == field
    house.qtbot.waitUntil(lambda: "Yanis" in str(vaults.dump(house.vault)["saisie"]))
    assert VALIDE not in str(vaults.dump(house.vault))


def test_a_commune_that_is_not_known_is_said_on_leaving_it_and_blocks_nothing(
    house: House,
) -> None:
    house.go(Name.NOUVEAU_DOSSIER, "")
    house.write("nouveau_formulaire_prenoms", "Yanis")
    house.write("nouveau_formulaire_nom", "Kerbrat")
    house.write("nouveau_formulaire_commune", "Nulle-Part")

    house.press(Qt.Key.Key_Tab)
    assert "n’est pas dans la liste" in objection(house, "commune")
    house.click("ouvrir_dossier")

    house.qtbot.waitUntil(lambda: len(house.all(Personne)) == 3)


def test_what_a_reprise_has_is_asked_when_it_is_one_and_only_then(house: House) -> None:
    """P6: its day, its decision."""
    house.go(Name.NOUVEAU_DOSSIER, "")
    house.write("nouveau_formulaire_prenoms", "Yanis")
    house.write("nouveau_formulaire_nom", "Kerbrat")
    origin = house.find(QComboBox, "nouveau_formulaire_origine")
    day = house.window.screen_shown.findChild(QLineEdit, "nouveau_formulaire_integre_le")
    assert day is not None
    assert not day.isVisible()

    origin.setFocus()
    while origin.currentData() != "reprise":
        house.press(Qt.Key.Key_Down)
    house.write("nouveau_formulaire_integre_le", "01/02/2023")
    house.click("ouvrir_dossier")
    assert objection(house, "reprise_decision") == "Indiquez la décision qui liste cette reprise."

    origin.setFocus()
    house.press(Qt.Key.Key_Up)
    assert not day.isVisible()
    assert day.text() == ""
    house.press(Qt.Key.Key_Down)
    house.write("nouveau_formulaire_integre_le", "01/02/2023")
    house.write("nouveau_formulaire_reprise_decision", "Comité du 3 mars\n")

    house.qtbot.waitUntil(lambda: len(house.all(Personne)) == 3)
    assert [p.integre_le for p in house.all(Parcours, origine="reprise")] == [date(2023, 2, 1)]
