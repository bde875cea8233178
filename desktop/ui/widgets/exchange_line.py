"""The status line of the exchange: how many changes wait, the last success, the plain reason."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from desktop.ui.tips import tip
from desktop.ui.widgets.status_line import StatusLine
from desktop.usecases.synchronisation import EtatExchange, phrase


class ExchangeLine(StatusLine):
    """Shows where the exchange stands; its action tries now, or leads to « Mon poste »."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("status", parent)
        self.enrolled = False

    def show_state(self, etat: EtatExchange, *, now: datetime) -> None:
        """Show where the exchange stands; `now` carries the zone of the hours shown."""
        self.enrolled = etat.enrolled
        self.tell(
            phrase(etat, now=now),
            picture=_picture(etat),
            action="Échanger maintenant" if etat.enrolled else "Relier ce poste",
        )
        self.setToolTip(tip(etat.raison))


def _picture(etat: EtatExchange) -> str:
    if not etat.enrolled or etat.titre:
        return "hors_ligne"
    return "en_attente" if etat.waiting else "en_ligne"
