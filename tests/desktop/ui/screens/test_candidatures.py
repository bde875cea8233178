"""The tray of candidatures on the real window: a person chosen, a retour read then logged."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel, QPlainTextEdit

from desktop.ui.places import Name
from desktop.ui.widgets.lists import PersonList
from plie.kinds import Evenement, Id
from tests import builders
from tests.desktop.ui.screens.house import NOW, House


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
