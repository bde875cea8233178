"""Words of a card that tells a fact: kept while they are typed, given back, gone with « Enregistrer » or « Annuler »."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.models import saisies
from desktop.models.saisies import Saisie
from desktop.ui.places import Name, Place, side
from plie.kinds import Cloture, FseReleve, Personne, SortieProposee
from tests import builders
from tests.desktop.ui.screens.house import House

MAKE = Callable[..., House]


def kept(house: House) -> tuple[Saisie, ...]:
    with house.vault.look() as rows:
        return saisies.of_dossier(rows.connection, builders.PERSONNE)


def until_kept(house: House) -> Saisie:
    house.qtbot.waitUntil(lambda: bool(kept(house)))
    return kept(house)[0]


def until_nothing_kept(house: House) -> None:
    house.qtbot.waitUntil(lambda: not kept(house))


def choose(house: House, name: str, code: str) -> None:
    box = house.find(QComboBox, name)
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def at(house: House, panel: str) -> None:
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, panel)))


def fill_fse(house: House) -> None:
    at(house, "fse")
    house.click("fse_remplir_entree")
    choose(house, "fse_handicap", "ne_souhaite_pas")


def close_in_words(house: House) -> None:
    at(house, "commission")
    house.click("geste_clore")
    choose(house, "geste_motif", "retrait")
    house.write("geste_moyens", "Deux appels")


def propose(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.une_decision(prise_le=date(2026, 1, 15)))
        work.insert(builders.un_emploi(type="cdi", debut=date(2026, 2, 2), employeur="Ateliers"))
        work.commit()
    house.window.go(Place(Name.SORTIE, builders.PERSONNE))
    house.write("sortie_texte", "Elle se plaît à l’atelier")


def test_a_record_of_the_fse_left_for_another_place_opens_again_with_its_words(
    house: House,
) -> None:
    fill_fse(house)
    until_kept(house)

    house.window.go(Place(Name.JOURNEE))
    house.clock.at += timedelta(days=1)
    at(house, "fse")

    assert house.find(QComboBox, "fse_handicap").currentData() == "ne_souhaite_pas"


def test_the_application_ended_without_a_word_and_the_words_come_back_with_their_hour(
    house: House, make_house: MAKE
) -> None:
    fill_fse(house)
    until_kept(house)
    house.jobs.close()

    after = make_house()
    at(after, "fse")

    said = after.find(QLabel, "repris_quand").text()
    assert said == "Repris de ce que vous aviez tapé le 10/09/2026 à 14\u00a0h\u00a032."
    assert after.find(QComboBox, "fse_handicap").currentData() == "ne_souhaite_pas"
    after.click("fse_enregistrer")
    after.qtbot.waitUntil(lambda: bool(after.all(FseReleve)))
    assert kept(after) == ()


@pytest.mark.parametrize(("typed", "given"), [("hier", "09/09/2026"), ("12/0", "12/0")])
def test_a_day_said_from_today_is_given_back_as_the_day_that_was_meant(
    house: House, make_house: MAKE, typed: str, given: str
) -> None:
    house.go(Name.IDENTITE, builders.PERSONNE)
    born = house.find(QLineEdit, "identite_formulaire_naissance_le")
    house.qtbot.waitUntil(lambda: bool(born.text()))
    born.clear()
    house.write("identite_formulaire_naissance_le", typed)
    until_kept(house)
    assert born.text() == typed
    house.jobs.close()
    house.clock.at += timedelta(days=3)

    after = make_house()
    after.go(Name.IDENTITE, builders.PERSONNE)

    again = after.find(QLineEdit, "identite_formulaire_naissance_le")
    after.qtbot.waitUntil(lambda: again.text() == given)


def test_what_is_given_up_is_kept_no_longer(house: House) -> None:
    fill_fse(house)
    until_kept(house)

    house.click("fse_annuler")

    until_nothing_kept(house)
    house.click("fse_remplir_entree")
    assert house.find(QComboBox, "fse_handicap").currentData() != "ne_souhaite_pas"


def test_a_gesture_told_in_part_comes_back_whole_and_is_written_once(
    house: House, make_house: MAKE
) -> None:
    close_in_words(house)
    until_kept(house)
    house.jobs.close()

    after = make_house()
    at(after, "commission")
    house.qtbot.waitUntil(
        lambda: after.find(QPlainTextEdit, "geste_moyens").toPlainText() == "Deux appels"
    )
    assert after.find(QComboBox, "geste_motif").currentData() == "retrait"
    after.click("geste_enregistrer")

    after.qtbot.waitUntil(lambda: bool(after.all(Cloture)))
    assert kept(after) == ()


def test_a_gesture_refused_keeps_its_words(house: House) -> None:
    at(house, "commission")
    house.click("geste_clore")
    choose(house, "geste_motif", "retrait")
    until_kept(house)

    house.click("geste_enregistrer")

    assert "moyens" in house.find(QLabel, "geste_moyens_objection").text()
    assert kept(house)


def test_escape_gives_a_gesture_up_with_its_words(house: House) -> None:
    close_in_words(house)
    until_kept(house)

    house.press(Qt.Key.Key_Escape)

    until_nothing_kept(house)


def test_the_fields_of_the_answer_chosen_come_back_with_it(house: House, make_house: MAKE) -> None:
    with house.vault.work() as work:
        work.insert(
            Cloture(
                id=work.new_id(), dossier=builders.PERSONNE, parcours=builders.PARCOURS,
                close_le=house.clock().date(), motif="retrait", moyens="Appels",
            )
        )  # fmt: skip
        work.commit()
    at(house, "commission")
    house.click("geste_ouvrir")
    choose(house, "geste_origine", "reprise")
    house.write("geste_reprise_decision", "Comité du 6 avril")
    house.write("geste_integre_le", "12/0")
    house.qtbot.waitUntil(lambda: "integre_le" in str([s.mots for s in kept(house)]))
    house.jobs.close()

    after = make_house()
    at(after, "commission")

    line = after.find(QLineEdit, "geste_reprise_decision")
    after.qtbot.waitUntil(lambda: line.text() == "Comité du 6 avril")
    assert after.find(QLineEdit, "geste_integre_le").text() == "12/0"
    assert after.find(QComboBox, "geste_origine").currentData() == "reprise"


def test_erased_words_are_forgotten_and_one_may_think_again(house: House, make_house: MAKE) -> None:
    close_in_words(house)
    until_kept(house)
    house.jobs.close()
    after = make_house()
    at(after, "commission")
    after.click("repris_effacer")
    text = after.find(QPlainTextEdit, "geste_moyens")
    assert text.toPlainText() == ""
    until_nothing_kept(after)

    after.banner.findChild(QWidget, "banner_action").click()

    assert after.find(QPlainTextEdit, "geste_moyens").toPlainText() == "Deux appels"
    until_kept(after)


def test_a_sortie_left_in_the_middle_waits_for_its_return(house: House) -> None:
    propose(house)

    house.click("revenir")
    found = until_kept(house)
    house.window.go(Place(Name.SORTIE, builders.PERSONNE))

    assert (found.carte.titre, found.carte.lieu) == ("Proposer la sortie", "sortie")
    line = house.find(QPlainTextEdit, "sortie_texte")
    house.qtbot.waitUntil(lambda: line.toPlainText() == "Elle se plaît à l’atelier")
    house.click("sortie_proposer")
    house.qtbot.waitUntil(lambda: bool(house.all(SortieProposee)))
    assert kept(house) == ()


def test_what_is_not_touched_is_not_kept(house: House) -> None:
    at(house, "commission")
    house.click("geste_clore")

    house.window.go(Place(Name.JOURNEE))
    house.jobs.drain()

    assert kept(house) == ()


def test_words_typed_and_taken_back_are_not_kept(house: House) -> None:
    close_in_words(house)
    until_kept(house)

    choose(house, "geste_motif", "")
    house.find(QPlainTextEdit, "geste_moyens").clear()

    until_nothing_kept(house)


def test_another_dossier_shows_nothing_of_it_and_the_first_finds_its_words_again(
    house: House,
) -> None:
    close_in_words(house)
    (other,) = (p.id for p in house.all(Personne) if p.id != builders.PERSONNE)

    house.window.go(Place(Name.FILE, side(other, "commission")))
    until_kept(house)
    house.jobs.drain()

    assert not [w for w in house.window.findChildren(QWidget, "geste_carte") if w.isVisible()]
    at(house, "commission")
    text = house.find(QPlainTextEdit, "geste_moyens")
    house.qtbot.waitUntil(lambda: text.toPlainText() == "Deux appels")
