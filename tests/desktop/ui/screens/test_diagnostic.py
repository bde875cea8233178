"""The diagnostic and one évaluation, from the panel to the vault and back, by keyboard (P5, C9-3-5)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget

from desktop.ui.places import Name, Place, side
from desktop.ui.widgets.echelle import Echelle
from plie.kinds import ConditionAdhesion, Diagnostic, Evaluation, Id, Preconisation
from tests import builders
from tests.desktop.ui.screens.house import House
from tests.desktop.ui.screens.test_parcours import choose, saved

DIAGNOSTIC = Place(Name.FILE, side(builders.PERSONNE, "diagnostic"))


def test_a_condition_is_answered_argued_and_told_on_the_panel(house: House) -> None:
    """P5, C5."""
    house.window.go(DIAGNOSTIC)
    house.click("modifier_diagnostic")
    choose(house, "diagnostic_volonte.reponse", "Oui")
    house.write("diagnostic_volonte.argument", "Le dit souvent")
    house.write("diagnostic_atouts", "Ponctuelle")
    house.write("diagnostic_preconisation0.texte", "Atelier")
    saved(house)
    house.press(Qt.Key.Key_Escape)

    wanted = "oui\u00a0: Le dit souvent (vérifié le 10/09/2026)"
    house.qtbot.waitUntil(lambda: house.find(QLabel, "condition_0").text() == wanted)
    assert house.all(ConditionAdhesion)[0].reponse is True
    assert house.all(Diagnostic)[0].atouts == "Ponctuelle"


def test_a_frein_is_evaluated_and_its_chart_says_the_same_in_words(house: House) -> None:
    """C9-3-5: the screen shows entry, previous, current as a small chart."""
    house.window.go(DIAGNOSTIC)
    house.click("evaluer_frein_logement")
    house.click("evaluation_noter")
    assert house.find(QLabel, "evaluation_objection").text() == "Choisissez un niveau."
    choose(house, "evaluation_niveau", "Bloquant")
    house.write("evaluation_action", "Demande de logement social")
    house.click("evaluation_noter")

    chart = house.find(Echelle, "mesure_frein_logement_echelle")
    assert house.spoken(chart) == (
        "Logement\u00a0: aujourd’hui\u00a0: bloquant, le 10/09/2026, par Odilon Carpentras · "
        "Demande de logement social"
    )
    assert house.all(Evaluation)[0].niveau == 3


def test_one_comes_back_from_an_evaluation_to_where_it_was_begun(house: House) -> None:
    """Eighteen of them stand below the conditions and the criteria: each came back to the top."""
    house.window.go(DIAGNOSTIC)
    house.click("evaluer_frein_mobilite")
    choose(house, "evaluation_niveau", "Bloquant")

    house.click("evaluation_noter")

    house.qtbot.waitUntil(lambda: bool(house.all(Evaluation)))
    house.find(Echelle, "mesure_frein_mobilite_echelle")
    house.qtbot.waitUntil(lambda: house.focused() == "evaluer_frein_mobilite")
    button = house.find(QPushButton, "evaluer_frein_mobilite")
    house.qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())


def test_enter_pressed_twice_writes_one_evaluation(house: House) -> None:
    house.window.go(Place(Name.EVALUATION, side(builders.PERSONNE, "frein:logement")))
    choose(house, "evaluation_niveau", "Bloquant")
    house.write("evaluation_action", "Demande de logement social")

    for _ in range(2):
        house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: house.window.place.name is not Name.EVALUATION)
    house.jobs.drain()
    assert len(house.all(Evaluation)) == 1


def test_the_action_on_a_sensitive_frein_is_chosen_never_typed(house: House) -> None:
    """RGPD, article 9: a level and an action."""
    house.window.go(Place(Name.EVALUATION, side(builders.PERSONNE, "frein:sante")))

    action = house.find(QComboBox, "evaluation_action")

    assert not action.isEditable()
    assert action.findText("Action sociale") > 0


def test_once_presented_only_its_preconisations_are_followed(house: House) -> None:
    """C7, domain.md §12."""
    advice = Preconisation(id=Id("p1"), dossier=builders.PERSONNE, objet="entree", texte="Atelier")
    with house.vault.work() as work:
        for thing in (advice, builders.une_inscription(), builders.une_decision()):
            work.insert(thing)
        work.commit()
    house.window.go(DIAGNOSTIC)
    house.click("modifier_diagnostic")

    assert "présenté à la Commission du 10/02/2026" in house.find(QLabel, "diagnostic_fige").text()
    assert house.window.findChild(QWidget, "diagnostic_atouts") is None
    house.write("diagnostic_preconisation0.constat", "Suivi en mars")
    saved(house)
    assert house.all(Preconisation)[0].constat == "Suivi en mars"
