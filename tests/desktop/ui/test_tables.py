from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.ui.tables import ROW_ROLE, Column, TableModel
from desktop.ui.widgets.lists import PersonList, Table
from desktop.ui.widgets.person_delegate import PersonLine
from plie.vocabulaire import Gravite


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    months: int | None = None


COLUMNS = [
    Column[Person]("Nom", lambda row: row.name, tooltip=lambda row: f"<b>{row.name}</b>"),
    Column[Person](
        "Mois", lambda row: str(row.months or "—"), key=lambda row: row.months, figures=True
    ),
    Column[Person](
        "État", lambda _: "", icon=lambda row: ("critique", "critique") if row.months else None
    ),
]
PEOPLE = [
    Person("1", "Zoé", 3),
    Person("2", "Élise"),
    Person("3", "Œdipe", 12),
    Person("4", "adam", 7),
]


@pytest.fixture
def model(qapp: QApplication) -> TableModel[Person]:
    assert qapp.styleSheet()
    made = TableModel(COLUMNS, identity=lambda row: row.id)
    made.set_rows(PEOPLE)
    return made


def names(model: TableModel[Person]) -> list[str]:
    return [row.name for row in model.rows]


def test_the_model_keeps_qt_s_own_rules(model: TableModel[Person]) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    model.sort(0)
    model.set_rows(PEOPLE[1:])

    assert model.rowCount() == 3


def test_a_column_says_what_a_row_shows(model: TableModel[Person]) -> None:
    first = model.index(0, 0)

    assert model.data(first) == "Zoé"
    assert model.data(first, Qt.ItemDataRole.AccessibleTextRole) == "Nom\u00a0: Zoé"
    assert model.data(first, ROW_ROLE) == PEOPLE[0]
    assert (
        model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
        & Qt.AlignmentFlag.AlignRight
    )
    assert model.data(model.index(1, 2), Qt.ItemDataRole.DecorationRole) is None
    assert not model.data(model.index(0, 2), Qt.ItemDataRole.DecorationRole).isNull()
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Mois"


def test_a_tooltip_is_never_markup(model: TableModel[Person]) -> None:
    assert (
        model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
        == "<qt>&lt;b&gt;Zoé&lt;/b&gt;</qt>"
    )


def test_what_a_narrow_column_cuts_is_whole_in_its_tooltip(model: TableModel[Person]) -> None:
    other = model.index(0, 1)

    assert model.data(other, Qt.ItemDataRole.ToolTipRole) == f"<qt>{model.data(other)}</qt>"


def test_names_sort_as_french_does(model: TableModel[Person]) -> None:
    model.sort(0)

    assert names(model) == ["adam", "Élise", "Œdipe", "Zoé"]


@pytest.mark.parametrize(
    ("order", "first"),
    [(Qt.SortOrder.AscendingOrder, "Zoé"), (Qt.SortOrder.DescendingOrder, "Œdipe")],
)
def test_unknown_values_come_last_both_ways(
    model: TableModel[Person], order: Qt.SortOrder, first: str
) -> None:
    model.sort(1, order)

    assert names(model)[0] == first
    assert names(model)[-1] == "Élise"


def test_the_order_chosen_holds_when_rows_are_refreshed(model: TableModel[Person]) -> None:
    model.sort(0)

    model.set_rows([*PEOPLE, Person("5", "Béa")])

    assert names(model) == ["adam", "Béa", "Élise", "Œdipe", "Zoé"]


def test_the_selection_follows_its_row(qtbot: QtBot, model: TableModel[Person]) -> None:
    table = Table("essai", model)
    qtbot.addWidget(table)
    table.selectRow(2)

    model.set_rows(list(reversed(PEOPLE[1:])))

    assert [index.data(ROW_ROLE).name for index in table.selectionModel().selectedRows()] == [
        "Œdipe"
    ]


def test_enter_opens_a_row_of_a_table(qtbot: QtBot, model: TableModel[Person]) -> None:
    table = Table("essai", model)
    qtbot.addWidget(table)
    table.selectRow(1)

    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [PEOPLE[1]]


def read(row: Person) -> PersonLine:
    return PersonLine(row.name, "2 mois sans entretien", Gravite.SERIEUSE if row.months else None)


@pytest.fixture
def people(qtbot: QtBot) -> PersonList[Person]:
    made = PersonList("liste", read, lambda row: row.id)
    qtbot.addWidget(made)
    made.people.set_rows(PEOPLE)
    made.show()
    return made


def test_a_row_is_spoken_whole_with_the_word_of_its_gravity(people: PersonList[Person]) -> None:
    spoken = people.people.data(people.people.index(0, 0))

    assert spoken == f"Zoé, {Gravite.SERIEUSE.label}, 2 mois sans entretien"


def test_arrows_choose_and_enter_opens(qtbot: QtBot, people: PersonList[Person]) -> None:
    people.choose("1")
    with qtbot.waitSignal(people.chosen) as chosen:
        qtbot.keyClick(people, Qt.Key.Key_Down)
    with qtbot.waitSignal(people.opened) as opened:
        qtbot.keyClick(people, Qt.Key.Key_Return)

    assert chosen.args == opened.args == [PEOPLE[1]]


def test_who_is_chosen_stays_so_when_the_list_is_refreshed(people: PersonList[Person]) -> None:
    people.choose("3")

    people.people.set_rows(list(reversed(PEOPLE)))

    assert people.currentIndex().data(ROW_ROLE) == PEOPLE[2]


def test_rows_grow_with_letters(people: PersonList[Person]) -> None:
    option = QStyleOptionViewItem()
    option.font = QFont(people.font())
    index = people.people.index(0, 0)
    before = people.itemDelegate().sizeHint(option, index).height()

    larger = QStyleOptionViewItem()
    font = QFont(people.font())
    font.setPointSizeF(21)
    larger.font = font

    assert people.itemDelegate().sizeHint(larger, index).height() > 1.5 * before


def test_a_chosen_row_is_drawn_otherwise(people: PersonList[Person]) -> None:
    before = people.grab().toImage()

    people.choose("2")

    assert people.grab().toImage() != before
