"""Above the form of an entretien that has its compte-rendu already: what a change now means."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label

FIELD = "motif"


class Correction(QFrame):
    """Asks why the next version replaces the one in force. Named `correction`, `motif`, `relire`."""

    kept = Signal()  # the version in force is right as it is: read it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("correction")
        self.setProperty("severity", "info")
        self._sentence = label(role="strong", name="correction_phrase")
        self._detail = label(name="correction_detail")
        self._why = label("Pourquoi cette nouvelle version", role="label", name="motif_label")
        self.motif = QLineEdit()
        self.motif.setObjectName(FIELD)
        self.motif.setAccessibleName("Pourquoi cette nouvelle version")
        self.motif.setPlaceholderText("Par exemple\u00a0: la durée était fausse")
        self._given_back = QVBoxLayout()
        self._keep = button("Relire la version en vigueur", role="quiet", name="relire")
        self._keep.clicked.connect(self.kept)
        self._lay_out()
        self.hide()

    def correct(self, version: int, *, signed: bool) -> None:
        """Say that finalising makes another version, and what becomes of this one."""
        known = ", signée par les deux parties" if signed else ""
        self._sentence.setText(f"Vous corrigez la version {version} du compte-rendu{known}.")
        kept = "Elle reste lisible et vérifiable" if signed else "Elle reste lisible"
        self._detail.setText(
            f"{kept}. Une nouvelle version la remplacera\u202f; les deux parties la signeront."
        )
        self.show()

    def say_above(self, widget: QWidget) -> None:
        """Put what is to be said of the reason above it."""
        self._given_back.addWidget(widget)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        for widget in (self._sentence, self._detail, self._why):
            words.addWidget(widget)
        words.addLayout(self._given_back)
        words.addWidget(self.motif)
        self._why.setBuddy(self.motif)
        sides = QVBoxLayout()
        sides.addWidget(IconLabel("info", "info"))
        sides.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(sides)
        row.addLayout(words, 1)
        row.addWidget(self._keep)
