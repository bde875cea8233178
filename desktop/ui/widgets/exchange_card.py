"""Where the exchange stands, at length: the plain reason, whole, and a way to try now."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.arriving import Arriving
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label
from desktop.usecases.synchronisation import EtatExchange, phrase

_STEADY = (
    "L’échange se fait de lui-même, dès que le réseau le permet. Rien ne vous oblige à attendre."
)
_ALONE = "Ce poste n’est relié à aucun magasin central\u00a0: reliez-le dans «\u00a0Mon poste\u00a0» avec une invitation."


class ExchangeCard(QFrame):
    """Says the same as the status bar, and why."""

    asked = Signal()  # try now

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("echange_etat")
        self.setProperty("role", "card")
        self._icon = IconLabel("en_ligne", "muted")
        self._sentence = label(role="strong", name="echange_phrase")
        self._why = label(role="muted", name="echange_raison")
        self.files = Arriving("echange_fichiers")
        self._now = button("Échanger maintenant", name="echange_maintenant")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.files)
        row.addWidget(self._now)
        self._now.clicked.connect(self.asked)

    def show_state(self, etat: EtatExchange, *, now: datetime) -> None:
        """Show where the exchange stands; `now` carries the zone of the hours shown."""
        offline = not etat.enrolled or bool(etat.titre)
        self._icon.show_icon("hors_ligne" if offline else "en_ligne", "muted")
        self._sentence.setText(phrase(etat, now=now))
        self._why.setText(etat.raison or (_STEADY if etat.enrolled else _ALONE))
        self._now.setVisible(etat.enrolled)
