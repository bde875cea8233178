"""The lock, whoever asks: nothing personal stays in any widget, nothing typed is lost, one comes back."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.app.guards import Guards
from desktop.app.idle import Idle
from desktop.app.surroundings import Surroundings, real
from desktop.demo import scene
from desktop.demo.scene import PASSPHRASE
from desktop.demo.seat import Seat
from desktop.demo.store import DemoStore
from desktop.models.errors import VaultClosed
from desktop.ui.places import Name, Place
from desktop.ui.widgets.question import Question
from plie.kinds import Entretien, Personne
from plie.vocabulaire import Role
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.app.remains import remains
from tests.stories import gestes

NOM = "Hoel Kervazo"
PRENOMS, PERSON = "Azenor", "Brévignac-Lanmeur"
SAID = "Vézelineau cherche un quortemps à Ploudanvel."
CANARIES = (NOM, PERSON, PRENOMS, "Vézelineau", "Ploudanvel", "Barzillac")


@pytest.fixture
def seat(sit: MakeSeat) -> Iterator[Seat]:
    """Someone whose vault has one person, at the list of persons."""
    made = sit()
    made.window.activateWindow()
    Guards(the_application(), made.door, real())
    made.door.open()
    gestes.creer_coffre(made, NOM)
    gestes.ouvrir_dossier(made, PRENOMS, PERSON)
    yield made
    QGuiApplication.clipboard().clear()


def unlock(seat: Seat) -> None:
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()


def lock(seat: Seat) -> list[str]:
    """Lock; return the canaries that some widget of the process still holds."""
    seat.door.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert seat.door.house is None
    return remains(CANARIES)


def the_draft(seat: Seat) -> Entretien:
    with seat.house.vault.look() as rows:
        (found,) = rows.all(Entretien)
    return found


@pytest.mark.parametrize(
    "name",
    [
        Name.JOURNEE,
        Name.FILE,
        Name.POSTE,
        Name.NOUVEAU_DOSSIER,
        Name.NOUVEL_ENTRETIEN,
        Name.DOCUMENTS,
        "question",
        "menu",
        "clipboard",
        "undo",
        "search",
    ],
)
def test_no_word_of_a_person_stays_in_any_widget(seat: Seat, qtbot: QtBot, name: str) -> None:
    shown = STATES.get(name, go)
    shown(seat, name)
    seat.house.jobs.drain()
    before = remains(CANARIES)

    left = lock(seat)

    assert qtbot
    assert before, "the test must see what is shown before the lock"
    assert left == []
    assert "verrouillée" in gestes.mots(seat)


def test_one_comes_back_to_the_field_the_cursor_and_the_scroll(seat: Seat, qtbot: QtBot) -> None:
    gestes.ecrire(seat, SAID)
    text = seat.window.findChild(QPlainTextEdit, "entretien_contenu")
    text.appendPlainText("ligne\n" * 60)
    cursor = text.textCursor()
    cursor.setPosition(12)
    cursor.setPosition(20, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    text.verticalScrollBar().setValue(25)
    assert text.verticalScrollBar().value() == 25

    lock(seat)
    unlock(seat)
    back = seat.hands.find(QPlainTextEdit, "entretien_contenu")
    draft = the_draft(seat)

    assert draft.contenu.startswith(SAID + "\nligne")
    assert back.toPlainText().startswith(SAID)
    assert (back.textCursor().anchor(), back.textCursor().position()) == (12, 20)
    assert seat.house.main.focusWidget() is back
    qtbot.waitUntil(lambda: back.verticalScrollBar().value() == 25)
    # As it was saved: nothing is to be written again.
    assert seat.house.main.screen_shown.may_leave()
    assert the_draft(seat) == draft


def test_what_was_typed_just_before_is_saved_first(seat: Seat) -> None:
    seat.hands.click("nouvel_entretien")
    seat.hands.until(seat.hands.find_any("entretien_contenu").isEnabled, "l’entretien")
    seat.hands.write("entretien_contenu", SAID)

    lock(seat)
    unlock(seat)

    assert the_draft(seat).contenu == SAID


def test_what_is_typed_while_the_store_answers_an_invitation_is_saved_first(seat: Seat) -> None:
    gestes.ecrire(seat, SAID)
    seat.hands.write("entretien_contenu", " Rendez-vous pris")
    seat.hands.click("abandonner")
    seat.hands.until(lambda: isinstance(seat.window.findChild(Question), Question), "la question")

    seat.house.renew()

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert seat.window.findChild(Question) is None
    assert "Rendez-vous pris" in the_draft(seat).contenu


def test_what_is_typed_and_makes_no_sense_yet_comes_back_as_typed(seat: Seat) -> None:
    seat.hands.click("nouvel_entretien")
    seat.hands.until(seat.hands.find_any("entretien_contenu").isEnabled, "l’entretien")
    seat.hands.write("entretien_date", "12/0")

    lock(seat)
    unlock(seat)

    assert seat.hands.find_any("entretien_date").property("text") == "12/0"


def test_what_the_disk_refuses_is_kept_sealed_and_saved_once_it_can_be(seat: Seat) -> None:
    seat.hands.click("nouvel_entretien")
    seat.hands.until(seat.hands.find_any("entretien_contenu").isEnabled, "l’entretien")
    panne(
        seat,
        "CREATE TRIGGER panne BEFORE UPDATE ON entretien "
        "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    )
    seat.hands.write("entretien_contenu", SAID * 40)

    left = lock(seat)
    told = seat.hands.text("deverrouillage_objection")
    kept = seat.door._marks
    held = b"".join(mark.sealed for mark in kept.values())
    seat.window.close()
    asked = seat.hands.text("question_sentence")
    seat.hands.click("question_no")
    unlock(seat)
    typed = seat.hands.find(QPlainTextEdit, "entretien_contenu").toPlainText()
    seat.window.close()
    warned = seat.hands.text("question_detail")
    seat.hands.click("question_no")

    assert left == []
    assert "gardé" in told
    assert held
    assert b"zelineau" not in held
    assert "Fermer" in asked
    assert "fermer le perdrait" in warned
    assert typed == SAID * 40
    panne(seat, "DROP TRIGGER panne")
    assert seat.house.main.screen_shown.may_leave()
    assert the_draft(seat).contenu == SAID * 40


def test_another_dossier_form_half_filled_comes_back(seat: Seat) -> None:
    go(seat, Name.NOUVEAU_DOSSIER)
    seat.hands.write("nouveau_formulaire_nom", "Barzillac")

    left = lock(seat)
    unlock(seat)

    assert left == []
    assert seat.hands.find_any("nouveau_formulaire_nom").property("text") == "Barzillac"


def test_nobody_there_for_the_minutes_chosen_is_told_then_locked_out(
    sit: MakeSeat, qtbot: QtBot
) -> None:
    seat, hours = sit(), Hours()
    guards = Guards(the_application(), seat.door, hours.around())
    seat.door.open()
    gestes.creer_coffre(seat, NOM)
    seat.hands.click_item("rail", Name.POSTE)
    seat.hands.choose("poste_verrouillage", 3)

    hours.pass_by(guards.idle, 150)
    told = seat.hands.text("avis_verrouillage")
    with qtbot.waitSignal(seat.door.left):
        hours.pass_by(guards.idle, 30)

    assert "30\u00a0secondes" in told
    assert seat.hands.shows("deverrouiller")
    assert not seat.hands.shows("avis_verrouillage")


def test_a_window_that_is_gone_is_watched_no_more(sit: MakeSeat) -> None:
    seat = sit()
    guards = Guards(the_application(), seat.door, real())
    seat.door.open()
    gestes.creer_coffre(seat, NOM)
    assert guards.idle._timer.isActive()

    seat.window.destroyed.emit()

    assert not guards.idle._timer.isActive()


def test_a_lock_asked_twice_and_by_several_is_one_lock(seat: Seat) -> None:
    gone: list[str] = []
    seat.door.left.connect(lambda: gone.append("left"))

    for _ in range(3):
        seat.door.lock()

    assert gone == ["left"]


def test_the_person_s_turn_begins_again_at_the_hand_over(sit: MakeSeat, store: DemoStore) -> None:
    seat = signing(sit, store, "Enora")
    gestes.donner_a_lire(seat)
    seat.hands.click("position_accord")
    seat.hands.draw("pad_personne", scene.with_the_mouse(3))

    left = lock(seat)
    unlock(seat)

    seat.hands.until(lambda: seat.hands.shows("remise_ok"), "la remise")
    assert left == []
    assert not seat.hands.shows("pad_personne")
    assert not seat.hands.shows("pad_accompagnateur")


def test_after_the_person_answered_the_lock_leads_to_the_hand_back(
    sit: MakeSeat, store: DemoStore
) -> None:
    seat = signing(sit, store, "Gwenn")
    gestes.donner_a_lire(seat)
    gestes.personne_signe(seat)
    gestes.reprendre(seat)

    left = lock(seat)
    unlock(seat)

    seat.hands.until(lambda: seat.hands.shows("rendre_ok"), "la reprise")
    assert left == []
    assert not seat.hands.shows("pad_personne")
    assert not seat.hands.shows("pad_accompagnateur")


def test_a_lock_during_an_exchange_stops_it_and_the_next_one_ends_it(
    sit: MakeSeat, store: DemoStore
) -> None:
    seat = enrolled(sit, store)
    gestes.ouvrir_dossier(seat, "Soizic", PERSON)
    seat.hands.click("status_action")

    left = lock(seat)
    unlock(seat)
    seat.exchange()

    assert left == []
    assert seat.house.main.status.sentence.startswith("À jour")


class Hours:
    """Time that goes by when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 9, tzinfo=UTC)

    def around(self) -> Surroundings:
        return Surroundings(lambda: self.now, os.urandom)

    def pass_by(self, idle: Idle, seconds: int) -> None:
        for _ in range(seconds):
            self.now += timedelta(seconds=1)
            idle.look()


