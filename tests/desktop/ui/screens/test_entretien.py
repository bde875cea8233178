"""Rédiger: what is typed is kept, what lacks is said, one person's name alone is shown."""

from collections.abc import Callable
from datetime import date, time, timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.ui.places import Name
from desktop.ui.screens.entretien import EntretienScreen
from desktop.usecases.synchronisation import EtatExchange
from plie.kinds import Entretien, RendezVous
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, NOW, House

WHO = builders.PERSONNE
TEXT = "L’école a répondu : dossier accepté."


def the_draft(house: House) -> Entretien:
    (found,) = house.all(Entretien)
    assert isinstance(found, Entretien)
    return found


def begin(house: House) -> None:
    house.go(Name.NOUVEL_ENTRETIEN, WHO)
    house.qtbot.waitUntil(house.find(QPlainTextEdit, "entretien_contenu").isEnabled)


def test_the_clock_proposes_the_date_and_the_start(house: House) -> None:
    begin(house)

    assert house.find(QLineEdit, "entretien_date").text() == "10/09/2026"
    assert house.find(QLineEdit, "entretien_debut").text() == "14\u00a0h\u00a032"
    assert house.find(QPlainTextEdit, "entretien_contenu").hasFocus()


def test_what_is_typed_is_kept_within_two_seconds_and_said_after(house: House) -> None:
    begin(house)

    house.write("entretien_contenu", TEXT)

    assert house.find(QWidget, "finaliser")
    house.qtbot.waitUntil(lambda: the_draft(house).contenu == TEXT, timeout=2_000)
    note = house.find(QLabel, "note")
    house.qtbot.waitUntil(lambda: note.text() == "Enregistré à 14\u00a0h\u00a032")


def test_nothing_is_called_saved_before_it_is(house: House) -> None:
    begin(house)

    house.write("entretien_contenu", TEXT)

    assert house.find(QLabel, "note").text() == ""


def test_someone_who_types_without_a_pause_is_kept_too(house: House) -> None:
    begin(house)
    typed = 0

    def another_key() -> bool:
        nonlocal typed
        house.write("entretien_contenu", "x")
        typed += 1
        return bool(the_draft(house).contenu)

    # Keys come much faster than the pause that ends a sentence.
    house.qtbot.waitUntil(another_key, timeout=2_000)

    assert 0 < len(the_draft(house).contenu) < typed + 1


def test_leaving_at_once_loses_no_keystroke_and_reopening_shows_them(house: House) -> None:
    begin(house)
    house.write("entretien_contenu", TEXT)

    house.press(Qt.Key.Key_Escape)

    assert the_draft(house).contenu == TEXT
    house.go(Name.ENTRETIEN, the_draft(house).id)
    opened = house.find(QPlainTextEdit, "entretien_contenu")
    house.qtbot.waitUntil(lambda: opened.toPlainText() == TEXT)


def test_what_is_typed_during_a_save_is_saved_too_when_the_window_goes(house: House) -> None:
    begin(house)
    house.write("entretien_contenu", "Premier")
    screen = house.window.screen_shown
    assert isinstance(screen, EntretienScreen)
    screen._autosave.flush()

    house.write("entretien_contenu", " puis second")

    assert screen.may_leave()
    assert the_draft(house).contenu == "Premier puis second"


def test_words_that_nobody_will_save_any_more_hold_the_screen_but_not_for_ever(
    house: House,
) -> None:
    begin(house)
    house.write("entretien_contenu", TEXT)

    house.jobs.close()

    assert not house.window.screen_shown.may_leave()
    assert house.find(QPlainTextEdit, "entretien_contenu").toPlainText() == TEXT


def test_edits_made_one_after_the_other_are_one_author_never_a_conflict(house: House) -> None:
    begin(house)
    for word in ("Un", " deux", " trois"):
        house.write("entretien_contenu", word)
        before = the_draft(house).contenu
        house.qtbot.waitUntil(lambda b=before: the_draft(house).contenu != b, timeout=2_000)

    with house.vault.look() as rows:
        assert not rows.conflicts(Entretien, the_draft(house).id)


