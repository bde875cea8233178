"""What the screens call people is what their PLIE calls them."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from desktop.ui.forms.commission import form
from desktop.ui.widgets.tray_row import TrayRow
from desktop.usecases.demarches import Geste
from desktop.usecases.papier import Waiting
from tests import builders

TODAY = date(2026, 9, 10)
DIRE = builders.le_referentiel("atout-plie-2018-2022").dire


def test_the_help_of_a_gesture_names_the_adviser_as_their_plie_does(qtbot: QtBot) -> None:
    made = form(Geste.RETIRER, {}, {}, today=lambda: TODAY, dire=DIRE)
    qtbot.addWidget(made)

    told = made.findChild(QLabel, "geste_motif_help")
    assert told is not None
    assert told.text() == "Lu par l’équipe et par le·la référent·e."


def test_who_signed_pages_is_named_as_their_plie_does(qtbot: QtBot) -> None:
    row = TrayRow(Waiting("f" * 64, builders.MIDI), lambda: TODAY, dire=DIRE)
    qtbot.addWidget(row)

    ticks = [one.text() for one in row.findChildren(QCheckBox)]
    assert ticks == ["La personne a signé", "Le·la référent·e a signé"]
