"""What is to be known of where the vault lies, in « Mon poste »: a warning a line, nothing when all is well."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import label, line
from desktop.usecases.emplacement import Emplacement, mise_en_garde

_WORD = "Attention"


class PlaceNotes(QWidget):
    """Says that the folder is synchronised, and that the disk is nearly full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emplacement")
        self._synced = _Note("emplacement_service")
        self._full = _Note("emplacement_place")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._full)
        column.addWidget(self._synced)

    def show_place(self, place: Emplacement) -> None:
        """Say what there is to say now."""
        self._synced.say(mise_en_garde(place.service) if place.service else "")
        self._full.say(place.phrase)
        self.setVisible(bool(place.service) or place.presque_plein)


class _Note(QFrame):
    """One warning: an icon, a word, a sentence."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("severity", "avertissement")
        word = line(_WORD)
        word.setProperty("severity", "avertissement")
        self._sentence = label(name=name)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel("avertissement", "avertissement"))
        row.addWidget(word)
        row.addWidget(self._sentence, 1)

    def say(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self.setAccessibleName(f"{_WORD}. {sentence}" if sentence else "")
        self.setVisible(bool(sentence))
