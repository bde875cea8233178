"""A mistake in a dossier is put right: a line, a rendez-vous, an identity. What was written first stays."""

from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from desktop.ui.places import Name
from desktop.ui.widgets.timeline import Timeline
from desktop.usecases.dossiers import assemble
from desktop.usecases.fil import fil
from desktop.usecases.rendez_vous import reprendre, terminer
from desktop.usecases.situation import vue
from plie.kinds import Coordonnees, Evenement, Personne, RendezVous
from plie.vocabulaire import IssueRendezVous
from tests import builders
from tests.desktop.ui.screens.house import NOW, House


def noted(house: House) -> str:
    with house.vault.work() as work:
        id_ = work.new_id()
        work.insert(
            builders.un_evenement(id=id_, date=NOW.date(), genre="appel", texte="Appelée à 10 h")
        )
        work.commit()
    return id_


def story(house: House) -> list[tuple[str, str]]:
    with house.vault.look() as rows:
        whole = assemble(rows, builders.PERSONNE)
    lines = fil(whole, zone=house.window.desk.referentiel.zone)
    return [(line.titre, line.detail) for line in lines if line.kind == "evenement"]


def opened(house: House, id_: str) -> None:
    """Choose a line of the story by keyboard, and ask to correct it."""
    house.go(Name.FILE, builders.PERSONNE)
    line = f"evenement:{id_}"
    timeline = house.find(Timeline, "dossier_fil")
    house.qtbot.waitUntil(lambda: timeline.choose(line) or timeline.currentIndex().isValid())
    house.click("fil_corriger")


def test_a_line_is_corrected_by_one_more_that_names_it(house: House) -> None:
    id_ = noted(house)
    opened(house, id_)
    house.qtbot.waitUntil(lambda: house.focused() == "ligne_texte")

    house.find(QLineEdit, "ligne_texte").clear()
    house.write("ligne_texte", "Appelée à 11 h\n")

    house.qtbot.waitUntil(lambda: len(house.all(Evenement)) == 2)
    after = next(e for e in house.all(Evenement) if e.remplace)
    assert (after.remplace, after.texte, after.motif) == (id_, "Appelée à 11 h", "Saisi par erreur")
    assert ("Appel — corrigé", "Appelée à 10 h — Saisi par erreur") in story(house)
    assert ("Appel", "Appelée à 11 h") in story(house)
    house.qtbot.waitUntil(lambda: house.focused() == "dossier_fil")


def test_a_line_entered_by_mistake_is_cancelled_and_says_so(house: House) -> None:
    id_ = noted(house)
    opened(house, id_)

    house.click("ligne_annuler")

    house.qtbot.waitUntil(lambda: len(house.all(Evenement)) == 2)
    assert story(house) == [("Appel — annulé", "Appelée à 10 h — Saisi par erreur")]
    mend = house.find(QPushButton, "fil_corriger")
    house.qtbot.waitUntil(lambda: not mend.isEnabled())


def test_a_correction_without_words_is_refused_in_the_card(house: House) -> None:
    opened(house, noted(house))
    house.find(QLineEdit, "ligne_texte").clear()

    house.click("ligne_corriger")

    said = "Notez en quelques mots ce qui s’est passé."
    house.qtbot.waitUntil(lambda: house.find(QLabel, "ligne_objection").text() == said)
    assert len(house.all(Evenement)) == 1


def test_what_was_said_of_a_rendez_vous_is_taken_back_from_the_banner(house: House) -> None:
    with house.vault.work() as work:
        id_ = work.new_id()
        work.insert(builders.un_rendez_vous(id=id_, date=date(2026, 9, 24), debut=time(9)))
        work.commit()
    house.go(Name.FILE, builders.PERSONNE)
    assert house.find(QPushButton, f"excuse_{id_}").text() == "Annulé (prévenu)"

    house.click(f"excuse_{id_}")

    told = ("Rendez-vous — Annulé (prévenu)", "Prévenu avant le rendez-vous du 24/09/2026")
    house.qtbot.waitUntil(lambda: told in story(house))
    undo = house.window.findChild(QPushButton, "banner_action")
    house.qtbot.waitUntil(undo.isVisible)
    house.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    house.qtbot.waitUntil(lambda: house.all(RendezVous)[0].issue == IssueRendezVous.PREVU)
    assert [titre for titre, _ in story(house)] == ["Rendez-vous — Annulé (prévenu) — annulé"]
    house.find(QWidget, f"annule_{id_}")


def test_one_taken_by_mistake_is_no_longer_due_and_stays_in_the_story(house: House) -> None:
    with house.vault.work() as work:
        id_ = work.new_id()
        work.insert(builders.un_rendez_vous(id=id_, date=date(2026, 9, 24), debut=time(9)))
        work.commit()
    with house.vault.work() as work:
        terminer(work, id_, IssueRendezVous.ANNULE, now=NOW)

    with house.vault.look() as rows:
        lines = fil(assemble(rows, builders.PERSONNE), zone=house.window.desk.referentiel.zone)
    assert "Rendez-vous — Annulé (saisi par erreur)" in [line.titre for line in lines]
    assert not house.all(Evenement)
    with house.vault.work() as work:
        reprendre(work, id_, now=NOW)
    assert house.all(RendezVous)[0].issue == IssueRendezVous.PREVU


def test_an_identity_is_put_right(house: House) -> None:
    house.go(Name.FILE, builders.PERSONNE)
    house.click("modifier_identite")
    house.qtbot.waitUntil(lambda: house.focused() == "identite_formulaire_prenoms")
    house.find(QLineEdit, "identite_formulaire_naissance_le").clear()
    house.write("identite_formulaire_naissance_le", "12/07/2030\n")
    said = house.find(QLabel, "identite_formulaire_naissance_le_objection").text()
    assert said.startswith("Le 12/07/2030 est encore à venir")

    house.find(QLineEdit, "identite_formulaire_naissance_le").clear()
    house.write("identite_formulaire_naissance_le", "12/07/1985")
    group = house.find(QComboBox, "identite_formulaire_nationalite")
    group.setCurrentIndex(group.findText("Hors Union européenne"))
    house.find(QCheckBox, "identite_formulaire_interprete").click()
    house.write("identite_formulaire_commune", "Oissel\n")

    house.find(Timeline, "dossier_fil")
    person = next(p for p in house.all(Personne) if p.id == builders.PERSONNE)
    assert person.naissance_le == date(1985, 7, 12)
    assert (person.nationalite, person.interprete) == ("hors_ue", True)
    with house.vault.look() as rows:
        whole = vue(rows, builders.PERSONNE, referentiel=house.window.desk.referentiel)
    told = dict(whole[0].lignes)
    assert told["Nationalité"] == "Hors Union européenne"
    assert [c.commune for c in house.all(Coordonnees)] == ["Oissel"]
