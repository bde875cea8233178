"""Rédiger, the fields themselves: none moves under the hand, none is left cut where one types in it."""

from datetime import date, time

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPlainTextEdit, QScrollArea, QWidget

from desktop.ui.places import Name
from tests import builders
from tests.desktop.ui.screens.house import NOW, House


def begin(house: House) -> None:
    house.go(Name.NOUVEL_ENTRETIEN, builders.PERSONNE)
    house.qtbot.waitUntil(house.find(QPlainTextEdit, "entretien_contenu").isEnabled)


def heights(house: House) -> list[int]:
    """Return how high in the window each field of the form stands."""
    names = ("date", "lieu", "sujets", "contenu", "suites", "prochain_le")
    fields = (house.find(QWidget, f"entretien_{name}") for name in names)
    return [field.mapTo(house.window, QPoint(0, 0)).y() for field in fields]


def area(house: House) -> QScrollArea:
    found = house.find(QWidget, "entretien").parentWidget().parentWidget().parentWidget()
    assert isinstance(found, QScrollArea)
    return found


def whole(house: House, name: str) -> bool:
    """Whether the form shows all of a field."""
    field, port = house.find(QWidget, name), area(house).viewport()
    return port.rect().contains(QRect(field.mapTo(port, QPoint(0, 0)), field.size()))


def test_no_field_moves_when_something_is_told_of_the_hours_of_the_clash_or_of_what_lacks(
    house: House,
) -> None:
    house.draft(date=NOW.date(), debut=time(13, 45))  # at the same moment
    house.go(Name.NOUVEL_ENTRETIEN, builders.PERSONNE)
    house.answer(yes=False)
    house.qtbot.waitUntil(house.find(QWidget, "entretien_contenu").isEnabled)
    house.find(QWidget, "entretien_date").setFocus()
    before = heights(house)

    house.write("entretien_duree_min", "45")
    house.find(QLabel, "debut_recalcule")
    house.find(QLabel, "avertissement")
    told = heights(house)
    house.click("debut_remettre")
    house.click("finaliser")
    house.find(QWidget, "manque_duree_min")

    assert told == before
    assert heights(house) == before


def test_when_to_meet_again_stays_in_view_when_what_is_decided_pushes_it_down(
    house: House,
) -> None:
    begin(house)
    bar = area(house).verticalScrollBar()

    for count, said in enumerate(("Appeler l’école", "Refaire le CV"), start=1):
        house.write("suites_texte", said)
        house.press(Qt.Key.Key_Return)
        noted = house.find(QListWidget, "suites_liste")
        house.qtbot.waitUntil(lambda least=count, noted=noted: noted.count() == least)

    # Pushed out of sight, and brought back.
    house.qtbot.waitUntil(lambda: bar.value() > 0 and whole(house, "entretien_prochain_le"))
    assert whole(house, "suites_texte")


def test_a_field_clicked_where_it_is_cut_is_shown_whole(house: House) -> None:
    house.go(Name.ENTRETIEN, house.draft(suites=tuple(f"Suite {n}" for n in range(9))))
    house.qtbot.waitUntil(house.find(QPlainTextEdit, "entretien_contenu").isEnabled)
    house.find(QWidget, "entretien_date").setFocus()
    field = house.find(QLineEdit, "entretien_prochain_le")
    house.qtbot.waitUntil(lambda: not whole(house, field.objectName()))

    house.qtbot.mouseClick(field, Qt.MouseButton.LeftButton)

    assert whole(house, field.objectName())


def test_what_another_field_answers_is_objected_to_no_more(house: House) -> None:
    house.go(Name.ENTRETIEN, house.draft(prochain_le=date(2026, 9, 9)))
    house.qtbot.waitUntil(house.find(QPlainTextEdit, "entretien_contenu").isEnabled)
    house.click("finaliser")
    objection = house.find(QLabel, "entretien_prochain_le_objection")

    house.find(QLineEdit, "entretien_date").clear()
    house.write("entretien_date", "08/09/2026")

    house.qtbot.waitUntil(objection.isHidden)
