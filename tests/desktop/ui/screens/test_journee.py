"""Ma journée when little waits, and when much does: what to begin with, and what is folded."""

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.models.vault import Vault
from desktop.ui.places import Name, Place
from desktop.usecases.entretiens import ouvrir
from plie.kinds import Demande, Id, Parcours, Personne, Prescription
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, House
from tests.desktop.usecases.test_revue import arrive


def forget(vault: Vault, *, but: str = "") -> None:
    """Leave in the vault one person at most."""
    with vault.work() as work:
        for kind in (Prescription, Parcours, Personne):
            for one in work.rows.all(kind):
                if getattr(one, "dossier", one.id) != but:
                    work.delete(kind, one.id, work.seen(kind, one.id))
        work.commit()


def said(house: House) -> str:
    return house.find(QLabel, "journee_etats_state_sentence").text()


def test_with_nobody_yet_one_begins_by_opening_a_dossier(house: House, peopled: Vault) -> None:
    forget(peopled)
    house.window.go(Place(Name.JOURNEE))

    house.qtbot.waitUntil(lambda: "ouvrir le dossier" in said(house))
    house.click("journee_etats_state_action")

    assert house.find(QWidget, "ouvrir_dossier")


def test_with_one_new_dossier_one_is_led_to_it(house: House, peopled: Vault) -> None:
    forget(peopled, but=builders.PERSONNE)
    house.window.go(Place(Name.JOURNEE))

    house.qtbot.waitUntil(lambda: "Trévignac" in said(house))
    house.click("journee_etats_state_action")

    house.qtbot.waitUntil(lambda: "Trévignac" in house.find(QLabel, "dossier_nom").text())


def test_the_lines_left_folded_say_what_they_are_and_unfold(house: House, peopled: Vault) -> None:
    with peopled.look() as rows:
        other = next(p.id for p in rows.all(Personne) if p.nom_naissance == AUTRE)
    for _ in range(10):
        with peopled.work() as work:
            ouvrir(work, other, now=house.clock())
    house.window.go(Place(Name.JOURNEE))
    more = house.find(QPushButton, "autres_entretien")
    assert more.text() == "Afficher 2\u00a0autres entretiens à terminer"

    house.click("autres_entretien")

    page = house.window.screen_shown
    house.qtbot.waitUntil(lambda: not page.findChildren(QPushButton, "autres_entretien"))
    shown = [w for w in page.findChildren(QPushButton) if w.objectName().startswith("terminer_")]
    assert len(shown) == 10
    house.qtbot.waitUntil(lambda: house.focused().startswith("ligne_"))


def test_what_the_coordination_asks_stands_before_what_one_has_left_to_do(
    house: House, peopled: Vault
) -> None:
    """domain.md §2: a question of the review waits for its answer."""
    asked = Demande(
        id=Id("demande-1"),
        dossier=builders.PERSONNE,
        sur_kind="personne",
        sur_id=builders.PERSONNE,
        texte="La visite est-elle fixée ?",
        auteur_nom="Philomène Astruc",
        ecrit_le=house.clock(),
    )
    arrive(peopled, asked, author=builders.AE)
    house.compte_rendu()
    with peopled.work() as work:
        ouvrir(work, builders.PERSONNE, now=house.clock())

    house.window.go(Place(Name.JOURNEE))

    page = house.find(QWidget, "journee_page")
    heads = [x.text() for x in page.findChildren(QLabel) if x.property("role") == "heading"]
    assert heads[:3] == [
        "Questions de la coordination (1)",
        "Entretiens à terminer (1)",
        "Comptes-rendus à signer (1)",
    ]


def test_a_machine_left_open_overnight_shows_the_day_that_it_is(house: House) -> None:
    house.go(Name.JOURNEE, "")
    title = house.find(QLabel, "journee_titre")
    house.qtbot.waitUntil(lambda: title.text() == "Jeudi 10\u00a0septembre\u00a02026")

    house.clock.at += timedelta(days=1)
    house.window.screen_shown.findChild(QTimer, "journee_calendrier").setInterval(10)

    house.qtbot.waitUntil(lambda: title.text() == "Vendredi 11\u00a0septembre\u00a02026")


def test_ctrl_f_looks_a_person_up_from_wherever_one_is(house: House) -> None:
    house.go(Name.AGENDA, "")

    house.qtbot.keyClick(house.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    house.qtbot.waitUntil(lambda: house.focused() == "file_recherche")
