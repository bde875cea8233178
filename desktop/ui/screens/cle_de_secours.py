"""After the first start: the recovery key, shown once."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.jobs import Jobs
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.recovery_key import RecoveryKey, Shown
from desktop.ui.widgets.sheet import Sheet


class CleDeSecours(Sheet):
    """The vault is made; nothing is entered before the person has seen what would rescue it."""

    noted = Signal()  # it is on paper
    later = Signal()

    def __init__(self, shown: Shown, jobs: Jobs[Any, Any], parent: QWidget | None = None) -> None:
        super().__init__("page_cle_de_secours", parent)
        self._key = RecoveryKey(shown, jobs)
        self.column.addWidget(label("Votre clé de secours", role="title"))
        self.column.addWidget(self._key)
        self._key.noted.connect(self.noted)
        self._key.later.connect(self.later)
