"""Unlock: the passphrase, and a clear sentence when it is not the one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.ui.widgets.passphrase import Passphrase
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.sheet import Sheet

_FAILED = (
    "Le coffre ne s’ouvre pas. Rien n’a été modifié\u00a0: fermez Permanence, puis recommencez."
)


class Deverrouillage(Sheet):
    """Asks for the passphrase; the door tries it.

    With several vaults on the machine, asks which: their names are neutral, they reveal nobody's.
    """

    asked = Signal(str)  # the passphrase typed

    def __init__(
        self, coffres: Sequence[str], *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("deverrouillage", parent)
        self._coffre = QComboBox()
        self._coffre.setObjectName("deverrouillage_coffre")
        self._coffre.setAccessibleName("Votre coffre")
        self._coffre.addItems(coffres)
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
        if self._coffre.count() > 1:
            self.column.addWidget(label("Votre coffre"))
            self.column.addWidget(self._coffre)
        self.column.addWidget(label("Phrase de passe"))
        self.column.addWidget(self._phrase)
        if hint:
            self.column.addWidget(label(hint, role="help", name="deverrouillage_aide"))
        self.column.addWidget(self._objection)
        self.column.addWidget(self._open)
        self._objection.hide()
        self._open.clicked.connect(self._ask)
        self._phrase.submitted.connect(self._ask)
        self._phrase.setFocus()

    @property
    def coffre(self) -> int:
        """Which vault is chosen."""
        return self._coffre.currentIndex()

    def choose(self, coffre: int) -> None:
        """Choose a vault in advance: the one opened last."""
        self._coffre.setCurrentIndex(coffre)

    def tell(self, sentence: str) -> None:
        """Say why this screen is here, when the person did not ask for it."""
        self._objection.setText(sentence)
        self._objection.setVisible(bool(sentence))

    def wait(self) -> None:
        """Show that the phrase is being tried."""
        self._open.setEnabled(False)
        self._open.setText("Ouverture…")
        self._objection.hide()

    def object(self, error: Exception) -> None:
        """Say why the vault did not open, and let them try again."""
        self._open.setEnabled(True)
        self._open.setText("Déverrouiller")
        self.tell(getattr(error, "phrase", _FAILED))
        self._phrase.clear()
        self._phrase.setFocus()

    def _ask(self) -> None:
        if self._phrase.text() and self._open.isEnabled():
            self.asked.emit(self._phrase.text())
