"""The store's address, and the way to change it when it moved.

Names: `magasin_adresse`, `magasin_changer`, `magasin_nouvelle`, `magasin_verifier`, `magasin_garder`.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.widgets.plain import button, label


class StoreAddress(QWidget):
    """Says it; asked, takes another one. It changes nothing itself."""

    asked = Signal(str)  # the address typed

    def __init__(self, url: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._change = button("Changer l’adresse…", role="quiet", name="magasin_changer")
        self._field = QLineEdit(url)
        self._field.setObjectName("magasin_nouvelle")
        self._field.setAccessibleName("Nouvelle adresse du magasin central")
        self._check = button("Vérifier et changer", role="main", name="magasin_verifier")
        self._keep = button("Garder l’ancienne", name="magasin_garder")
        self._objection = label(role="objection", name="magasin_objection")
        self._typed = QWidget()
        self._lay_out(url)
        self._open(shown=False)
        self._change.clicked.connect(lambda: self._open(shown=True))
        self._keep.clicked.connect(lambda: self._open(shown=False))
        self._check.clicked.connect(self._ask)
        self._field.returnPressed.connect(self._ask)

    def object(self, sentence: str) -> None:
        """Say why the address is not believed, and let them try again."""
        self._check.setEnabled(True)
        self._objection.setText(sentence)
        self._objection.setVisible(bool(sentence))

    def _ask(self) -> None:
        self._check.setEnabled(False)
        self._objection.hide()
        self.asked.emit(self._field.text())

    def _open(self, *, shown: bool) -> None:
        self._typed.setVisible(shown)
        self._change.setVisible(not shown)
        self.object("")
        if shown:
            self._field.setFocus()
            self._field.selectAll()

    def _lay_out(self, url: str) -> None:
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(label(url or "aucun pour l’instant", name="magasin_adresse"), 1)
        said.addWidget(self._change)
        self._change.setEnabled(bool(url))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._check)
        row.addWidget(self._keep)
        inside = QVBoxLayout(self._typed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(row)
        inside.addWidget(self._objection)
        inside.addWidget(
            label(
                "Celle que donne votre gestionnaire. Elle n’est gardée que si le magasin qui y répond "
                "prouve qu’il est le vôtre\u202f; rien ne lui est montré avant.",
                role="muted",
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(said)
        column.addWidget(self._typed)
