"""A compte-rendu signed on the screen, by mouse and by keyboard, for `make screenshots` and the walks."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.demo import scene
from desktop.demo.seat import Seat
from desktop.ui.widgets.signature_pad import SignaturePad

Picture = Callable[[Seat, str], None]
_KEY = Qt.Key
_BY_KEYS = (
    *[_KEY.Key_Space, *[_KEY.Key_PageUp] * 3, *[_KEY.Key_PageDown] * 5],
    *[*[_KEY.Key_PageUp] * 4, *[_KEY.Key_Right] * 6],
)


def show(seat: Seat, picture: Picture) -> None:
    """Show both signatures, from the screen handed over to the end."""
    hands = seat.hands
    hands.click("faire_signer")
    hands.until(lambda: hands.shows("remise_ok"), "la remise")
    picture(seat, "remise-a-la-personne")
    hands.click("remise_ok")
    hands.until(lambda: "Page" in hands.text("pdf_personne_number"), "le document")
    picture(seat, "personne-lit")
    hands.click("position_refus")
    picture(seat, "personne-refuse")
    hands.click("position_remarque")
    picture(seat, "personne-remarque")
    hands.click("position_accord")
    _by_keyboard(seat, picture)
    hands.draw("pad_personne", scene.with_the_mouse(3))
    picture(seat, "personne-signe")
    hands.click("valider_personne")
    hands.until(lambda: hands.shows("rendre_ok"), "le retour de l’ordinateur")
    picture(seat, "rendre-l-ordinateur")
    seat.take_back()
    hands.until(lambda: "Page" in hands.text("pdf_accompagnateur_number"), "le document")
    hands.draw("pad_accompagnateur", scene.with_the_mouse(8))
    picture(seat, "accompagnateur-signe")
    hands.click("valider_accompagnateur")
    hands.until(lambda: hands.shows("termine_retour"), "la fin")
    picture(seat, "termine")
    hands.click("termine_retour")


def _by_keyboard(seat: Seat, picture: Picture) -> None:
    """Show the pen of those who have no pointer, then clear what it drew."""
    pad = seat.hands.find(SignaturePad, "pad_personne")
    pad.setFocus(Qt.FocusReason.TabFocusReason)
    for key in _BY_KEYS:
        QTest.keyClick(pad, key)
    picture(seat, "personne-signe-au-clavier")
    QTest.keyClick(pad, _KEY.Key_Space)
    seat.hands.click("pad_personne_clear")
