"""The review from the panels of a dossier, for relations entreprises: comment, ask, answer, close (domain.md §2, §12)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from desktop.demo.hands import settle
from desktop.models import saisies
from desktop.models.vault import Vault
from desktop.ui.look import SCALES, Look
from desktop.ui.places import Name, Place, side
from desktop.usecases.demandes import ouvertes
from plie.kinds import Commentaire, Demande, Id, PriseDeConnaissance
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, NOW, House
from tests.desktop.usecases.test_revue import arrive

MAKE = Callable[..., House]
RELATIONS, COORDINATION, AE = "relations_entreprises", "coordination", "accompagnateur"
WHO = builders.PERSONNE
# A panel, the kind of what is in it, its id.
THINGS = [
    ("parcours", "etape", "etape-1"),
    ("emploi", "emploi", "emploi-1"),
    ("pieces", "cv", "cv-1"),
]


@pytest.fixture
def worked_on(peopled: Vault) -> Vault:
    """The vault of who works on an étape, a contract and a CV of the same person."""
    with peopled.work() as work:
        work.insert(builders.une_etape(debut=date(2026, 9, 1)))
        work.insert(builders.un_emploi(debut=date(2026, 9, 1), employeur="Ateliers du Robec"))
        work.insert(builders.un_cv())
        work.commit()
    be(peopled, RELATIONS)
    return peopled


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    dressed = Look(qapp, "clair")
    yield dressed
    dressed.enlarge(1.0)


def be(vault: Vault, role: str) -> None:
    """Make the vault another person's, of this role."""
    with vault.work() as work:
        who = replace(work.rows.identity(), role=role, utilisateur=role, nom=f"Nom {role}")
        work.identify(who)
        work.commit()


def says(vault: Vault, texte: str, kind: str, id_: str) -> None:
    """Have the coordination say something of a thing, as an exchange brings it."""
    said = Commentaire(
        id=Id(f"commentaire-{texte}"),
        dossier=WHO,
        sur_kind=kind,
        sur_id=Id(id_),
        texte=texte,
        auteur_nom="Philomène Astruc",
        ecrit_le=NOW,
    )
    arrive(vault, said, author=builders.AE)


def asks(vault: Vault, kind: str, id_: str, texte: str = "Est-ce signé ?") -> str:
    asked = Demande(
        id=Id("demande-1"),
        dossier=WHO,
        sur_kind=kind,
        sur_id=Id(id_),
        texte=texte,
        auteur_nom="Philomène Astruc",
        ecrit_le=NOW,
    )
    arrive(vault, asked, author=builders.AE)
    return asked.id


def at(house: House, panel: str) -> None:
    house.window.go(Place(Name.FILE, side(WHO, panel)))


def redrawn(house: House) -> None:
    """What arrived is shown."""
    with house.vault.work() as work:
        work.insert(builders.un_objectif(id=work.new_id()))
        moved = work.commit()
    house.jobs.changed.emit(moved)


@pytest.mark.parametrize(("panel", "kind", "id_"), THINGS)
@pytest.mark.usefixtures("worked_on")
def test_a_comment_is_written_about_each_thing_by_the_keyboard_alone(
    make_house: MAKE, panel: str, kind: str, id_: str
) -> None:
    house = make_house()
    at(house, panel)
    name = f"revue_{kind}_{id_}"
    house.find(QPushButton, name).setFocus()
    house.press(Qt.Key.Key_Return)
    assert house.focused() == "revue_texte"

    house.write("revue_texte", "L’employeur prolonge d’un mois.")
    house.tab_to("revue_commenter")
    house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: bool(house.all(Commentaire)))
    (said,) = house.all(Commentaire)
    assert (said.sur_kind, said.sur_id, said.dossier) == (kind, id_, WHO)
    assert said.texte == "L’employeur prolonge d’un mois."
    house.qtbot.waitUntil(
        lambda: house.find(QPushButton, name).text() == "Commenter, demander… (1)"
    )
    house.qtbot.waitUntil(lambda: house.focused() == name)
    assert house.say() == "Commentaire enregistré\u202f; il part avec le prochain échange."


