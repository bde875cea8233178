"""The tray of candidatures on the real window: a person chosen, a retour read then logged."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from desktop.models.vault import Vault
from desktop.ui.places import Name, Place
from desktop.ui.widgets.lists import PersonList
from desktop.usecases import Changes
from desktop.usecases.candidatures import LigneCandidature
from plie.kinds import Affectation, Evenement, Id, Utilisateur
from plie.vocabulaire import RoleSuivi
from tests import builders
from tests.desktop.ui.screens.house import NOW, House
from tests.desktop.usecases.alertes import as_
from tests.desktop.usecases.test_revue import arrive


def test_a_retour_is_read_then_logged(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.un_entretien(date=NOW.date() - timedelta(days=2)))
        work.commit()
    house.go(Name.CANDIDATURES, "")
    house.qtbot.waitUntil(lambda: house.find(QLabel, "candidatures_titre").text().endswith("2"))
    house.find(PersonList, "candidatures_liste").choose(builders.PERSONNE)
    assert "premier rendez-vous" in house.find(QPlainTextEdit, "retour_texte").toPlainText()

    draft = house.find(QPlainTextEdit, "retour_texte")
    house.click("retour_noter")

    house.qtbot.waitUntil(lambda: "noté" in house.say())
    (line,) = house.all(Evenement)
    assert line.texte.startswith("Retour au prescripteur")
    house.qtbot.waitUntil(lambda: not draft.isVisible())


def test_two_retours_of_one_day_are_said_to_serve_nothing_in_one_gesture(house: House) -> None:
    with house.vault.work() as work:
        for n, title in enumerate(("Atelier mobilité", "Remise à niveau")):
            day = NOW.date() - timedelta(days=200)
            work.insert(builders.une_etape(id=Id(f"e{n}"), intitule=title, debut=day))
        work.commit()
    house.go(Name.CANDIDATURES, "")
    house.qtbot.waitUntil(lambda: house.find(QLabel, "candidatures_titre").text().endswith("2"))
    house.find(PersonList, "candidatures_liste").choose(builders.PERSONNE)
    told = house.find(QLabel, "retour_quoi").text()
    assert "(Atelier mobilité)" in told
    assert "(et 1 autre ensuite)" in told

    house.click("retours_sans_objet")

    house.qtbot.waitUntil(lambda: "sans objet" in house.say())
    assert sorted(line.texte[-17:] for line in house.all(Evenement)) == [
        "(Remise à niveau)", "Atelier mobilité)",
    ]  # fmt: skip
    assert {line.genre for line in house.all(Evenement)} == {"retour_sans_objet"}


def test_coordination_sees_the_retours_that_wait_and_whose_they_are(
    make_house: Callable[..., House], peopled: Vault
) -> None:
    """C9-3-1: of the candidatures at once, of the dossiers decided when they are asked for."""
    arrive(peopled, builders.un_entretien(date=NOW.date() - timedelta(days=2)))
    with peopled.work() as work:
        work.insert(Utilisateur(id=Id("ae-1"), nom="Marlène Tourvaire", role="accompagnateur"))
        work.insert(
            Affectation(
                id=Id("a-1"),
                dossier=builders.PERSONNE,
                utilisateur=Id("ae-1"),
                role=RoleSuivi.ACCOMPAGNATEUR.value,
            )
        )
        work.commit()
    as_(peopled, "coordination")
    house = make_house()
    house.window.go(Place(Name.CANDIDATURES))
    listed, told = house.find(PersonList, "candidatures_liste"), "retour_quoi"
    house.qtbot.waitUntil(lambda: bool(listed.people.rowCount()))
    listed.choose(builders.PERSONNE)
    assert "Marlène Tourvaire" in house.find(QLabel, told).text()
    assert "premier rendez-vous du 08/09/2026" in house.find(QLabel, told).text()
    assert not [name for name in ("retour_noter", "retour_sans_objet") if name in shown(house)]

    arrive(peopled, builders.une_decision(prise_le=NOW.date()))
    house.jobs.changed.emit(Changes(frozenset({builders.PERSONNE}), frozenset({"decision"})))
    house.qtbot.waitUntil(lambda: builders.PERSONNE not in ids(listed))
    house.click("candidatures_decidees")

    house.qtbot.waitUntil(lambda: builders.PERSONNE in ids(listed))
    listed.choose(builders.PERSONNE)
    assert "décision de la Commission du 10/09/2026" in house.find(QLabel, told).text()


def ids(listed: PersonList[LigneCandidature]) -> list[str]:
    return [one.id for one in listed.people.rows]


def shown(house: House) -> set[str]:
    return {w.objectName() for w in house.window.findChildren(QWidget) if w.isVisible()}