def the_application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def enrolled(sit: MakeSeat, store: DemoStore) -> Seat:
    seat = sit()
    seat.window.activateWindow()
    seat.door.open()
    gestes.creer_coffre(seat, NOM)
    return gestes.relier(seat, store, NOM, Role.ACCOMPAGNATEUR)


def signing(sit: MakeSeat, store: DemoStore, prenoms: str) -> Seat:
    seat = enrolled(sit, store)
    gestes.ouvrir_dossier(seat, prenoms, PERSON)
    gestes.ecrire(seat, SAID)
    gestes.finaliser(seat)
    return seat


def panne(seat: Seat, statement: str) -> None:
    with seat.house.vault.work() as work:
        work.connection.exec_driver_sql(statement)
        work.commit()


def go(seat: Seat, name: str) -> None:
    with seat.house.vault.look() as rows:
        (person,) = rows.all(Personne)
    id_ = person.id if name in {Name.NOUVEL_ENTRETIEN, Name.FILE} else ""
    seat.house.main.go(Place(Name(name), id_))


def _question(seat: Seat, _name: str) -> None:
    gestes.ecrire(seat, SAID)
    seat.house.speak.ask(f"Abandonner l’entretien de {PERSON}\u202f?", yes="Oui", then=print)


def _menu(seat: Seat, _name: str) -> None:
    menu = QMenu(seat.house.main)
    menu.addAction(f"Relire {PERSON}").setToolTip(PERSON)
    menu.popup(seat.window.pos())


