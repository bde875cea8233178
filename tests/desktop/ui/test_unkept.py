"""What the disk refused is on the screen only, until it is saved, taken back, or gone."""

from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.autosave import Autosave
from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.unkept import Unkept


class Vault:
    """It answers when told to."""

    def __call__(self, _values, _seen, taken, failed) -> None:  # noqa: ANN001
        self.taken, self.failed = taken, failed


def test_what_could_not_be_saved_waits_until_it_is_or_is_taken_back(qtbot: QtBot) -> None:
    form = Form("essai", [Field("lieu", "Lieu", "line")], today=lambda: date(2026, 11, 22))
    qtbot.addWidget(form)
    form.load({"lieu": ""}, {})
    vault, unkept = Vault(), Unkept()
    autosave = Autosave(form, vault)
    unkept.follow(autosave)
    told: list[bool] = []
    unkept.told.connect(lambda: told.append(unkept.any))
    line = form.editor("lieu")
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "ici")
    for _ in range(2):
        autosave.flush()
        vault.failed(OSError("full"))

    line.selectAll()
    line.del_()
    assert told == [True, False]
    qtbot.keyClicks(line, "ailleurs")
    autosave.flush()
    vault.failed(OSError("full"))
    autosave.flush()
    vault.taken("op-1")

    assert told == [True, False, True, False]


def test_what_goes_away_waits_for_nothing_any_more(qtbot: QtBot) -> None:
    unkept, saver = Unkept(), QObject()
    unkept.miss(saver)

    saver.deleteLater()

    qtbot.waitUntil(lambda: not unkept.any)
