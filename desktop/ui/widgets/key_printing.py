"""Printing the page of a recovery key: the printers known here, once they are asked for."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.jobs import Jobs
from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.plain import button, label
from plie.empechement import Empechement

_NONE = (
    "Aucune imprimante n’est connue de ce poste. Notez la clé à la main, ou enregistrez sa page pour "
    "l’imprimer ailleurs."
)
_REFUSED = (
    "La page n’a pas été imprimée. Rien n’est perdu\u00a0: la clé est toujours affichée. Vérifiez "
    "l’imprimante, ou choisissez-en une autre."
)


class KeyPrinting(QWidget):
    """Hidden until `ask` has found a printer; nothing of the key is written on the disk."""

    sent = Signal(str)  # the sentence that says so
    failed = Signal(str)  # the sentence that says why not

    def __init__(
        self,
        printers: Callable[[], tuple[str, ...]],
        send: Callable[[str], None],
        jobs: Jobs[Any, Any],
        parent: QWidget | None = None,
    ) -> None:
        """Take what finds the printers and what sends the page to one; both are slow."""
        super().__init__(parent)
        self._find = printers
        self._hand = send
        self._jobs = jobs
        self._printers = DropDown()
        self._printers.setObjectName("cle_imprimante")
        self._printers.setAccessibleName("Imprimante")
        self._send = button("Imprimer", name="cle_envoyer")
        self._send.clicked.connect(self._print)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        named = label("Imprimante")
        named.setBuddy(self._printers)
        row.addWidget(named)
        row.addWidget(self._printers, 1)
        row.addWidget(self._send)
        self.hide()

    def ask(self) -> None:
        """Look for the printers, then offer them."""
        self._jobs.run(self, lambda _tell, _stopped: self._find(), self._offer)

    def _offer(self, names: tuple[str, ...]) -> None:
        self._printers.clear()
        self._printers.addItems(names)
        self.setVisible(bool(names))
        if names:
            self._printers.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.failed.emit(_NONE)

    def _print(self) -> None:
        printer = self._printers.currentText()
        self._send.setEnabled(False)
        self._jobs.run(
            self,
            lambda _tell, _stopped: self._hand(printer),
            lambda _done: self._sent(printer),
            failed=self._refused,
        )

    def _sent(self, printer: str) -> None:
        self._send.setEnabled(True)
        self.sent.emit(
            f"Envoyée à l’imprimante «\u00a0{printer}\u00a0». Prenez la feuille aussitôt\u00a0: elle porte votre clé."
        )

    def _refused(self, error: Exception) -> None:
        self._send.setEnabled(True)
        self.failed.emit(_REFUSED)
        if not isinstance(error, Empechement):
            self._jobs.refused.emit(error)