def test_a_question_is_asked_answered_by_coordination_and_closed(
    worked_on: Vault, make_house: MAKE
) -> None:
    house = make_house()
    at(house, "emploi")
    house.click("revue_emploi_emploi-1")
    house.write("revue_texte", "Le contrat est-il signé ?")
    house.click("revue_demander")
    house.qtbot.waitUntil(lambda: bool(house.all(Demande)))
    leads = "revue_emploi_emploi-1"
    house.qtbot.waitUntil(lambda: house.find(QPushButton, leads).text() == "Question posée…")
    (asked,) = house.all(Demande)

    says(worked_on, "Oui.", "demande", asked.id)
    redrawn(house)

    house.qtbot.waitUntil(lambda: house.find(QPushButton, leads).text() == "Réponse reçue…")
    house.click(leads)
    assert "Oui." in house.find(QLabel, f"question_{asked.id}").text()
    house.click(f"clore_{asked.id}")
    house.qtbot.waitUntil(
        lambda: any(n.sur_kind == "demande" for n in house.all(PriseDeConnaissance))
    )
    with worked_on.look() as rows:
        assert ouvertes(rows) == ()


def test_a_question_that_waits_comes_first_in_the_list_and_is_answered_where_it_is_asked(
    worked_on: Vault, make_house: MAKE
) -> None:
    asked = asks(worked_on, "etape", "etape-1")
    house = make_house()
    at(house, "parcours")
    people = house.find(QListView, "file_liste").model()
    house.qtbot.waitUntil(lambda: "question" in str(people.index(0, 0).data()))
    assert AUTRE not in str(people.index(0, 0).data())
    assert (
        house.find(QLabel, "file_titre").text() == "Dossiers\u00a0: 2 · 1\u00a0question à répondre"
    )

    leads = house.find(QPushButton, "revue_etape_etape-1")
    assert leads.text() == "1\u00a0question à répondre…"
    leads.click()
    assert house.focused() == f"reponse_{asked}"
    house.write(f"reponse_{asked}", "Oui, lundi.")
    house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: bool(house.all(Commentaire)))
    with worked_on.look() as rows:
        (question,) = ouvertes(rows)
    assert question.repondue
    assert [said for _, _, said in question.suite] == ["Oui, lundi."]
    house.qtbot.waitUntil(lambda: house.find(QLabel, "file_titre").text() == "Dossiers\u00a0: 2")


def test_what_is_typed_comes_back_after_the_application_stopped(
    worked_on: Vault, make_house: MAKE
) -> None:
    asked = asks(worked_on, "cv", "cv-1")
    house = make_house()
    at(house, "pieces")
    house.click("revue_cv_cv-1")
    house.write("revue_texte", "Une autre version\nvient")
    house.write(f"reponse_{asked}", "Pas encore")

    def kept() -> bool:
        with worked_on.look() as rows:
            return len(saisies.of_dossier(rows.connection, WHO)) == 2

    house.qtbot.waitUntil(kept)
    house.jobs.close()

    after = make_house()
    at(after, "pieces")
    words, answer = (
        after.find(QPlainTextEdit, "revue_texte"),
        after.find(QLineEdit, f"reponse_{asked}"),
    )
    after.qtbot.waitUntil(lambda: words.toPlainText() == "Une autre version\nvient")
    after.qtbot.waitUntil(lambda: answer.text() == "Pas encore")
    after.click("revue_annuler")
    after.qtbot.waitUntil(lambda: not kept_any(worked_on))
    assert after.focused() == "revue_cv_cv-1"


def kept_any(vault: Vault) -> bool:
    with vault.look() as rows:
        return bool(saisies.of_dossier(rows.connection, WHO))


def test_what_arrives_is_shown_in_the_card_and_leaves_the_words_and_the_keyboard(
    worked_on: Vault, make_house: MAKE
) -> None:
    asked = asks(worked_on, "etape", "etape-1")
    house = make_house()
    at(house, "parcours")
    house.click("revue_etape_etape-1")
    house.write(f"reponse_{asked}", "Je demande")
    house.write("revue_texte", "Au fait")

    says(worked_on, "Vu au comité", "etape", "etape-1")
    says(worked_on, "Alors ?", "demande", asked)
    redrawn(house)

    house.qtbot.waitUntil(lambda: "Vu au comité" in house.find(QLabel, "revue_dit").text())
    house.qtbot.waitUntil(lambda: "Alors ?" in house.find(QLabel, f"question_{asked}").text())
    assert house.find(QLineEdit, f"reponse_{asked}").text() == "Je demande"
    assert house.find(QPlainTextEdit, "revue_texte").toPlainText() == "Au fait"
    assert house.focused() == "revue_texte"


