"""Ma file active: who is searched is who is shown, by the keyboard alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.tables import LECTURE
from desktop.models.vault import Vault
from desktop.ui.places import Name, Place
from desktop.ui.widgets.lists import PersonList
from desktop.usecases.identite import modifier
from desktop.usecases.revue import commenter
from plie.kinds import CompteRendu, RendezVous
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, NOW, House
from tests.desktop.usecases.alertes import COORDINATION

ONE = "Trévignac"


def name_shown(house: House) -> str:
    return house.find(QLabel, "dossier_nom").text()


def search(house: House, words: str) -> None:
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    house.qtbot.waitUntil(lambda: ONE in name_shown(house))
    house.write("file_recherche", words)


def test_the_dossier_of_someone_else_never_stays_beside_who_is_found(house: House) -> None:
    search(house, AUTRE[:4])

    house.qtbot.waitUntil(lambda: AUTRE in name_shown(house))


def test_the_dossier_shown_stays_while_it_is_among_those_found(house: House) -> None:
    search(house, ONE[:4])

    assert ONE in name_shown(house)


def test_nobody_found_is_said_beside_no_dossier_until_one_seeks_wider(house: House) -> None:
    search(house, "qqq")

    said = house.find(QLabel, "file_etats_state_sentence")
    house.qtbot.waitUntil(lambda: said.text() == "Personne ne répond à «\u00a0qqq\u00a0».")
    where = house.find(QLabel, "file_etats_state_next").text()
    beside = house.find(QLabel, "dossier_etats_state_sentence").text()
    house.click("file_etats_state_action")

    assert "dans les entretiens" in where
    assert beside == "Aucun dossier à montrer."
    house.qtbot.waitUntil(lambda: ONE in name_shown(house))
    assert house.focused() == "file_recherche"


def test_enter_and_the_down_arrow_go_from_the_words_to_who_is_found(house: House) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down):
        search(house, AUTRE[:4])

        house.press(key)

        assert house.find(PersonList, "file_liste").hasFocus()


def test_a_dossier_asked_for_is_shown_whatever_was_searched(house: House) -> None:
    search(house, AUTRE[:4])

    house.window.go(Place(Name.FILE, builders.PERSONNE))

    house.qtbot.waitUntil(lambda: ONE in name_shown(house))
    assert house.find(QLineEdit, "file_recherche").text() == ""


def test_enter_presses_the_button_that_has_the_focus(house: House) -> None:
    search(house, "")
    house.tab_to("nouvel_entretien")

    house.press(Qt.Key.Key_Return)

    assert house.find(QWidget, "entretien_contenu")


def test_one_comes_back_to_the_dossier_even_from_ma_journee(house: House) -> None:
    house.window.go(Place(Name.JOURNEE))
    house.go(Name.ENTRETIEN, house.draft())
    house.find(QWidget, "entretien_contenu")
    house.qtbot.waitUntil(lambda: ONE in house.find(QLabel, "personne").text())

    house.click("revenir")

    house.qtbot.waitUntil(lambda: ONE in name_shown(house))


def test_ma_journee_opens_the_compte_rendu_that_was_commented(house: House) -> None:
    cr = house.signed()
    with house.vault.work() as work:
        commenter(work, cr, texte="Pensez au CV.", now=NOW)
    house.window.go(Place(Name.JOURNEE))

    house.click(f"lire_{cr}")

    house.until_pages("relecture_pdf")
    assert "Pensez au CV." in house.texts()


def test_the_title_counts_apart_those_listed_outside_the_active_caseload(house: House) -> None:
    house.window.go(Place(Name.FILE))

    title = house.find(QLabel, "file_titre")
    others = house.find(QLabel, "file_autres")

    assert title.text() == "Ma file active\u00a0: 0 en parcours"
    assert others.text() == "Aussi dans la liste\u00a0: 2\u00a0orientées"


def test_a_word_of_an_entretien_finds_who_it_was_said_with(house: House) -> None:
    house.signed()
    with house.vault.look() as rows:
        said = rows.all(CompteRendu)[0].contenu
    word = max(said.split(), key=len).strip(".,;")

    search(house, word[:-1])

    people = house.find(PersonList, "file_liste").people
    house.qtbot.waitUntil(lambda: [line.id for line in people.rows] == [builders.PERSONNE])


def test_who_was_only_oriented_is_given_a_rendez_vous_too(house: House) -> None:
    house.window.go(Place(Name.FILE, builders.PERSONNE))

    house.write("prendre_le", "17/9\n")

    house.qtbot.waitUntil(lambda: len(house.all(RendezVous)) == 1)


def test_the_padlock_locks(house: House, qtbot: QtBot) -> None:
    padlock = house.window.findChild(QPushButton, "status_verrouiller")

    with qtbot.waitSignal(house.window.locked):
        qtbot.mouseClick(padlock, Qt.MouseButton.LeftButton)


def test_ctrl_n_in_ma_journee_opens_a_new_person(house: House, qtbot: QtBot) -> None:
    house.window.go(Place(Name.JOURNEE))
    house.find(QLabel, "journee_titre")

    qtbot.keyClick(house.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    house.find(QPushButton, "ouvrir_dossier")


def test_a_dossier_left_open_is_one_reading_and_opened_anew_another(
    peopled: Vault, make_house: Callable[..., House]
) -> None:
    """domain.md §11: each reading by someone other than the AE is logged, and nothing else."""
    with peopled.work() as work:
        work.identify(replace(work.rows.identity(), role=COORDINATION, token="jeton"))
        work.commit()
    house = make_house()

    def readings() -> int:
        with house.vault.look() as rows:
            return len(rows.connection.execute(select(LECTURE)).all())

    house.go(Name.FILE, builders.PERSONNE)
    house.qtbot.waitUntil(lambda: readings() == 1)
    house.clock.at += timedelta(hours=2)
    with house.vault.work() as work:
        moved = modifier(work, builders.PERSONNE, {"nom_usage": "Kerlann"}, {})
    house.jobs.changed.emit(moved)
    house.qtbot.waitUntil(lambda: "Kerlann" in name_shown(house))
    counted: list[int] = []
    house.jobs.look(house.window, lambda _rows: 1, counted.append)
    house.qtbot.waitUntil(lambda: bool(counted))

    assert readings() == 1
    house.go(Name.AGENDA, "")
    house.go(Name.FILE, builders.PERSONNE)
    house.qtbot.waitUntil(lambda: readings() == 2)
