"""What is strange in a form and blocks nothing, in its foot: there it moves no field, and cuts none.

It is said while one works in the form, and once: not again on the pages that follow, where the person reads too.
"""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import label

WORD = "À vérifier"


class Warned(QWidget):
    """Its sentence is named `avertissement`; it keeps its place in the foot while it says nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: tuple[str, ...] = ()
        self._icon = IconLabel("avertissement", "avertissement")
        self._words = label(name="avertissement")
        self._words.setProperty("severity", "avertissement")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        self.say(())

    def say(self, sentences: Iterable[str]) -> None:
        """Say these sentences, each once, and aloud when they are others than before; nothing takes them back."""
        said = tuple(dict.fromkeys(sentences))
        fresh, self._said = set(said) - set(self._said), said
        words = " ".join(said)
        self._words.setText(f"{WORD}\u00a0: {words[:1].lower()}{words[1:]}" if said else "")
        for shown in (self._icon, self._words):
            shown.setVisible(bool(said))
        if fresh and self.isVisible():
            told = QAccessibleAnnouncementEvent(self._words, self._words.text())
            QAccessible.updateAccessibility(told)

    def has_said(self, sentence: str) -> bool:
        """Whether a sentence is being said."""
        return sentence in self._said
