"""A strip inside the work when nothing was exchanged for a week: it reassures, and is never modal."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label


class Reminder(QFrame):
    """« Dernier échange il y a 8 jours ; 34 changements ne sont que sur cette machine »."""

    asked = Signal()  # the person wants to know more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rappel")
        self.setProperty("severity", "avertissement")
        self._sentence = label(name="rappel_phrase")
        more = button("Voir les échanges", role="quiet", name="rappel_voir")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(IconLabel("avertissement", "avertissement"))
        row.addWidget(self._sentence, 1)
        row.addWidget(more)
        more.clicked.connect(self.asked)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Say since when; nothing when there is nothing to say."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
