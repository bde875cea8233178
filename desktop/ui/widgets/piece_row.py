"""A slot of the dossier on the screen: which pièce, where it is, and a place to drop or choose the file.

Names: `piece_<key>`, `piece_<key>_deposer`, `piece_<key>_voir`, `piece_<key>_choix`, `piece_<key>_etat`.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.drop_zone import Droppable, ask_for_files
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label, line
from desktop.usecases.pieces import LignePiece
from plie.vocabulaire_dossier import EtatPiece

# Each state: its picture and the token that tints it; the word stands beside.
_PICTURES = {
    EtatPiece.MANQUANTE: ("moins", "avertissement"),
    EtatPiece.RECUE: ("en_attente", "info"),
    EtatPiece.ACCEPTEE: ("verrou", "accent"),
    EtatPiece.REFUSEE: ("serieuse", "serieuse"),
}


class PieceRow(Droppable):
    """One slot. It reads no file: it says which."""

    given = Signal(object, str, object)  # the LignePiece, the code chosen, the tuple of paths
    asked = Signal(str)  # the id of the pièce to be seen

    def __init__(self, shown: LignePiece, *, writes: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = f"piece_{shown.cle}"
        self._shown = shown
        self._open = writes and not shown.verrouillee
        self.setObjectName(name)
        self.setAccessibleName(f"{shown.libelle}\u00a0: {shown.etat.label}")
        self.setAcceptDrops(self._open)
        self._which = DropDown()
        self._which.setObjectName(f"{name}_choix")
        self._which.setAccessibleName(f"Quelle pièce est déposée\u00a0: {shown.libelle}")
        for code, words in shown.choix:
            self._which.addItem(words, code)
        self._give = button("Déposer…", picture="plus", name=f"{name}_deposer")
        self._give.setAccessibleName(f"Déposer\u00a0: {shown.libelle}")
        self._see = button("Voir", picture="oeil", name=f"{name}_voir")
        self._see.setAccessibleName(f"Voir\u00a0: {shown.libelle}")
        self._lay_out(name)
        self.dropped.connect(self.give)
        self._give.clicked.connect(self._choose)
        self._see.clicked.connect(lambda: self.asked.emit(shown.piece))

    def give(self, paths: tuple[Path, ...]) -> None:
        """Say which files go in this slot, together: a card is photographed on both sides."""
        self.given.emit(self._shown, str(self._which.currentData()), paths)

    def _choose(self) -> None:
        ask_for_files(self, self.give)

    def _lay_out(self, name: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(self._shown.libelle, role="strong"))
        picture, tint = _PICTURES[self._shown.etat]
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(IconLabel(picture, tint))
        state.addWidget(line(self._shown.etat.label, name=f"{name}_etat"))
        state.addStretch(1)
        words.addLayout(state)
        if self._shown.detail:
            words.addWidget(label(self._shown.detail, role="muted", name=f"{name}_detail"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self._which)
        row.addWidget(self._see)
        row.addWidget(self._give)
        self._which.setVisible(self._open and self._which.count() > 1)
        self._see.setVisible(bool(self._shown.piece))
        self._give.setVisible(self._open)
