"""A contract and a certification typed on their screens: kept by themselves, by keyboard, and judged."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.ui.forms.certification import FIELDS as CERTIFIEE
from desktop.ui.forms.emploi import FIELDS as CONTRAT
from desktop.ui.places import Name, Place, side
from desktop.usecases.emplois import CERTIFICATION, EMPLOI
from plie.kinds import CertificationObtenue, Emploi, Evenement, Id
from tests import builders
from tests.desktop.ui.screens.house import NOW, House


def at_work(house: House) -> None:
    house.window.go(Place(Name.FILE, side(builders.PERSONNE, "emploi")))


def said(house: House, name: str) -> str:
    return house.find(QLabel, name).text()


def test_each_field_of_the_forms_is_one_that_is_read() -> None:
    assert {f.name for f in CONTRAT} == set(EMPLOI)
    assert {f.name for f in CERTIFIEE} == set(CERTIFICATION)


def test_a_contract_is_typed_by_keyboard_and_changes_the_verdict(house: House) -> None:
    at_work(house)
    house.qtbot.waitUntil(lambda: said(house, "verdict") == "Pas de sortie positive")
    house.click("nouvel_emploi")

    house.find(QLineEdit, "emploi_employeur")
    house.qtbot.waitUntil(lambda: house.focused() == "emploi_type")
    house.qtbot.keyClicks(house.window.focusWidget(), "CDI")
    house.tab_to("emploi_employeur")
    house.write("emploi_employeur", "Les Ateliers")
    house.tab_to("emploi_debut")
    house.write("emploi_debut", "5/1/2026")
    house.tab_to("emploi_heures_hebdo")
    house.write("emploi_heures_hebdo", "35")
    house.press(Qt.Key.Key_Escape)

    house.qtbot.waitUntil(lambda: said(house, "verdict") == "Sortie positive")
    (kept,) = house.all(Emploi, dossier=builders.PERSONNE)
    assert (kept.type, kept.employeur, kept.debut) == ("cdi", "Les Ateliers", date(2026, 1, 5))
    assert kept.heures_hebdo == 35


def test_the_answer_about_the_employer_is_dated_and_the_end_is_judged(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.un_emploi(debut=date(2026, 3, 2), tuteur_telephone="01 99 00 00 00"))
        work.commit()
    house.go(Name.EMPLOI, "emploi-1")
    house.qtbot.waitUntil(lambda: "Demandez" in said(house, "emploi_accord_contact_objection"))

    house.write("emploi_accord_contact", "Oui")
    house.write("emploi_fin", "1/3/2026")

    house.qtbot.waitUntil(lambda: "avant le début" in said(house, "emploi_fin_objection"))
    (kept,) = house.all(Emploi, dossier=builders.PERSONNE)
    assert (kept.accord_contact, kept.accord_contact_le) == (True, date(2026, 9, 10))


def test_a_certification_is_kept_and_left_untouched_it_leaves_nothing(house: House) -> None:
    at_work(house)
    house.click("nouvelle_certification")
    house.find(QLineEdit, "certification_intitule")
    house.click("revenir")
    house.click("nouvelle_certification")

    house.write("certification_nature", "Titre")
    house.write("certification_obtenue_le", "30/6/2026")
    house.click("revenir")

    house.qtbot.waitUntil(lambda: bool(house.all(CertificationObtenue)))
    (kept,) = house.all(CertificationObtenue)
    assert (kept.nature, kept.obtenue_le) == ("titre", date(2026, 6, 30))


def test_a_contract_entered_by_mistake_is_removed_once_one_says_so(house: House) -> None:
    with house.vault.work() as work:
        work.insert(builders.un_emploi())
        work.commit()
    house.go(Name.EMPLOI, "emploi-1")
    house.find(QLineEdit, "emploi_employeur")

    house.click("retirer")
    assert house.all(Emploi)
    house.answer(yes=True)

    house.qtbot.waitUntil(lambda: not house.all(Emploi))
    house.qtbot.waitUntil(lambda: house.window.screen_shown.objectName() != "emploi_ecran")


def test_a_contact_with_the_employer_is_noted_with_the_job_and_in_the_story(house: House) -> None:
    """C9-3-6: suivi en emploi; the person said that the employer may be contacted."""
    with house.vault.work() as work:
        work.insert(builders.un_emploi(debut=date(2026, 3, 2), employeur="Les Ateliers"))
        work.insert(builders.un_emploi(id=Id("emploi-2"), accord_contact=False))
        work.commit()
    house.go(Name.EMPLOI, "emploi-1")
    house.qtbot.waitUntil(lambda: "pas encore dit" in said(house, "contact_accord"))
    house.click("contact_noter")
    house.qtbot.waitUntil(lambda: house.focused() == "contact_le")
    house.click("contact_garder")
    house.qtbot.waitUntil(lambda: "ce qui s’est passé" in said(house, "contact_texte_objection"))
    house.write("contact_texte", "Prend ses marques\u202f; à former au logiciel.")
    house.press(Qt.Key.Key_Return)

    told = f"{NOW:%d/%m/%Y} — Prend ses marques\u202f; à former au logiciel."
    house.qtbot.waitUntil(lambda: told in house.texts())
    (kept,) = house.all(Evenement, emploi="emploi-1")
    assert (kept.genre, kept.date) == ("employeur", NOW.date())
    assert house.focused() == "contact_noter"

    house.go(Name.EMPLOI, "emploi-2")
    house.qtbot.waitUntil(lambda: "n’accepte pas" in said(house, "contact_accord"))
    house.click("contact_noter")
    house.write("contact_texte", "Appelé tout de même")
    house.press(Qt.Key.Key_Return)
    house.qtbot.waitUntil(lambda: "n’a pas accepté" in said(house, "contact_texte_objection"))
    assert len(house.all(Evenement, genre="employeur")) == 1
