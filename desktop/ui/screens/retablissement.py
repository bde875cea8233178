"""Going back to a copy from the door: the vault does not open, or opens short of what was written in it.

Names: `copies_phrase`, `copies_voir`, `copies_objection`, `copies_retour`, and those of `Backups`.
"""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.widgets.backups import Backups
from desktop.ui.widgets.passphrase import Passphrase
from desktop.ui.widgets.plain import button, label
from desktop.ui.widgets.sheet import Sheet
from desktop.usecases.sauvegardes import Copie

_FAILED = (
    "Les copies ne se lisent pas. Rien n’a été modifié\u00a0: fermez Permanence, puis recommencez."
)
_TITLE = "Phrase de passe"
_SEE, _WAIT = "Voir les copies", "Vérification…"


class Retablissement(Sheet):
    """The passphrase first; then the copies, and one of them in the vault's place."""

    asked = Signal(str)  # the passphrase typed
    chosen = Signal(object)  # the Copie to put in place
    back = Signal()

    def __init__(self, coffre: str, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__("retablissement", parent)
        self._title = label(_TITLE)
        self._phrase = Passphrase("copies_phrase", title=_TITLE)
        self._objection = label(role="objection", name="copies_objection")
        self._see = button(_SEE, role="main", name="copies_voir")
        self._back = button("Revenir", role="quiet", name="copies_retour")
        self._copies = Backups(zone, go="Rétablir cette copie", role="main")
        self._lay_out(coffre)
        self._objection.hide()
        self._copies.hide()
        self._see.clicked.connect(self._ask)
        self._phrase.submitted.connect(self._ask)
        self._copies.asked.connect(self._choose)
        self._back.clicked.connect(self.back)
        self._phrase.setFocus()

    def wait(self) -> None:
        """Show that the phrase is being tried."""
        for way in (self._see, self._back):
            way.setEnabled(False)
        self._see.setText(_WAIT)
        self._objection.hide()

    def show_copies(self, copies: Sequence[Copie]) -> None:
        """The phrase was right: show what there is to go back to."""
        self._copies.show_copies(copies)
        self._copies.show()
        for asked in (self._title, self._phrase, self._see):
            asked.hide()
        self._back.setEnabled(True)
        self._copies.setFocus()

    def object(self, error: Exception) -> None:
        """Say why the copies are not shown, and let them try again."""
        for way in (self._see, self._back):
            way.setEnabled(True)
        self._see.setText(_SEE)
        self._objection.setText(getattr(error, "phrase", _FAILED))
        self._objection.show()
        self._phrase.clear()
        self._phrase.setFocus()

    def _lay_out(self, coffre: str) -> None:
        add = self.column.addWidget
        add(label("Rétablir une copie", role="title"))
        add(
            label(
                f"{coffre}. Le coffre d’aujourd’hui est mis de côté, chiffré, dans son dossier\u00a0: rien "
                "n’est effacé. Ce qui avait été échangé depuis la copie revient du magasin central.",
                role="muted",
            )
        )
        add(self._title)
        add(self._phrase)
        add(self._objection)
        add(self._copies)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._see)
        self.column.addLayout(row)

    def _ask(self) -> None:
        if self._phrase.text() and self._see.isEnabled():
            self.asked.emit(self._phrase.text())

    def _choose(self, copie: Copie) -> None:
        self._copies.setEnabled(False)
        self._back.setEnabled(False)
        self.chosen.emit(copie)