@pytest.mark.usefixtures("worked_on")
def test_an_empty_comment_and_a_nir_are_refused_and_the_words_stay(make_house: MAKE) -> None:
    house = make_house()
    at(house, "parcours")
    house.click("revue_etape_etape-1")
    house.click("revue_commenter")
    house.qtbot.waitUntil(lambda: "avant de l’envoyer" in house.say())

    house.write("revue_texte", "Son numéro est 2 69 05 49 588 157 80")
    house.click("revue_demander")
    house.qtbot.waitUntil(lambda: "avant de l’envoyer" not in house.say())

    assert house.find(QPlainTextEdit, "revue_texte").toPlainText().startswith("Son numéro")
    assert house.all(Commentaire) == house.all(Demande) == ()


@pytest.mark.usefixtures("worked_on")
def test_pressed_twice_a_comment_is_written_once(make_house: MAKE) -> None:
    house = make_house()
    at(house, "parcours")
    house.click("revue_etape_etape-1")
    house.write("revue_texte", "Une fois")
    send = house.find(QAbstractButton, "revue_commenter")

    send.click()
    send.click()

    house.qtbot.waitUntil(lambda: bool(house.all(Commentaire)))
    house.jobs.drain()
    assert len(house.all(Commentaire)) == 1


@pytest.mark.usefixtures("worked_on")
def test_escape_gives_the_keyboard_back_to_where_one_came_from(make_house: MAKE) -> None:
    house = make_house()
    at(house, "parcours")
    house.click("revue_etape_etape-1")
    house.find(QPlainTextEdit, "revue_texte")

    QTest.keyClick(house.find(QPlainTextEdit, "revue_texte"), Qt.Key.Key_Escape)

    assert house.focused() == "revue_etape_etape-1"
    assert not [w for w in house.window.findChildren(QWidget, "revue_carte") if w.isVisible()]


@pytest.mark.usefixtures("worked_on")
def test_a_card_is_put_away_with_its_dossier_and_its_words_wait_there(make_house: MAKE) -> None:
    house = make_house()
    at(house, "parcours")
    house.click("revue_etape_etape-1")
    house.write("revue_texte", "À finir")
    people = house.find(QListView, "file_liste")
    other = next(
        people.model().index(row, 0)
        for row in range(2)
        if AUTRE in str(people.model().index(row, 0).data())
    )

    people.setCurrentIndex(other)
    house.qtbot.waitUntil(lambda: AUTRE in house.find(QLabel, "dossier_nom").text())
    assert not [w for w in house.window.findChildren(QWidget, "revue_carte") if w.isVisible()]

    at(house, "parcours")
    house.qtbot.waitUntil(
        lambda: house.find(QPlainTextEdit, "revue_texte").toPlainText() == "À finir"
    )


@pytest.mark.parametrize("role", [AE, COORDINATION, "responsable", "gestionnaire"])
def test_who_reviews_or_answers_elsewhere_has_no_second_place_for_it(
    worked_on: Vault, make_house: MAKE, role: str
) -> None:
    be(worked_on, role)
    house = make_house()
    for panel, last in (
        ("parcours", "etape_etape-1"),
        ("emploi", "emploi_emploi-1"),
        ("pieces", "cv_cv-1"),
    ):
        at(house, panel)
        house.find(QWidget, last)
        shown = house.window.screen_shown.findChildren(QPushButton)
        assert not [b for b in shown if b.objectName().startswith("revue_")]


def test_only_what_they_work_on_has_a_place_to_comment(worked_on: Vault, make_house: MAKE) -> None:
    """domain.md §2: an objective is none of theirs."""
    with worked_on.work() as work:
        work.insert(builders.un_objectif())
        work.commit()
    house = make_house()
    at(house, "parcours")
    house.find(QWidget, "etape_etape-1")

    shown = house.window.screen_shown.findChildren(QPushButton)

    assert not house.window.screen_shown.findChildren(QWidget, "objectif_objectif-1")
    assert [b.objectName() for b in shown if b.objectName().startswith("revue_")] == [
        "revue_etape_etape-1"
    ]


def test_with_letters_twice_as_large_the_card_stays_within_its_panel(
    worked_on: Vault, make_house: MAKE, look: Look
) -> None:
    asks(worked_on, "etape", "etape-1")
    house = make_house()
    at(house, "parcours")
    look.enlarge(max(SCALES))

    house.click("revue_etape_etape-1")
    settle()

    card = house.find(QWidget, "revue_carte")
    page = house.find(QScrollArea, "volet_parcours_page")
    assert card.width() <= page.viewport().width()
    assert page.widget().width() == page.viewport().width()
