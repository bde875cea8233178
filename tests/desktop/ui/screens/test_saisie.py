"""What is said while one types: a number that is never held, and what is saved once it is saved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton

from desktop.models.changes import Changes
from desktop.ui.places import Name
from plie.kinds import Entretien, Personne
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, House
from tests.plie.test_nir import VALIDE


def begin(house: House) -> QPlainTextEdit:
    house.go(Name.NOUVEL_ENTRETIEN, builders.PERSONNE)
    text = house.find(QPlainTextEdit, "entretien_contenu")
    house.qtbot.waitUntil(text.isEnabled)
    return text


def test_a_social_security_number_is_told_before_it_is_saved_and_stops_finaliser(
    house: House,
) -> None:
    """domain.md §3: « flagged to its author before saving »."""
    begin(house)
    house.write("entretien_duree_min", "5")

    house.write("entretien_contenu", f"Son numéro {VALIDE}")

    assert "sécurité sociale" in house.find(QLabel, "entretien_contenu_objection").text()
    assert not house.window.screen_shown.may_leave()
    assert house.all(Entretien)[0].contenu == ""
    house.click("finaliser")
    assert "sécurité sociale" in house.find(QPushButton, "manque_contenu").text()
    assert house.comptes_rendus() == ()


def test_what_lacked_and_is_written_now_is_listed_no_more(house: House) -> None:
    house.go(Name.ENTRETIEN, house.draft(duree_min=None, nature="", debut=None))
    house.click("finaliser")
    house.find(QPushButton, "manque_nature")

    house.write("entretien_duree_min", "45")

    page = house.window.screen_shown
    house.qtbot.waitUntil(lambda: not page.findChildren(QPushButton, "manque_duree_min"))
    assert page.findChildren(QPushButton, "manque_nature")


def test_propositions_are_brought_into_view(house: House) -> None:
    house.window.resize(1366, 640)
    begin(house)

    house.write("entretien_suites", "immersion")

    shown = house.find(QListWidget, "suites_texte_propositions")
    house.qtbot.waitUntil(lambda: shown.visibleRegion().boundingRect() == shown.rect())


def test_saved_is_said_only_once_the_vault_has_it(house: House) -> None:
    begin(house)
    told: list[tuple[str, str]] = []

    def tell(changes: Changes) -> None:
        if "entretien" in changes.kinds:
            told.append((house.find(QLabel, "note").text(), house.all(Entretien)[0].contenu))

    house.jobs.changed.connect(tell)

    house.write("entretien_contenu", "Dit")
    before = house.find(QLabel, "note").text()

    house.qtbot.waitUntil(lambda: "Enregistré" in house.find(QLabel, "note").text(), timeout=2_000)
    assert before == ""
    assert told == [("Enregistré à 14\u00a0h\u00a032", "Dit")]


def test_the_memory_and_the_propositions_are_of_this_person_only(house: House) -> None:
    """ui.md: « No other person's name anywhere on the screen »."""
    with house.vault.work() as work:
        other = next(p for p in work.rows.all(Personne) if p.id != builders.PERSONNE)
        for id_, who, what in (
            ("e1", builders.PERSONNE, "Atelier à elle"),
            ("e2", other.id, AUTRE),
        ):
            work.insert(builders.une_etape(id=id_, dossier=who, intitule=what, parcours=None))
        work.commit()
    begin(house)
    house.find(QLabel, "memoire_titre")  # the memory has been read

    house.write("entretien_suites", "a")

    shown = house.find(QListWidget, "suites_texte_propositions")
    offered = [shown.item(n).text() for n in range(shown.count())]
    assert offered[0] == "Étape commencée\u00a0: Atelier à elle"
    assert not [text for text in (*house.texts(), *offered) if AUTRE in text]


def test_an_empty_compte_rendu_is_asked_about_before_it_is_frozen(house: House) -> None:
    house.go(Name.ENTRETIEN, house.draft(contenu=" "))

    house.click("finaliser")
    house.answer(yes=False)

    assert house.focused() == "entretien_contenu"
    assert house.comptes_rendus() == ()
    house.click("finaliser")
    house.answer(yes=True)
    house.until_pages("relecture_pdf")
    assert len(house.comptes_rendus()) == 1


def test_what_is_said_of_the_last_row_is_read_whole(house: House) -> None:
    house.window.resize(1366, 680)
    house.go(Name.NOUVEL_ENTRETIEN, builders.PERSONNE)
    house.write("suites_texte", "Refaire le CV\nVoir le garage\n")
    hour = house.find(QLineEdit, "entretien_prochain_debut")
    hour.setFocus(Qt.FocusReason.TabFocusReason)
    house.write("entretien_prochain_debut", "031226")

    house.press(Qt.Key.Key_Tab)

    said = house.find(QLabel, "entretien_prochain_debut_objection")
    house.qtbot.waitUntil(lambda: said.visibleRegion().boundingRect() == said.rect())
