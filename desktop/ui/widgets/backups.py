"""The copies of the vault, in « Mon poste »: which one to go back to. Names: `sauvegardes`, `retablir`."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.drop_down import DropDown
from desktop.ui.widgets.plain import button, label
from desktop.usecases.sauvegardes import Copie
from plie import phrases

_UNKNOWN = (
    "Faite par une version plus ancienne\u00a0: ce qu’elle contient ne se lit qu’une fois rétablie."
)


class Backups(QWidget):
    """Says what copies there are; the caller asks before anything is done."""

    asked = Signal(object)  # the Copie to go back to
    known = Signal()  # the person knows what the vault has lost

    def __init__(
        self,
        zone: tzinfo | None,
        *,
        go: str = "Revenir à cette copie…",
        role: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._zone = zone
        self._copies: tuple[Copie, ...] = ()
        self._which = DropDown()
        self._which.setObjectName("sauvegardes")
        self._which.setAccessibleName("Copie à laquelle revenir")
        self._go = button(go, role=role, name="retablir")
        self._said = label(role="muted", name="sauvegardes_note")
        self._held = label(name="sauvegardes_contenu")
        self._which.currentIndexChanged.connect(self._tell_held)
        self._lost = label(role="objection", name="sauvegardes_manque")
        self._known = button("J’en ai pris connaissance", name="manque_connu")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._which)
        row.addWidget(self._go)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("Copies de sauvegarde", role="heading"))
        column.addWidget(self._lost)
        column.addWidget(self._known, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._said)
        column.addLayout(row)
        column.addWidget(self._held)
        self.show_lost("")
        self._known.clicked.connect(lambda: self.show_lost(""))
        self._known.clicked.connect(self.known)
        self._go.clicked.connect(lambda: self.asked.emit(self._copies[self._which.currentIndex()]))

    def show_lost(self, sentence: str) -> None:
        """Say what the vault has lost, until the person says that they know."""
        self._lost.setText(sentence)
        for widget in (self._lost, self._known):
            widget.setVisible(bool(sentence))

    def show_copies(self, copies: Sequence[Copie]) -> None:
        """Show them, the latest first."""
        self._copies = tuple(copies)
        self._which.clear()
        self._which.addItems([said(copy, self._zone) for copy in self._copies])
        self._tell_held()
        for widget in (self._which, self._go):
            widget.setVisible(bool(copies))
        self._held.setVisible(bool(copies))
        self._said.setText(
            "Une copie chiffrée se fait toutes les trente minutes d’utilisation, sur cet ordinateur."
            if copies
            else "Aucune copie pour l’instant\u00a0: la première se fait après une minute d’utilisation."
        )

    def _tell_held(self) -> None:
        at = self._which.currentIndex()
        held = self._copies[at].contenu if 0 <= at < len(self._copies) else ""
        self._held.setText(f"Elle contient {held}." if held else _UNKNOWN)


def said(copy: Copie, zone: tzinfo | None) -> str:
    """Return « 25 novembre 2026 à 14 h 32 », in the adviser's own time zone."""
    here = copy.le.astimezone(zone)
    return f"{phrases.medium_date(here.date())} à {phrases.spoken_time(here.time())}"
