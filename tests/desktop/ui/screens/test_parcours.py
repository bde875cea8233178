"""An étape and an objective, from the panel to the vault and back, by keyboard: saved, undone, warned, closed."""

from datetime import date

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from desktop.ui.places import Name, Place, side
from plie.kinds import BilanEtape, Competence, Etape, Id, Objectif
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, NOW, House

_ENDINGS = QRegularExpression("^etape_(terminer|abandonner)$")

PARCOURS = Place(Name.FILE, side(builders.PERSONNE, "parcours"))


def the_etape(house: House) -> Etape:
    (found,) = house.all(Etape, dossier=builders.PERSONNE)
    assert isinstance(found, Etape)
    return found


def saved(house: House) -> None:
    house.qtbot.waitUntil(lambda: "Enregistré" in house.find(QLabel, "note").text())


def objection(house: House, field: str) -> str:
    return house.find(QLabel, f"etape_{field}_objection").text()


def choose(house: House, name: str, words: str) -> None:
    box = house.find(QComboBox, name)
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def test_an_etape_keeps_the_day_planned_beside_the_day_it_began(house: House) -> None:
    house.window.go(PARCOURS)
    house.click("nouvelle_etape")
    house.write("etape_intitule", "Atelier mobilité")
    house.write("etape_debut_prevu", "15/9/2026")
    house.write("etape_fin_prevue", "14/9/2026")
    house.qtbot.waitUntil(
        lambda: objection(house, "fin_prevue") == "La fin prévue précède le début prévu."
    )
    saved(house)
    house.window.go(PARCOURS)
    house.qtbot.waitUntil(lambda: "début prévu le 15/09/2026" in " ".join(house.texts()))

    known = the_etape(house)
    assert (known.debut_prevu, known.debut) == (date(2026, 9, 15), None)


def test_an_immersion_is_typed_warned_begun_and_closed_by_its_bilan(house: House) -> None:
    """C9-1, C9-3-6, L5135-5."""
    house.window.go(PARCOURS)
    house.click("nouvelle_etape")
    house.write("etape_intitule", "Immersion au port")
    choose(house, "etape_genre", "Immersion en entreprise (PMSMP)")
    house.write("etape_partenaire", "Les Ateliers")
    house.write("etape_debut", "1/9/2026")
    house.write("etape_fin_prevue", "15/10/2026")
    house.write("etape_objectifs", "Venir")
    saved(house)

    house.qtbot.waitUntil(lambda: "30/09/2026" in objection(house, "fin_prevue"))
    house.click("etape_transmettre")
    house.qtbot.waitUntil(
        lambda: objection(house, "objectifs_transmis_le") == "Transmis après le démarrage."
    )
    house.qtbot.waitUntil(lambda: the_etape(house).objectifs_transmis_le == NOW.date())
    assert AUTRE not in " ".join(house.texts())

    choose(house, "bilan_verdict_0", "Atteint")
    house.click("bilan_garder")
    assert "qui l’a signé" in house.find(QLabel, "bilan_objection").text()
    house.write("bilan_signataire_nom", "Hyacinthe Ombredane")
    house.write("bilan_signe_le", "9/9/2026")
    house.click("bilan_garder")
    house.find(QLabel, "bilan_signature")

    house.press(Qt.Key.Key_Escape)
    detail = house.find(QLabel, f"etape_{the_etape(house).id}_detail").text()
    assert "transmis après le démarrage, le 10/09/2026" in detail
    assert "bilan signé par Hyacinthe Ombredane le 09/09/2026, 1\u00a0objectif sur 1" in detail
    assert house.all(BilanEtape)[0].verdicts == ("atteint",)


def endings_offered(house: House) -> bool:
    """Whether an étape can be ended, or abandoned: nothing that was never written can."""
    shown = house.window.screen_shown
    return any(b.isVisible() for b in shown.findChildren(QPushButton, _ENDINGS))


