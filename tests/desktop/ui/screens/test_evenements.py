"""A fact noted in the dossier by the keyboard: it is in the story at once, and the next can follow."""

from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop.ui.places import Name, Place
from desktop.ui.widgets.timeline import Timeline
from desktop.usecases.recherche import chercher
from plie.kinds import Evenement
from tests import builders
from tests.desktop.ui.screens.house import AUTRE, NOW, House


def open_dossier(house: House, id_: str = builders.PERSONNE, name: str = "Trévignac") -> None:
    house.window.go(Place(Name.FILE, id_))
    house.qtbot.waitUntil(lambda: name in house.find(QLabel, "dossier_nom").text())


def by_shortcut(house: House) -> None:
    house.qtbot.keyClick(house.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert house.focused() == "noter_texte"


def noted(house: House) -> list[tuple[date, time | None, str, str]]:
    return [(e.date, e.heure, e.genre, e.texte) for e in house.all(Evenement)]


def story(house: House) -> list[str]:
    model = house.find(Timeline, "dossier_fil").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def words(house: House) -> QLineEdit:
    return house.find(QLineEdit, "noter_texte")


def test_two_facts_are_noted_in_a_row_by_the_keyboard_alone(house: House) -> None:
    open_dossier(house)

    by_shortcut(house)
    house.write("noter_texte", "Rappelle demain\n")
    house.qtbot.waitUntil(lambda: any("Rappelle demain" in told for told in story(house)))
    assert house.focused() == "noter_texte"
    for _ in range(5):
        house.qtbot.keyClick(words(house), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    house.write("noter_texte", "Sans réponse\n")
    house.qtbot.waitUntil(lambda: any("Sans réponse" in told for told in story(house)))

    assert noted(house) == [
        (NOW.date(), time(14, 32), "appel", "Rappelle demain"),
        (NOW.date(), time(14, 32), "relance", "Sans réponse"),
    ]
    assert words(house).text() == ""


def test_a_day_is_typed_as_everywhere(house: House) -> None:
    open_dossier(house)

    house.write("noter_date", "hier")
    house.write("noter_texte", "Vue au marché\n")

    house.qtbot.waitUntil(lambda: bool(noted(house)))
    assert noted(house) == [(date(2026, 9, 9), None, "appel", "Vue au marché")]


def test_a_line_refused_comes_back_with_what_stands_against_it(house: House) -> None:
    open_dossier(house)

    house.write("noter_date", "dem.")
    house.write("noter_texte", "Appellera\n")

    objection = house.find(QLabel, "noter_objection")
    house.qtbot.waitUntil(lambda: "à venir" in objection.text())
    assert (words(house).text(), noted(house)) == ("Appellera", [])


def test_an_enter_struck_twice_writes_one_line(house: House) -> None:
    open_dossier(house)

    house.write("noter_texte", "Une fois\n\n")
    house.jobs.drain()

    assert [texte for *_, texte in noted(house)] == ["Une fois"]


def test_what_is_typed_of_one_person_is_never_noted_of_another(house: House) -> None:
    open_dossier(house)
    house.write("noter_texte", "À moitié")
    other = next(p.id for p in house.all(type(builders.une_personne())) if p.nom_naissance == AUTRE)

    open_dossier(house, other, AUTRE)
    assert words(house).text() == ""
    open_dossier(house)

    assert words(house).text() == "À moitié"


def test_what_was_noted_is_found_by_its_words(house: House) -> None:
    open_dossier(house)
    house.write("noter_texte", "Garde d’enfant trouvée\n")
    house.qtbot.waitUntil(lambda: bool(noted(house)))

    with house.vault.look() as rows:
        assert builders.PERSONNE in chercher(rows, "garde")


def test_the_line_says_its_shortcut_and_where_a_mistake_is_corrected(house: House) -> None:
    open_dossier(house)

    for said in (words(house).toolTip(), words(house).accessibleDescription()):
        assert "Ctrl+E" in said
        assert "Une erreur se corrige depuis le fil" in said
    assert QApplication.focusWidget() is not None


def test_where_room_lacks_the_line_breaks_and_its_words_stay_readable(house: House) -> None:
    open_dossier(house)
    line = house.find(QWidget, "noter")

    line.setFixedWidth(line.minimumSizeHint().width())

    house.qtbot.waitUntil(lambda: words(house).y() > house.find(QWidget, "noter_genre").y())
    assert words(house).width() >= words(house).fontMetrics().averageCharWidth() * 24