def test_what_cannot_be_saved_stays_on_the_screen_and_is_tried_again(house: House) -> None:
    begin(house)
    id_ = the_draft(house).id
    with house.vault.work() as work:
        work.connection.exec_driver_sql(
            "CREATE TRIGGER panne BEFORE UPDATE ON entretien BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
        work.commit()

    house.window.show_exchange(EtatExchange(enrolled=False, waiting=0))
    house.write("entretien_contenu", TEXT)

    house.qtbot.waitUntil(lambda: bool(house.say()), timeout=3_000)
    house.banner.hide()
    assert "pas encore enregistré" in house.window.status.sentence
    assert not house.window.screen_shown.may_leave()
    assert house.find(QPlainTextEdit, "entretien_contenu").toPlainText() == TEXT
    with house.vault.work() as work:
        work.connection.exec_driver_sql("DROP TRIGGER panne")
        work.commit()
    house.write("entretien_contenu", " Fin.")
    house.qtbot.waitUntil(
        lambda: house.all(Entretien, id=id_)[0].contenu == f"{TEXT} Fin.", timeout=3_000
    )
    house.qtbot.waitUntil(lambda: "tout est enregistré ici" in house.window.status.sentence)


def test_an_untouched_new_entretien_leaves_no_draft(house: House) -> None:
    """Asked twice while the vault is busy, and nothing typed meanwhile in what goes."""
    begin(house)
    gate = Event()
    house.jobs.look(house.jobs, lambda _rows: gate.wait(5), lambda _: None)

    house.click("revenir")
    house.click("revenir")

    assert not house.find(QPlainTextEdit, "entretien_contenu").isEnabled()
    gate.set()
    house.qtbot.waitUntil(lambda: not isinstance(house.window.screen_shown, EntretienScreen))
    house.jobs.drain()
    assert not house.all(Entretien)
    assert house.say() == ""


def test_giving_up_asks_first(house: House) -> None:
    begin(house)
    house.write("entretien_contenu", TEXT)

    house.click("abandonner")
    house.answer(yes=False)
    house.qtbot.waitUntil(lambda: the_draft(house).contenu == TEXT, timeout=2_000)
    house.click("abandonner")
    house.answer(yes=True)

    house.qtbot.waitUntil(lambda: not house.all(Entretien))


def test_people_present_and_what_is_decided_become_lists(house: House) -> None:
    begin(house)

    house.write("entretien_presents", "Élodie Marchetti, un interprète")
    house.write("entretien_suites", "Appeler l’école - vendredi\nRefaire le CV")
    house.leave_now()

    assert the_draft(house).presents == ("Élodie Marchetti", "un interprète")
    assert the_draft(house).suites == ("Appeler l’école - vendredi", "Refaire le CV")


def test_subjects_are_those_of_the_referentiel_and_are_checked_by_keyboard(house: House) -> None:
    begin(house)
    chips = house.find(QWidget, "entretien_sujets")
    chips.setFocus()

    house.qtbot.keyClick(house.window.focusWidget(), Qt.Key.Key_Right)
    house.qtbot.keyClick(house.window.focusWidget(), Qt.Key.Key_Space)
    house.leave_now()

    assert the_draft(house).sujets == (house.window.desk.referentiel.entretien.sujets[1].code,)


def test_finaliser_lists_what_lacks_and_leads_to_it(house: House) -> None:
    """C9-3-6: « avec mention de la date et de la durée »."""
    house.go(Name.ENTRETIEN, house.draft(date=None, duree_min=None, nature=""))
    house.find(QWidget, "entretien_contenu")

    house.click("finaliser")

    house.find(QWidget, "manque_duree_min")
    assert house.find(QLineEdit, "entretien_date").hasFocus()
    assert "La nature" in house.find(QLabel, "entretien_nature_objection").text()
    house.click("manque_nature")
    assert house.find(QComboBox, "entretien_nature").hasFocus()
    assert house.comptes_rendus() == ()


def test_what_makes_no_sense_is_said_at_finaliser(house: House) -> None:
    house.go(Name.ENTRETIEN, house.draft())
    date_ = house.find(QLineEdit, "entretien_date")
    house.qtbot.waitUntil(date_.isEnabled)
    date_.clear()
    house.write("entretien_date", "12/0")

    house.click("finaliser")

    assert "ne se lit pas" in house.find(QPushButton, "manque_date").text()
    assert house.find(QLabel, "entretien_date_objection").text()
    assert house.comptes_rendus() == ()


def test_ctrl_enter_finalises_and_shows_the_document(house: House) -> None:
    house.go(Name.ENTRETIEN, house.draft())
    house.qtbot.waitUntil(house.find(QWidget, "finaliser").isEnabled)

    house.find(QPlainTextEdit, "entretien_contenu").setFocus()
    house.qtbot.keyClick(
        house.window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )

    house.until_pages("relecture_pdf")
    (cr,) = house.comptes_rendus()
    assert cr.contenu == "Le projet d’aide-soignante se précise."


def test_the_next_appointment_is_typed_once(house: House) -> None:
    house.compte_rendu(prochain_debut=time(9, 30), prochain_lieu="Mairie")

    (taken,) = house.all(RendezVous)
    assert (taken.date, taken.debut, taken.lieu) == (date(2026, 9, 24), time(9, 30), "Mairie")


def test_the_duration_is_proposed_by_the_clock_kept_only_at_finaliser(house: House) -> None:
    begin(house)
    house.clock.at = NOW + timedelta(minutes=40)
    house.write("entretien_contenu", TEXT)
    start = house.find(QLineEdit, "entretien_debut")
    start.clear()
    house.write("entretien_debut", "14h30")

    shown = house.find(QLineEdit, "entretien_duree_min")
    house.qtbot.waitUntil(lambda: shown.text() == "42\u00a0min")
    house.qtbot.waitUntil(lambda: the_draft(house).debut == time(14, 30), timeout=2_000)
    assert the_draft(house).duree_min is None
    house.click("finaliser")
    house.until_pages("relecture_pdf")
    assert house.comptes_rendus()[0].duree_min == 42


def test_a_typed_duration_is_never_replaced_by_the_clock(house: House) -> None:
    begin(house)
    house.write("entretien_duree_min", "30")
    house.clock.at = NOW + timedelta(minutes=50)

    start = house.find(QLineEdit, "entretien_debut")
    start.clear()
    house.write("entretien_debut", "14h")
    house.leave_now()

    assert (the_draft(house).debut, the_draft(house).duree_min) == (time(14), 30)


@pytest.mark.parametrize("minutes", [45, None], ids=["typed", "proposed by the clock"])
def test_an_overlap_is_told_in_the_form_once_and_does_not_block(
    house: House, minutes: int | None
) -> None:
    house.draft(debut=time(13, 0))
    house.go(Name.ENTRETIEN, house.draft(debut=time(13, 10), duree_min=minutes))

    said = house.find(QLabel, "avertissement").text()
    house.click("finaliser")

    house.until_pages("relecture_pdf")
    assert said == (
        "À vérifier\u00a0: un autre entretien est noté au même moment, à 13\u00a0h pour 45\u00a0min."
    )
    assert house.say() == ""


def test_a_correction_makes_a_version_that_says_why(house: House) -> None:
    """domain.md §5: a finalised compte-rendu is never edited, both versions stay."""
    first = house.compte_rendu()
    house.go(Name.RELECTURE, first)
    house.click("corriger")
    contenu = house.find(QPlainTextEdit, "entretien_contenu")
    house.qtbot.waitUntil(contenu.isEnabled)
    house.write("entretien_contenu", "Précision. ")

    house.click("finaliser")
    assert "pourquoi" in house.find(QPushButton, "manque_motif").text()
    house.write("motif", "Il manquait une précision")
    house.click("finaliser")
    house.until_pages("relecture_pdf")

    old, new = sorted(house.comptes_rendus(), key=lambda cr: cr.version)
    assert (new.version, new.remplace, new.motif) == (2, old.id, "Il manquait une précision")
    assert old.contenu != new.contenu
    assert len(house.all(RendezVous)) == 1
    house.click("version_precedente")
    house.qtbot.waitUntil(lambda: "Remplacé" in house.find(QLabel, "etat").text())


def test_the_last_time_is_beside_the_form_with_what_is_still_to_sign(house: House) -> None:
    cr = house.compte_rendu(contenu="Premier bilan du projet.")
    house.go(Name.ENTRETIEN, house.draft())

    assert house.find(QLabel, "memoire_contenu").text() == "Premier bilan du projet."
    house.click(f"a_signer_{cr}")
    house.until_pages("relecture_pdf")


@pytest.mark.parametrize("name", [Name.ENTRETIEN, Name.RELECTURE, Name.SIGNATURE])
def test_no_hall_shows_the_name_of_anybody_else(house: House, name: Name) -> None:
    cr = house.compte_rendu()
    house.go(name, house.draft() if name is Name.ENTRETIEN else cr)
    house.qtbot.waitUntil(lambda: "Trévignac" in house.find(QLabel, "personne").text())

    assert not [text for text in house.texts() if AUTRE in text]


def test_every_control_says_its_name(house: House) -> None:
    begin(house)

    nameless = [w.objectName() for w in house.controls() if not house.spoken(w)]

    assert nameless == []


def test_the_keyboard_goes_through_the_form_in_reading_order(house: House) -> None:
    begin(house)
    house.find(QLineEdit, "entretien_date").setFocus()
    visited = []
    for _ in range(14):
        visited.append(house.focused())
        house.qtbot.keyClick(house.window.focusWidget(), Qt.Key.Key_Tab)

    first = house.window.desk.referentiel.entretien.sujets[0].code
    assert visited == [
        *(f"entretien_{name}" for name in ("date", "debut", "duree_min", "modalite", "nature")),
        *(f"entretien_{name}" for name in ("lieu", "presents", f"sujets_{first}", "contenu")),
        *("suites_texte", "suites_genre", "suites_le"),
        *("entretien_prochain_le", "entretien_prochain_debut"),
    ]


def test_typing_can_be_undone(house: House) -> None:
    begin(house)
    house.write("entretien_contenu", "Juste")
    contenu = house.find(QPlainTextEdit, "entretien_contenu")

    house.qtbot.keyClick(contenu, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert contenu.toPlainText() == ""


def test_the_same_vault_opened_again_shows_the_draft(make_house: Callable[..., House]) -> None:
    first = make_house()
    begin(first)
    first.write("entretien_contenu", TEXT)
    first.qtbot.waitUntil(lambda: the_draft(first).contenu == TEXT, timeout=2_000)

    second = make_house()
    second.go(Name.ENTRETIEN, the_draft(second).id)

    opened = second.find(QPlainTextEdit, "entretien_contenu")
    second.qtbot.waitUntil(lambda: opened.toPlainText() == TEXT)