def test_an_etape_left_untouched_is_none_and_an_undo_is_saved(house: House) -> None:
    house.window.go(Place(Name.NOUVELLE_ETAPE, builders.PERSONNE))
    house.find(QLineEdit, "etape_intitule")
    house.press(Qt.Key.Key_Escape)
    assert house.all(Etape) == ()

    house.click("nouvelle_etape")
    house.find(QLineEdit, "etape_intitule")
    assert not endings_offered(house)
    house.write("etape_intitule", "Atelier")
    saved(house)
    # Read again once saved: what it may come to is offered then.
    house.qtbot.waitUntil(lambda: endings_offered(house))
    house.click("etape_commencer")
    house.qtbot.waitUntil(lambda: the_etape(house).debut == NOW.date())
    house.click("annuler")
    house.leave_now()

    assert the_etape(house).debut is None
    assert the_etape(house).intitule == "Atelier"


def test_an_abandon_waits_for_its_reason_and_one_does_not_leave_without(house: House) -> None:
    """C9-3-5: « abandoned needs a reason »; what else is typed meanwhile is kept."""
    with house.vault.work() as work:
        work.insert(Etape(id=Id("e1"), dossier=builders.PERSONNE, intitule="Atelier"))
        work.commit()
    house.window.go(Place(Name.ETAPE, "e1"))
    house.find(QLineEdit, "etape_intitule")
    house.click("etape_abandonner")
    house.write("etape_intitule", " cuisine")
    house.qtbot.waitUntil(lambda: the_etape(house).intitule == "Atelier cuisine")
    assert the_etape(house).abandonnee_le is None
    assert objection(house, "motif_abandon").startswith("Dites pourquoi l’étape est abandonnée")

    house.press(Qt.Key.Key_Escape)
    house.qtbot.waitUntil(lambda: "Dites pourquoi" in house.say())
    assert house.find(QLineEdit, "etape_motif_abandon").isVisible()
    house.write("etape_motif_abandon", "Trop loin")
    house.leave_now()

    assert (the_etape(house).abandonnee_le, the_etape(house).motif_abandon) == (
        NOW.date(),
        "Trop loin",
    )


def test_an_alert_leads_to_the_field_that_answers_it_and_writes_nothing(house: House) -> None:
    with house.vault.work() as work:
        work.insert(Etape(id=Id("e1"), dossier=builders.PERSONNE, intitule="Immersion au port"))
        work.commit()
    house.window.go(Place(Name.ETAPE, side("e1", "motif_abandon")))
    why = house.find(QLineEdit, "etape_motif_abandon")

    house.qtbot.waitUntil(lambda: house.focused() == "etape_motif_abandon")
    house.qtbot.waitUntil(lambda: not why.visibleRegion().isEmpty())
    house.press(Qt.Key.Key_Escape)
    assert the_etape(house).motif_abandon == ""


def test_a_competence_names_the_etape_that_proved_it(house: House) -> None:
    """C9-3-5: the livret de compétences."""
    with house.vault.work() as work:
        work.insert(Etape(id=Id("e1"), dossier=builders.PERSONNE, intitule="Immersion au port"))
        work.commit()
    house.window.go(PARCOURS)
    house.click("nouvelle_competence")
    house.write("competence_intitule", "Tenir une caisse")
    choose(house, "competence_etape", "Immersion au port")
    house.press(Qt.Key.Key_Escape)

    (made,) = house.all(Competence)
    shown = house.find(QLabel, f"competence_{made.id}_detail").text()
    assert shown == "prouvée par l’étape «\u00a0Immersion au port\u00a0»"


def test_an_objective_is_measured_and_told_on_the_panel(house: House) -> None:
    """C9-3-6: objectives agreed, measured."""
    house.window.go(Place(Name.NOUVEL_OBJECTIF, builders.PERSONNE))
    house.write("objectif_intitule", "Refaire le CV")
    house.write("objectif_mesure", "Un CV par métier")
    house.write("objectif_echeance", "30/9/2026")
    house.write("objectif_avancement", "60")
    house.press(Qt.Key.Key_Escape)

    (made,) = house.all(Objectif)
    assert (made.echeance, made.avancement) == (date(2026, 9, 30), 60)
    shown = house.find(QLabel, f"objectif_{made.id}_detail").text()
    assert shown == "échéance le 30/09/2026 · mesure\u00a0: Un CV par métier · 60\u00a0%"
    opens = house.find(QPushButton, f"objectif_{made.id}_ouvrir")
    assert house.spoken(opens) == "Ouvrir «\u00a0Refaire le CV\u00a0»"
