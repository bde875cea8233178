"""The alerts in Ma journée: what presses in sight, the rest behind its count, each with its article and its action."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from desktop.models.vault import Vault
from desktop.ui.places import Name, Place
from plie.kinds import Decision, Etape, FseReleve, PriseDeConnaissance
from plie.vocabulaire import CodeAlerte
from plie.vocabulaire_dossier import MomentFse
from tests import builders
from tests.desktop.documents.papers import Authority
from tests.desktop.ui.screens.house import Clock, House, new_vault
from tests.desktop.usecases.alertes import CASES, NOW, ON, ROUEN, WHO, Case, ago, put

Start = Callable[..., House]
LOST = CASES[CodeAlerte.SANS_ENTRETIEN_2_MOIS]


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def peopled(tmp_path: Path, authority: Authority, clock: Clock) -> Iterator[Vault]:
    vault = new_vault(tmp_path, authority, clock)
    yield vault
    vault.close()


def arrive(make_house: Start, case: Case) -> House:
    house = make_house(case.referentiel)
    put(house.vault, case)
    house.window.go(Place(Name.JOURNEE))
    house.find(QWidget, "journee_page")
    return house


def lines(house: House, code: CodeAlerte) -> list[QFrame]:
    """Return the lines of an alert in sight."""
    found = house.window.screen_shown.findChildren(QFrame)
    return [w for w in found if w.isVisible() and w.objectName().startswith(f"ligne_{WHO}_{code}")]


def headings(house: House) -> list[str]:
    found = house.window.screen_shown.findChildren(QLabel)
    return [w.text() for w in found if w.isVisible() and w.property("role") == "heading"]


def test_an_alert_that_presses_leads_to_its_own_answer_and_is_gone_with_it(
    make_house: Start,
) -> None:
    house = arrive(make_house, LOST)
    code = CodeAlerte.SANS_ENTRETIEN_2_MOIS
    assert "Alertes (1)" in headings(house)
    (line,) = lines(house, code)
    assert "Important" in line.accessibleName()

    house.click(f"repondre_alerte_{WHO}_{code}_")
    house.write("entretien_contenu", "La garde est trouvée.")
    house.press(Qt.Key.Key_Escape)

    house.window.go(Place(Name.JOURNEE))
    house.qtbot.waitUntil(lambda: "Entretiens à terminer (1)" in headings(house))
    house.qtbot.waitUntil(lambda: not lines(house, code))


def test_an_etape_proposed_already_is_said_and_opened_where_it_begins(make_house: Start) -> None:
    """C7-2A: it answers once it has begun; proposing another would answer nothing."""
    code = CodeAlerte.SANS_ETAPE_2_MOIS
    proposed = builders.une_etape(intitule="Permis B", proposee_le=ago(9))
    house = arrive(make_house, replace(CASES[code], things=(proposed,)))
    (line,) = lines(house, code)
    waits = "L’étape «\u00a0Permis B\u00a0» est proposée\u202f; elle n’a pas commencé."
    assert any(w.text().endswith(f". {waits}") for w in line.findChildren(QLabel))

    house.click(f"repondre_alerte_{WHO}_{code}_")
    house.qtbot.waitUntil(lambda: house.focused() == "etape_debut")
    house.write("etape_debut", f"{ON:%d/%m/%Y}")
    house.press(Qt.Key.Key_Escape)

    house.window.go(Place(Name.JOURNEE))
    house.qtbot.waitUntil(lambda: not lines(house, code))
    assert [one.id for one in house.all(Etape)] == [proposed.id]


def test_what_is_milder_is_counted_and_shown_to_who_asks_by_the_keyboard(
    make_house: Start,
) -> None:
    late = tuple(
        builders.un_objectif(id=f"objectif-{n}", fixe_le=ago(60), echeance=ON - timedelta(days=n))
        for n in range(1, 13)
    )
    house = arrive(make_house, replace(LOST, things=late))
    house.qtbot.waitUntil(lambda: "Moins pressant (12)" in headings(house))
    assert not lines(house, CodeAlerte.OBJECTIF_ECHU)
    more = house.find(QPushButton, "autres_rappel")
    assert more.text() == "Afficher 12\u00a0alertes moins pressantes"

    more.setFocus()
    house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: len(lines(house, CodeAlerte.OBJECTIF_ECHU)) == 12)
    first = lines(house, CodeAlerte.OBJECTIF_ECHU)[0].objectName()
    house.qtbot.waitUntil(lambda: house.focused() == first)
    house.tab_to("repondre_" + first.replace("ligne_", "alerte_"))

    house.click("replier_rappel")
    house.qtbot.waitUntil(lambda: house.focused() == "autres_rappel")
    assert not lines(house, CodeAlerte.OBJECTIF_ECHU)


def test_the_article_of_an_alert_is_said_when_asked(make_house: Start) -> None:
    house = arrive(make_house, LOST)
    name = f"ligne_{WHO}_{CodeAlerte.SANS_ENTRETIEN_2_MOIS}_"
    words = house.window.screen_shown.findChild(QLabel, f"{name}_article")
    assert not words.isVisible()

    house.click(f"{name}_pourquoi")

    assert house.find(QLabel, f"{name}_article").text() == "Protocole, article C7-2A, C9-3-3."


def test_a_decision_of_the_commission_leads_to_its_panel(make_house: Start) -> None:
    taken = builders.une_decision(prise_le=ago(2), objet="reexamen", issue="maintien")
    house = arrive(make_house, Case((taken,), lambda _vault: None, referentiel=ROUEN))
    assert "Décisions de la Commission (1)" in headings(house)

    house.click("lire_decision_decision-1")

    house.find(QWidget, "commission_etat")


def test_a_decision_said_to_be_read_leaves_the_day_and_stays_in_the_dossier(
    make_house: Start,
) -> None:
    taken = builders.une_decision(prise_le=ago(2), objet="reexamen", issue="maintien")
    house = arrive(make_house, Case((taken,), lambda _vault: None, referentiel=ROUEN))
    house.clock.at += timedelta(hours=3)  # the day was drawn long before

    house.click("vu_decision-1")

    house.qtbot.waitUntil(lambda: "Décisions de la Commission (1)" not in headings(house))
    (read,) = house.all(PriseDeConnaissance)
    assert (read.sur_kind, read.sur_id) == ("decision", "decision-1")
    assert read.lu_le == house.clock()
    assert len(house.all(Decision)) == 1


def test_a_follow_up_after_an_exit_is_noted_where_it_leads_and_is_gone(make_house: Start) -> None:
    """C9-3-3, 2021/1057: the FSE+ record of that moment, open, with the keyboard in it."""
    left = builders.une_decision(
        prise_le=ago(200), objet="sortie", issue="sortie", motif_sortie="positive"
    )
    house = arrive(make_house, Case((left,), lambda _vault: None, integre=ago(500)))
    assert "Suivis après la sortie (1)" in headings(house)

    house.click(f"suivre_{WHO}")
    house.qtbot.waitUntil(lambda: house.focused() == "fse_statut_emploi")
    assert house.all(FseReleve) == ()
    house.click("fse_enregistrer")

    house.qtbot.waitUntil(lambda: len(house.all(FseReleve)) == 1)
    assert house.all(FseReleve)[0].moment == MomentFse.SIX_MOIS
    house.window.go(Place(Name.JOURNEE))
    house.qtbot.waitUntil(lambda: "Suivis après la sortie (1)" not in headings(house))


def test_tab_goes_to_the_answer_of_an_alert_then_to_its_why_as_one_reads(make_house: Start) -> None:
    house = arrive(make_house, LOST)
    named = f"{WHO}_{CodeAlerte.SANS_ENTRETIEN_2_MOIS}_"
    house.find(QPushButton, f"repondre_alerte_{named}").setFocus()

    house.press(Qt.Key.Key_Tab)
    after = house.focused()
    house.press(Qt.Key.Key_Backtab)

    assert (after, house.focused()) == (f"ligne_{named}_pourquoi", f"repondre_alerte_{named}")
