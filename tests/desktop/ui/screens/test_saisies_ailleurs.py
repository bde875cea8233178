"""Words of the agenda, of what is in dispute and of what was set aside: given back after an end without a word."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
)
from shiboken6 import isValid

from desktop.models import saisies
from desktop.models.saisies import Saisie
from desktop.ui.places import Name, Place
from desktop.usecases.rendez_vous import prendre
from plie.kinds import Id, Permanence, Personne, RendezVous
from tests import builders
from tests.desktop.ui.screens.disputes import dispute, set_aside
from tests.desktop.ui.screens.house import NOW, House

MAKE = Callable[..., House]
LATER = NOW.date() + timedelta(days=3)


def waiting(house: House) -> tuple[Saisie, ...]:
    with house.vault.look() as rows:
        return saisies.open_ones(rows.connection)


def until_kept(house: House, words: str) -> Saisie:
    house.qtbot.waitUntil(lambda: any(words in str(one.mots) for one in waiting(house)))
    return waiting(house)[0]


def started_again(house: House, make_house: MAKE, kept: Saisie) -> House:
    """End without a word, start again, and go where what was found again is."""
    house.jobs.close()
    after = make_house()
    after.window.go(Place(Name(kept.carte.lieu), kept.carte.lieu_id))
    return after


def line(house: House, name: str) -> str:
    return house.find(QLineEdit, name).text()


def begun(house: House) -> Saisie:
    """Begin a rendez-vous in three days, with somebody."""
    house.window.go(Place(Name.AGENDA))
    house.find(QListWidget, f"jour_liste_{NOW.date().isoformat()}")
    house.click("agenda_nouveau")
    QTest.keyClicks(house.find(QComboBox, "rdv_form_personne"), "Tr")
    house.find(QLineEdit, "rdv_form_le").clear()
    house.write("rdv_form_le", f"{LATER:%d/%m/%Y}")
    house.write("rdv_form_debut", "9h30")
    house.write("rdv_form_lieu", "Annexe")
    return until_kept(house, "Annexe")


def test_a_rendez_vous_begun_comes_back_whole_and_of_nobody_by_name(
    house: House, make_house: MAKE
) -> None:
    kept = begun(house)
    assert "Trévignac" not in str(kept.mots)

    after = started_again(house, make_house, kept)

    after.qtbot.waitUntil(lambda: line(after, "rdv_form_lieu") == "Annexe")
    assert "Repris de ce que vous aviez tapé" in after.find(QLabel, "repris_quand").text()
    after.click("rdv_garder")
    after.qtbot.waitUntil(lambda: bool(after.all(RendezVous)))
    (taken,) = after.all(RendezVous)
    assert (taken.dossier, taken.date, taken.debut) == (builders.PERSONNE, LATER, time(9, 30))
    assert waiting(after) == ()


def test_a_moment_chosen_stays_under_the_words_that_waited_and_escape_forgets_them(
    house: House,
) -> None:
    day = NOW.date() + timedelta(days=1)
    with house.vault.work() as work:
        held = Permanence(
            id=work.new_id(), utilisateur=Id(work.rows.identity().utilisateur), lieu="Elbeuf",
            jour=day.weekday(), demi_journee="matin",
        )  # fmt: skip
        work.insert(held)
        work.commit()
    begun(house)
    free = house.find(QListWidget, f"jour_liste_{day.isoformat()}")
    free.setFocus()
    free.setCurrentRow(0)

    house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: line(house, "rdv_form_lieu") == "Annexe")
    assert line(house, "rdv_form_le") == f"{day:%d/%m/%Y}"
    house.press(Qt.Key.Key_Escape)
    house.qtbot.waitUntil(lambda: waiting(house) == ())


def test_a_rendez_vous_taken_all_the_same_once_its_form_is_put_away_leaves_no_words(
    house: House,
) -> None:
    with house.vault.work() as work:
        other = next(p.id for p in work.rows.all(Personne) if p.id != builders.PERSONNE)
        prendre(
            work, other, le=LATER, debut=time(9, 30), duree_min=45, lieu="Elbeuf", now=NOW
        )  # fmt: skip
    begun(house)
    house.click("rdv_garder")
    form = house.find(QLineEdit, "rdv_form_le")
    house.qtbot.waitUntil(lambda: bool(QApplication.activeModalWidget()))
    house.click("agenda_permanences")
    house.qtbot.waitUntil(lambda: not isValid(form))

    house.answer(yes=True)

    house.qtbot.waitUntil(lambda: len(house.all(RendezVous)) == 2)
    house.jobs.drain()
    assert waiting(house) == ()


def test_another_day_asked_for_a_rendez_vous_comes_back_on_it(
    house: House, make_house: MAKE
) -> None:
    with house.vault.work() as work:
        id_ = prendre(
            work, builders.PERSONNE, le=LATER, debut=time(16), duree_min=45, lieu="Elbeuf", now=NOW
        ).id_of("rendez_vous")  # fmt: skip
    house.window.go(Place(Name.AGENDA, LATER.isoformat()))
    listed = house.find(QListWidget, f"jour_liste_{LATER.isoformat()}")
    listed.setFocus()
    listed.setCurrentRow(0)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    house.click("rdv_reporter")
    house.write("rdv_form_le", "25/09/2026")
    kept = until_kept(house, "25/09/2026")
    assert kept.carte.dossier == builders.PERSONNE

    after = started_again(house, make_house, kept)

    after.qtbot.waitUntil(lambda: line(after, "rdv_form_le") == "25/09/2026")
    after.click("rdv_garder")
    moved = date(2026, 9, 25)
    after.qtbot.waitUntil(lambda: any(r.date == moved for r in after.all(RendezVous)))
    assert [r.issue for r in after.all(RendezVous, id=id_)] == ["reporte"]
    assert waiting(after) == ()


@pytest.fixture
def disputed(house: House) -> str:
    return dispute(house, before="Avant.", here="Ici.", there="Là-bas.")


def test_a_third_text_comes_back_in_its_dispute_and_goes_once_it_is_settled(
    house: House, make_house: MAKE, disputed: str
) -> None:
    house.go(Name.ECHANGES, "")
    house.click(f"ouvrir_autre_{disputed}_contenu")
    editor = f"autre_{disputed}_contenu_contenu"
    house.find(QPlainTextEdit, editor).selectAll()
    house.write(editor, "Ni l’un ni l’autre.")
    kept = until_kept(house, "Ni l’un ni l’autre.")

    after = started_again(house, make_house, kept)

    text = after.find(QPlainTextEdit, editor)
    after.qtbot.waitUntil(lambda: text.toPlainText() == "Ni l’un ni l’autre.")
    after.click(f"garder_{disputed}_contenu_0")
    after.qtbot.waitUntil(lambda: after.find(QLabel, "echanges_rien").isVisible())
    after.jobs.drain()
    assert waiting(after) == ()


def test_why_something_set_aside_is_given_up_comes_back(house: House, make_house: MAKE) -> None:
    id_ = set_aside(house)
    house.go(Name.ECHANGES, "")
    house.write(f"renonce_motif_{id_}", "Saisi deux fois")
    kept = until_kept(house, "Saisi deux fois")

    after = started_again(house, make_house, kept)

    after.qtbot.waitUntil(lambda: line(after, f"renonce_motif_{id_}") == "Saisi deux fois")


def test_the_next_rendez_vous_asked_in_the_dossier_comes_back_until_it_is_taken(
    house: House, make_house: MAKE
) -> None:
    house.window.go(Place(Name.FILE, builders.PERSONNE))
    house.write("prendre_le", "17/9")
    house.write("prendre_a", "9h30")
    kept = until_kept(house, "9h30")
    assert kept.carte.dossier == builders.PERSONNE

    house = started_again(house, make_house, kept)
    house.qtbot.waitUntil(lambda: line(house, "prendre_a") == "9h30")
    assert "Repris de ce que vous aviez tapé" in house.find(QLabel, "repris_quand").text()
    house.find(QLineEdit, "prendre_le").setFocus()
    house.press(Qt.Key.Key_Return)

    house.qtbot.waitUntil(lambda: bool(house.all(RendezVous)))
    house.jobs.drain()
    (taken,) = house.all(RendezVous)
    assert (taken.date, taken.debut) == (date(2026, 9, 17), time(9, 30))
    assert waiting(house) == ()
