"""The directory on the real window: found, written, put right, merged and parted again; who leaves is proposed no more."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from desktop.models.vault import Vault
from desktop.ui import bookmark
from desktop.ui.places import Name, Place
from desktop.ui.widgets.lists import PersonList
from plie.kinds import Id, Personne, Prescription, Professionnel, Structure
from plie.vocabulaire import Role
from tests.builders import PERSONNE
from tests.desktop.ui.screens.house import House

MAKE = Callable[..., House]


@pytest.fixture(autouse=True)
def known(peopled: Vault) -> None:
    """One structure written twice, with someone in each; a person oriented by the second one."""
    with peopled.work() as work:
        for thing in (
            Structure(id=Id("s1"), nom="Mission locale", commune="Valmont", genre="mission_locale"),
            Structure(id=Id("s2"), nom="Mission locale, antenne de Valmont", commune="Valmont"),
            Structure(id=Id("s3"), nom="Atelier mobilité", commune="Valmont"),
            Professionnel(id=Id("p1"), structure=Id("s1"), nom="Lorgnac", prenom="Ode"),
            Professionnel(id=Id("p2"), structure=Id("s2"), nom="Ys", prenom="Jo"),
        ):
            work.insert(thing)
        received = work.rows.all(Prescription)[0].id
        work.patch(
            Prescription, received, work.seen(Prescription, received),
            structure=Id("s2"), professionnel=Id("p2"),
        )  # fmt: skip
        work.commit()


@pytest.fixture
def coordination(make_house: MAKE, peopled: Vault) -> House:
    """The same vault, in the hands of coordination."""
    with peopled.work() as work:
        work.identify(replace(work.rows.identity(), role=Role.COORDINATION.value))
        work.commit()
    return make_house()


def titled(house: House, name: str) -> None:
    house.qtbot.waitUntil(lambda: house.find(QLabel, "annuaire_nom").text() == name)


def opened(house: House, id_: str, name: str) -> None:
    house.go(Name.ANNUAIRE, id_)
    titled(house, name)


def listed(house: House) -> list[str]:
    return [line.nom for line in house.find(PersonList, "annuaire_liste").people.rows]


def figure(house: House, code: str) -> str:
    return house.find(QPushButton, f"chiffre_{code}").text()


def clear(house: House, name: str) -> None:
    field = house.find(QLineEdit, name)
    field.setFocus()
    field.selectAll()
    house.qtbot.keyClick(field, Qt.Key.Key_Delete)


def offered(house: House, name: str) -> list[str]:
    box = house.find(QComboBox, name)
    return [box.itemText(n) for n in range(box.count()) if box.itemText(n)]


def test_a_structure_is_shown_first_and_a_person_is_found_by_their_name(house: House) -> None:
    house.go(Name.ANNUAIRE, "")
    house.qtbot.waitUntil(lambda: len(listed(house)) == 3)
    assert house.find(QLabel, "annuaire_nom").text() == "Atelier mobilité"

    house.write("annuaire_recherche", "lorg\n")

    assert listed(house) == ["Ode Lorgnac"]
    assert house.focused() == "annuaire_liste"
    titled(house, "Ode Lorgnac")
    house.click("annuaire_structure")
    titled(house, "Mission locale")


def test_a_structure_is_written_then_someone_who_works_there(house: House) -> None:
    house.go(Name.ANNUAIRE, "")
    house.qtbot.waitUntil(lambda: len(listed(house)) == 3)
    house.click("nouvelle_structure")
    titled(house, "Nouvelle structure")
    house.write("fiche_nom", "Relais des Tilleuls")
    house.write("fiche_commune", "Valmont\n")
    house.qtbot.waitUntil(lambda: "créée" in house.say())
    house.qtbot.waitUntil(lambda: "Relais des Tilleuls" in listed(house))

    house.click("nouveau_ici")
    titled(house, "Nouveau·elle professionnel·le")
    assert house.focused() == "fiche_prenom"
    house.write("fiche_prenom", "Al")
    house.write("fiche_nom", "Ob")
    house.click("fiche_enregistrer")

    house.qtbot.waitUntil(lambda: len(house.all(Professionnel)) == 3)
    (made,) = house.all(Structure, nom="Relais des Tilleuls")
    (who,) = house.all(Professionnel, nom="Ob")
    assert who.structure == made.id
    titled(house, "Al Ob")


def test_what_is_about_to_be_written_twice_is_said_before(house: House) -> None:
    opened(house, "structure", "Nouvelle structure")

    house.write("fiche_nom", "mission locale")

    house.qtbot.waitUntil(
        lambda: "Déjà dans l’annuaire" in house.find(QLabel, "annuaire_ressemble").text()
    )


def test_an_entry_is_put_right_and_what_lacks_is_said_at_its_field(house: House) -> None:
    opened(house, "s3", "Atelier mobilité")
    assert not house.find(QPushButton, "fiche_enregistrer").isEnabled()
    clear(house, "fiche_nom")
    house.click("fiche_enregistrer")
    assert house.find(QLabel, "fiche_nom_objection").text().startswith("Donnez un nom")

    house.write("fiche_nom", "Atelier du mouvement\n")

    house.qtbot.waitUntil(lambda: "Atelier du mouvement" in listed(house))
    titled(house, "Atelier du mouvement")
    assert not house.find(QPushButton, "fiche_enregistrer").isEnabled()
    house.write("fiche_commune", " Port")
    house.click("fiche_annuler")
    assert house.find(QLineEdit, "fiche_commune").text() == "Valmont"
    assert house.all(Structure, nom="Atelier du mouvement")[0].commune == "Valmont"


def test_words_typed_wait_while_another_entry_is_looked_at(house: House) -> None:
    opened(house, "s3", "Atelier mobilité")
    house.write("fiche_telephone", "01 99 00 12 34")
    opened(house, "s1", "Mission locale")

    opened(house, "s3", "Atelier mobilité")

    house.qtbot.waitUntil(
        lambda: house.find(QLineEdit, "fiche_telephone").text() == "01 99 00 12 34"
    )
    assert house.all(Structure, nom="Atelier mobilité")[0].telephone == ""


def test_a_merge_brings_figures_and_people_and_is_undone(coordination: House) -> None:
    house = coordination
    opened(house, "s1", "Mission locale")
    house.qtbot.waitUntil(lambda: figure(house, "orientations") == "Orientations\u00a0: 0")

    house.click("fusionner_s2")

    house.qtbot.waitUntil(lambda: figure(house, "orientations") == "Orientations\u00a0: 1")
    assert "Mission locale, antenne de Valmont" not in listed(house)
    team = house.find(PersonList, "annuaire_equipe")
    assert [one.nom for one in team.people.rows] == ["Jo Ys", "Ode Lorgnac"]
    house.click("chiffre_en_instance")
    sent = house.find(PersonList, "annuaire_orientations")
    assert [one.dossier for one in sent.people.rows] == [PERSONNE]

    house.click("defaire_s2")

    house.qtbot.waitUntil(lambda: figure(house, "orientations") == "Orientations\u00a0: 0")
    house.qtbot.waitUntil(lambda: "Mission locale, antenne de Valmont" in listed(house))
    assert house.all(Structure)[1].fusionnee_dans is None


def test_one_of_another_name_is_merged_by_choosing_it(coordination: House) -> None:
    house = coordination
    opened(house, "s1", "Mission locale")

    house.write("fusion_autre", "atelier")
    house.click("fusion_autre_ok")

    house.qtbot.waitUntil(lambda: house.all(Structure)[2].fusionnee_dans == "s1")
    house.click("defaire_s3")
    house.qtbot.waitUntil(lambda: house.all(Structure)[2].fusionnee_dans is None)


def test_the_name_begun_of_one_to_merge_comes_back_after_a_lock(coordination: House) -> None:
    house = coordination
    opened(house, "s1", "Mission locale")
    house.write("fusion_autre", "ateli")

    mark = bookmark.take(house.window)
    house.window.go(Place(Name.ECHANGES))
    opened(house, "s3", "Atelier mobilité")
    bookmark.reopen(house.window, mark)

    titled(house, "Mission locale")
    assert house.find(QComboBox, "fusion_autre").currentText() == "ateli"


def test_an_entry_given_up_leaves_the_keyboard_on_what_began_it(coordination: House) -> None:
    """It went to the lock of the window: a space bar more, and all was shut."""
    house = coordination
    opened(house, "s1", "Mission locale")
    house.click("nouvelle_structure")
    titled(house, "Nouvelle structure")
    house.write("fiche_nom", "Xylophages")
    house.find(QPushButton, "fiche_annuler").setFocus()

    house.press(Qt.Key.Key_Space)

    house.qtbot.waitUntil(lambda: house.focused() == "nouvelle_structure")


def test_an_adviser_sees_a_double_and_whom_to_tell(house: House) -> None:
    opened(house, "s1", "Mission locale")

    told = house.find(QLabel, "fusion_a_qui").text()

    assert "revient à la coordination ou à la gestion" in told
    for name in ("fusionner_s2", "fusion_autre"):
        hidden = house.window.screen_shown.findChild(QWidget, name)
        assert not hidden.isVisible()
    house.click("voir_s2")
    titled(house, "Mission locale, antenne de Valmont")


def test_after_a_merge_a_candidature_is_offered_the_one_kept_only(coordination: House) -> None:
    """C9-3-1: what named the other is shown under the name of the one kept, and written nowhere."""
    house = coordination
    opened(house, "s1", "Mission locale")
    house.click("fusionner_s2")
    house.qtbot.waitUntil(lambda: figure(house, "orientations") == "Orientations\u00a0: 1")

    house.go(Name.CANDIDATURES, "")
    house.find(PersonList, "candidatures_liste").choose(PERSONNE)

    box = house.find(QComboBox, "orientation_structure")
    house.qtbot.waitUntil(lambda: box.currentText() == "Mission locale (Valmont)")
    assert offered(house, "orientation_structure") == [
        "Atelier mobilité (Valmont)",
        "Mission locale (Valmont)",
    ]
    assert "De\u00a0: Jo Ys, Mission locale" in house.find(QLabel, "candidature_faits").text()
    assert house.all(Prescription)[0].structure == "s2"


def test_who_leaves_is_offered_no_more_and_is_still_called_by_name(house: House) -> None:
    opened(house, "p2", "Jo Ys")
    house.write("fiche_parti_le", "auj.\n")
    house.qtbot.waitUntil(lambda: house.all(Professionnel, id="p2")[0].parti_le is not None)

    house.go(Name.NOUVEAU_DOSSIER, "")
    house.qtbot.waitUntil(
        lambda: (
            offered(house, "nouveau_formulaire_professionnel") == ["Ode Lorgnac, Mission locale"]
        )
    )
    house.go(Name.CANDIDATURES, "")
    house.find(PersonList, "candidatures_liste").choose(PERSONNE)

    box = house.find(QComboBox, "orientation_professionnel")
    gone = "Jo Ys, Mission locale, antenne de Valmont (parti·e le 10/09/2026)"
    house.qtbot.waitUntil(lambda: box.currentText() == gone)


def test_who_sent_someone_new_is_said_from_the_directory(house: House) -> None:
    """C9-3-1: named by the professional alone, the structure is where they work."""
    house.go(Name.NOUVEAU_DOSSIER, "")
    house.qtbot.waitUntil(lambda: len(offered(house, "nouveau_formulaire_professionnel")) == 2)
    house.write("nouveau_formulaire_prenoms", "Yanis")
    house.write("nouveau_formulaire_nom", "Kerbrat")
    house.write("nouveau_formulaire_professionnel", "lorgnac")

    house.click("ouvrir_dossier")

    house.qtbot.waitUntil(lambda: len(house.all(Personne)) == 3)
    (made,) = house.all(Prescription, structure="s1")
    assert (made.professionnel, made.structure) == ("p1", "s1")


def test_who_sent_someone_is_put_right_on_the_tray(house: House) -> None:
    house.go(Name.CANDIDATURES, "")
    house.find(PersonList, "candidatures_liste").choose(PERSONNE)
    box = house.find(QComboBox, "orientation_structure")
    house.qtbot.waitUntil(lambda: box.currentText() != "")
    box.clearEditText()
    house.write("orientation_structure", "atelier")

    house.click("orientation_enregistrer")

    house.qtbot.waitUntil(lambda: house.all(Prescription)[0].structure == "s3")
