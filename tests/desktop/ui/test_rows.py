"""Fields side by side: what is typed stands on one line, and each has the room that its words take."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.demo.hands import settle
from desktop.ui.binding import Form
from desktop.ui.field import Field

TODAY = date(2026, 11, 22)
FIELDS = (
    Field("date", "Date", "date"),
    Field("debut", "Début", "time", beside=True),
    Field("duree_min", "Durée", "minutes", beside=True),
    Field("modalite", "Modalité", "choice", options=(("a", "En présence"), ("b", "Par téléphone"))),
)


def test_a_row_grows_for_an_objection_after_it_was_broken_and_joined(qtbot: QtBot) -> None:
    area = QScrollArea()
    beside = [replace(field, beside=True) for field in FIELDS]
    form = Form("essai", beside, today=lambda: TODAY)
    area.setWidget(form)
    area.setWidgetResizable(True)
    qtbot.addWidget(area)
    area.show()
    for width in (900, 200, 900):
        area.resize(width, 700)
        settle()
    field = form.editor("duree_min")
    whole = field.height()

    form.object_to("duree_min", "La durée de l’entretien manque.")

    said = form.findChild(QLabel, "essai_duree_min_objection")
    qtbot.waitUntil(lambda: said.height() > said.fontMetrics().height())
    assert field.height() == whole


def test_what_is_typed_stands_on_one_line_however_long_the_labels_and_comes_back(
    qtbot: QtBot,
) -> None:
    long = Field("date", "Un intitulé qui demande bien plus d’une ligne au-dessus du jour", "date")
    form = Form("essai", [long, FIELDS[1]], today=lambda: TODAY)
    qtbot.addWidget(form)
    form.resize(900, 200)
    form.show()

    def top(name: str) -> int:
        return form.editor(name).mapTo(form, QPoint(0, 0)).y()

    label = form.findChild(QLabel, "essai_date_label")
    qtbot.waitUntil(lambda: label.height() > 2 * label.fontMetrics().height())
    qtbot.waitUntil(lambda: top("date") == top("debut"))

    label.setText("Le")
    qtbot.waitUntil(lambda: top("debut") < 2 * label.fontMetrics().height())
    assert top("date") == top("debut")
