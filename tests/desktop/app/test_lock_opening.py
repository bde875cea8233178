"""The lock while a vault opens, or is open and not entered: it stays, or is, closed."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from desktop.app.guards import Guards
from desktop.app.surroundings import real
from desktop.demo.scene import PASSPHRASE
from tests.desktop.app.conftest import MakeSeat
from tests.desktop.app.remains import remains
from tests.desktop.app.test_door import created
from tests.desktop.app.test_lock import NOM, the_application
from tests.stories import gestes

PERSON = ("Sklaerenn", "Quénervé-Lanmeur")


def test_a_lock_asked_while_the_vault_opens_leaves_it_closed(sit: MakeSeat) -> None:
    seat = created(sit())
    gestes.ouvrir_dossier(seat, *PERSON)
    seat.door.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    entered: list[object] = []
    seat.door.entered.connect(entered.append)
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")

    seat.door.lock()
    seat.hands.until(
        lambda: (
            seat.hands.shows("deverrouiller") and seat.hands.find_any("deverrouiller").isEnabled()
        ),
        "le verrou",
    )

    assert entered == []
    assert seat.door.house is None
    assert remains(PERSON) == []
    seat.hands.write("deverrouillage_phrase_line", PASSPHRASE)
    seat.hands.click("deverrouiller")
    seat.enter()
    assert entered == [seat.house]


def test_the_page_of_the_recovery_key_is_watched_and_locks(sit: MakeSeat, qtbot: QtBot) -> None:
    seat = sit()
    guards = Guards(the_application(), seat.door, real())
    seat.window.activateWindow()
    seat.door.open()
    seat.fill_first_start(NOM)
    seat.hands.click("creer_coffre")
    key = seat.hands.find_any("cle_notee")
    assert guards.idle._timer.isActive()

    with qtbot.waitSignal(seat.door.left):
        qtbot.keyClick(key, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert seat.hands.find_any("deverrouiller")
    assert not guards.idle._timer.isActive()
