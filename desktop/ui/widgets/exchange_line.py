"""The status line of the exchange: how many changes wait, the last success, the plain reason."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.icons import icon
from desktop.ui.tips import tip
from desktop.ui.widgets.arriving import Arriving
from desktop.ui.widgets.plain import button
from desktop.ui.widgets.status_line import StatusLine
from desktop.usecases.synchronisation import EtatExchange, phrase


class ExchangeLine(StatusLine):
    """Shows where the exchange stands; its action tries now, or leads to « Mon poste ».

    When the disk of the vault is nearly full, says so as well, until room is made.
    """

    room_asked = Signal()  # the person wants to know more of the room left

    lock_asked = Signal()  # the person locks

    looked_at = Signal()  # the person wants to see what waits, and why

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("status", parent)
        self.enrolled = False
        self._room = button("", role="quiet", name="status_place")
        self._room.setIcon(icon("avertissement", "avertissement"))
        self._room.clicked.connect(self.room_asked)
        self._room.hide()
        self.put_first(self._room)
        self._look = button("Voir", role="quiet", name="status_voir")
        self._look.setAccessibleName("Voir ce qui attend et pourquoi")
        self._look.clicked.connect(self.looked_at)
        self.files = Arriving("status_fichiers")
        self.put_before_action(self.files)
        self.put_before_action(self._look)
        lock = button("", role="quiet", picture="verrou", name="status_verrouiller")
        lock.setAccessibleName("Verrouiller")
        lock.setToolTip("Verrouiller (Ctrl+L)")
        lock.clicked.connect(self.lock_asked)
        # At the left: a message that passes has its cross at the right, where one may click too late.
        self.put_first(lock)

    def show_room(self, words: str, sentence: str) -> None:
        """Say that little room is left on the vault's disk, shortly and at length; "" when there is enough."""
        self._room.setText(words)
        self._room.setToolTip(tip(sentence))
        self._room.setAccessibleName(sentence)
        self._room.setVisible(bool(words))

    def show_state(self, etat: EtatExchange, *, now: datetime) -> None:
        """Show where the exchange stands; `now` carries the zone of the hours shown."""
        self.enrolled = etat.enrolled
        self.tell(
            phrase(etat, now=now),
            picture=_picture(etat),
            tint="avertissement" if etat.unkept else "muted",
            action="Échanger maintenant" if etat.enrolled else "Relier ce poste",
        )
        self.setToolTip(tip(etat.raison))


def _picture(etat: EtatExchange) -> str:
    if etat.unkept:
        return "avertissement"
    if not etat.enrolled or etat.titre:
        return "hors_ligne"
    return "en_attente" if etat.waiting else "en_ligne"
