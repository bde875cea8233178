"""The panel of the Commission on the real window: what lacks, a gesture told and refused, then written."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from desktop.models.vault import Vault
from desktop.ui.places import Name, Place, side
from plie.kinds import (
    ActeEngagement,
    Annulation,
    AvisMotive,
    Cloture,
    RetraitInscription,
    SignatureActe,
)
from tests import builders
from tests.desktop.ui.screens.house import House
from tests.desktop.usecases.alertes import as_


def at_commission(house: House) -> None:
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "commission")))
    house.find(QLabel, "commission_etat")


def choose(house: House, name: str, code: str) -> None:
    box = house.find(QComboBox, name)
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def test_a_candidature_is_closed_from_its_panel(house: House) -> None:
    at_commission(house)
    house.qtbot.waitUntil(lambda: "orienté" in house.find(QLabel, "commission_etat").text())
    assert "pré-diagnostic" in house.find(QLabel, "constat_prescription").text()
    decide = house.find(QPushButton, "geste_decider")
    assert not decide.isEnabled()
    assert "coordination" in house.find(QLabel, "raison_decider").text()
    why = house.find(QLabel, "raison_inscrire").text() + house.find(QLabel, "raison_ouvrir").text()
    assert "(C7" in why

    house.click("geste_clore")
    choose(house, "geste_motif", "retrait")
    house.click("geste_enregistrer")
    assert "moyens" in house.find(QLabel, "geste_moyens_objection").text()
    house.write("geste_moyens", "Deux appels")
    house.click("geste_enregistrer")

    house.qtbot.waitUntil(lambda: "sans suite" in house.find(QLabel, "commission_etat").text())
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


def test_a_gesture_given_up_leaves_the_keyboard_on_what_began_it(house: House) -> None:
    """It went to the lock of the window: a space bar more, and all was shut."""
    at_commission(house)
    house.click("geste_clore")
    house.find(QPushButton, "geste_annuler").setFocus()

    house.press(Qt.Key.Key_Space)

    assert house.focused() == "geste_clore"


def integrated(house: House) -> None:
    """The Commission integrated the person a month ago."""
    with house.vault.work() as work:
        work.insert(builders.un_entretien(date=house.clock().date() - timedelta(days=40)))
        work.insert(builders.une_decision(prise_le=house.clock().date() - timedelta(days=30)))
        work.commit()
    at_commission(house)


def state(house: House, partie: str) -> str:
    return house.find(QLabel, f"acte_{partie}").text()


def test_no_acte_is_shown_before_the_integration(house: House) -> None:
    at_commission(house)
    house.find(QPushButton, "geste_clore")

    assert not [w for w in house.window.screen_shown.findChildren(QWidget, "acte") if w.isVisible()]


def test_a_signature_is_noted_refused_then_corrected(house: House) -> None:
    """C7-1: not in the future, not before the decision."""
    integrated(house)
    today = house.clock().date()
    assert state(house, "equipe") == "L’équipe opérationnelle\u00a0: à signer"

    house.click("acte_equipe_noter")
    assert house.focused() == "acte_signe_le"
    house.write("acte_signe_le", "dem.")
    house.press(Qt.Key.Key_Return)
    assert "à venir" in house.find(QLabel, "acte_signe_le_objection").text()
    assert "qui a signé" in house.find(QLabel, "acte_nom_objection").text()
    house.write("acte_nom", "Ysée Lormont")
    house.find(QLineEdit, "acte_signe_le").clear()
    house.write("acte_signe_le", "-2")
    house.press(Qt.Key.Key_Return)
    signed = f"signé le {today - timedelta(days=2):%d/%m/%Y} par Ysée Lormont"
    house.qtbot.waitUntil(lambda: signed in state(house, "equipe"))

    house.click("acte_equipe_noter")
    house.find(QLineEdit, "acte_signe_le").clear()
    house.write("acte_signe_le", "-5")
    house.press(Qt.Key.Key_Return)
    corrected = f"signé le {today - timedelta(days=5):%d/%m/%Y} par Ysée Lormont"
    house.qtbot.waitUntil(lambda: corrected in state(house, "equipe"))
    assert len(house.all(ActeEngagement)) == 1
    assert sorted(s.signe_le for s in house.all(SignatureActe)) == [
        today - timedelta(days=5),
        today - timedelta(days=2),
    ]


def test_escape_leaves_the_acte_as_it_was_and_the_keyboard_on_its_line(house: House) -> None:
    integrated(house)
    house.click("acte_adherent_noter")
    house.write("acte_signe_le", "hier")

    house.press(Qt.Key.Key_Escape)

    house.qtbot.waitUntil(lambda: house.focused() == "acte_adherent_noter")
    assert house.all(SignatureActe) == ()


def test_the_responsable_gives_the_avis_from_the_panel(
    peopled: Vault, make_house: Callable[..., House]
) -> None:
    """C7: the file is looked at, then its avis motivé written; what lacks of it is said beside its fields."""
    as_(peopled, "responsable")
    house = make_house()
    at_commission(house)
    house.qtbot.waitUntil(lambda: house.find(QPushButton, "geste_aviser").isEnabled())
    # What others give has no button here.
    assert not house.window.screen_shown.findChildren(QPushButton, "geste_preconiser")

    house.click("geste_viser")
    choose(house, "geste_conforme", "conforme")
    house.click("geste_enregistrer")
    assert "Il manque encore" in house.find(QLabel, "geste_conforme_objection").text()
    house.press(Qt.Key.Key_Escape)

    house.click("geste_aviser")
    assert house.focused() == "geste_avis"
    choose(house, "geste_avis", "favorable")
    house.click("geste_enregistrer")
    assert "dit pourquoi" in house.find(QLabel, "geste_texte_objection").text()
    house.write("geste_texte", "Elle est prête.")
    house.click("geste_enregistrer")

    house.qtbot.waitUntil(lambda: "Avis motivé, entrée" in " ".join(house.texts()))
    assert [a.texte for a in house.all(AvisMotive)] == ["Elle est prête."]


def test_the_motives_of_a_reexamen_are_those_of_the_protocol(
    make_house: Callable[..., House],
) -> None:
    """A3.1, A5.4: what is examined after three years, or when need be; no monthly rule, hence no motive of one."""
    house = make_house("atout-plie-2018-2022")
    integrated(house)

    house.click("geste_inscrire")

    box = house.find(QComboBox, "geste_motif_reexamen")
    offered = [box.itemData(n) for n in range(box.count()) if box.itemData(n)]
    assert offered == ["interet_a_reevaluer", "trois_ans"]


def test_what_lacks_leads_to_where_it_is_filled(house: House) -> None:
    at_commission(house)
    # Of the entry they are written with the diagnostic, and no gesture of the panel is about them.
    assert not house.window.screen_shown.findChildren(QPushButton, "geste_preconiser")

    house.click("completer_preconisations")

    assert house.find(QWidget, "diagnostic_atouts")
    house.press(Qt.Key.Key_Escape)
    at_commission(house)
    house.click("completer_prescription")
    house.write("prescription_pre_diagnostic", "Cherche depuis deux ans.")
    house.qtbot.waitUntil(lambda: "Enregistré" in house.find(QLabel, "note").text())
    at_commission(house)
    house.qtbot.waitUntil(
        lambda: house.find(QLabel, "constat_prescription").accessibleDescription() == "présent"
    )
    assert not house.window.screen_shown.findChildren(QPushButton, "completer_prescription")
    assert not house.window.screen_shown.findChildren(QPushButton, "completer_visa")


def test_a_dossier_changes_sitting_from_its_panel_and_says_why(house: House) -> None:
    """C7: refused without the reason, then the panel says the other day."""
    today = house.clock().date()
    with house.vault.work() as work:
        work.insert(builders.un_entretien(date=today - timedelta(days=9)))
        work.insert(builders.une_inscription(commission_le=today + timedelta(days=8)))
        work.commit()
    at_commission(house)

    house.click("geste_deplacer")
    house.write("geste_commission_le", "+20")
    house.click("geste_enregistrer")
    assert "pourquoi" in house.find(QLabel, "geste_motif_objection").text()
    house.write("geste_motif", "Hospitalisée")
    house.click("geste_enregistrer")

    moved = f"{today + timedelta(days=20):%d/%m/%Y}"
    house.qtbot.waitUntil(lambda: moved in house.find(QLabel, "commission_detail").text())
    assert [r.motif for r in house.all(RetraitInscription)] == ["Hospitalisée"]


def test_what_was_noted_by_mistake_is_cancelled_from_its_panel_and_says_why(house: House) -> None:
    """C7: refused without the reason; then the state is what it was, and the panel shows what was cancelled."""
    at_commission(house)
    assert not house.window.screen_shown.findChildren(QPushButton, "geste_annulation")
    with house.vault.work() as work:
        day = house.clock().date()
        closed = Cloture(
            id=work.new_id(), dossier=builders.PERSONNE, parcours=builders.PARCOURS, close_le=day,
            motif="retrait", moyens="Appels",
        )  # fmt: skip
        work.insert(closed)
        work.commit()
    at_commission(house)

    house.click("geste_annulation")
    house.click("geste_enregistrer")
    assert "pourquoi" in house.find(QLabel, "geste_motif_objection").text()
    house.write("geste_motif", "Une homonyme")
    house.click("geste_enregistrer")

    house.qtbot.waitUntil(lambda: "orienté" in house.find(QLabel, "commission_etat").text())
    assert [(a.genre, a.fait, a.motif) for a in house.all(Annulation)] == [
        ("cloture", closed.id, "Une homonyme")
    ]
    shown = [one.text() for one in house.window.screen_shown.findChildren(QLabel)]
    assert any("Clôture sans suite" in text and "annulée le" in text for text in shown)
    assert house.say().startswith("C’est annulé")


def test_enter_pressed_twice_moves_a_dossier_once_and_refuses_nothing(house: House) -> None:
    today = house.clock().date()
    with house.vault.work() as work:
        work.insert(builders.un_entretien(date=today - timedelta(days=9)))
        work.insert(builders.une_inscription(commission_le=today + timedelta(days=8)))
        work.commit()
    at_commission(house)
    house.click("geste_deplacer")
    house.write("geste_motif", "Hospitalisée")
    house.write("geste_commission_le", "+20")

    for _ in range(2):
        house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: bool(house.all(RetraitInscription)))
    house.jobs.drain()
    assert len(house.all(RetraitInscription)) == 1
    assert house.say() == "Le dossier est à l’ordre du jour de l’autre séance."


def test_who_reads_no_word_of_the_diagnostic_is_not_told_that_it_lacks(
    make_house: Callable[..., House], peopled: Vault
) -> None:
    """domain.md §2: the gestionnaire examines, and reads no narrative."""
    as_(peopled, "gestionnaire")
    house = make_house()
    at_commission(house)

    told = house.find(QLabel, "elements_tus").text()

    assert "diagnostic" in told
    assert house.find(QLabel, "constat_prescription")
    assert not house.window.screen_shown.findChildren(QLabel, "constat_diagnostic")
    as_(peopled, "accompagnateur")
    theirs = make_house()
    at_commission(theirs)
    assert theirs.find(QLabel, "constat_diagnostic")
    assert not theirs.window.screen_shown.findChildren(QLabel, "elements_tus")
