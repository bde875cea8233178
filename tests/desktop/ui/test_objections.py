"""What a form says against its fields, from the rules and from what cannot be read."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.binding import Form
from desktop.ui.field import Field
from plie.objection import Objection

FIELDS = (Field("lieu", "Lieu", "line"), Field("duree_min", "Durée", "minutes"))


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form("essai", FIELDS, today=lambda: date(2026, 11, 22))
    qtbot.addWidget(made)
    made.load({}, {})
    made.show()
    return made


def objection(form: Form, field: str) -> str:
    found = form.findChild(QLabel, f"essai_{field}_objection")
    assert found is not None
    return str(found.text())


def test_what_cannot_be_read_says_so_beside_what_the_rules_object(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClicks(form.editor("duree_min"), "longtemps")
    missing = (
        Objection("lieu", "sans_lieu", "Dites où.", article=None),
        Objection("duree_min", "sans_duree", "Il manque la durée.", article=None),
    )

    assert form.object_all(missing)
    assert objection(form, "lieu") == "Dites où."
    assert objection(form, "duree_min").startswith("Écrivez une durée")

    assert not form.object_all(())
    assert objection(form, "lieu") == ""
    assert objection(form, "duree_min").startswith("Écrivez une durée")
