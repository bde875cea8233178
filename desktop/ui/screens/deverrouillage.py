"""Unlock: the passphrase, and a clear sentence when it is not the one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.passphrase import Passphrase
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.sheet import Sheet

_FAILED = (
    "Le coffre ne s’ouvre pas. Rien n’a été modifié\u00a0: fermez Permanence, puis recommencez."
)


class Deverrouillage(Sheet):
    """Asks for the passphrase; the door tries it."""

    asked = Signal(str)  # the passphrase typed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("deverrouillage", parent)
        self._phrase = Passphrase("deverrouillage_phrase", title="Phrase de passe")
        self._objection = label(role="objection", name="deverrouillage_objection")
        self._open = button("Déverrouiller", role="main", picture="verrou", name="deverrouiller")
        self.column.addWidget(label("Permanence est verrouillée", role="title"))
        self.column.addWidget(
            label(
                "Vos dossiers sont chiffrés sur cet ordinateur. Rien n’a été perdu.", role="muted"
            )
        )
        self.column.addSpacing(8)
        self.column.addWidget(label("Phrase de passe"))
        self.column.addWidget(self._phrase)
        self.column.addWidget(self._objection)
        self.column.addWidget(self._open)
        self._objection.hide()
        self._open.clicked.connect(self._ask)
        self._phrase.submitted.connect(self._ask)
        self._phrase.setFocus()

    def wait(self) -> None:
        """Show that the phrase is being tried."""
        self._open.setEnabled(False)
        self._open.setText("Ouverture…")
        self._objection.hide()

    def object(self, error: Exception) -> None:
        """Say why the vault did not open, and let them try again."""
        self._open.setEnabled(True)
        self._open.setText("Déverrouiller")
        self._objection.setText(getattr(error, "phrase", _FAILED))
        self._objection.show()
        self._phrase.clear()
        self._phrase.setFocus()

    def _ask(self) -> None:
        if self._phrase.text() and self._open.isEnabled():
            self.asked.emit(self._phrase.text())