def _clipboard(seat: Seat, _name: str) -> None:
    gestes.ecrire(seat, SAID)
    field = seat.hands.find(QPlainTextEdit, "entretien_contenu")
    field.selectAll()
    field.copy()
    assert SAID in QGuiApplication.clipboard().text()


def _undo(seat: Seat, _name: str) -> None:
    gestes.ecrire(seat, SAID)
    field = seat.hands.find(QPlainTextEdit, "entretien_contenu")
    field.undo()
    assert field.document().isRedoAvailable()


def _search(seat: Seat, _name: str) -> None:
    go(seat, Name.FILE)
    seat.hands.write("file_recherche", PERSON)


STATES: dict[str, Callable[[Seat, str], None]] = {
    "question": _question,
    "menu": _menu,
    "clipboard": _clipboard,
    "undo": _undo,
    "search": _search,
}


def test_a_reading_that_hangs_holds_neither_the_screen_nor_the_key(
    seat: Seat, qtbot: QtBot
) -> None:
    vault, folder = seat.house.vault, seat.house.vault.folder

    with vault.look() as rows:
        assert lock(seat) == []
        assert seat.hands.shows("deverrouiller")
        with pytest.raises(VaultClosed), vault.look():
            pass
        # It reads to its end what it had begun.
        assert [person.nom for person in rows.all(Personne)] == [f"{PRENOMS} {PERSON}"]

    qtbot.waitUntil(lambda: not list(folder.glob("coffre.db-*")))
    with pytest.raises(VaultClosed), vault.work():
        pass
    unlock(seat)
