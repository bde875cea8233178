"""What commands an alert, on demand: quiet words that unfold its article, and fold it again.

Names: `<name>_pourquoi`, `<name>_article`.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from desktop.ui.widgets.plain import button, label

_WHY, _ENOUGH = "Pourquoi\u202f?", "Replier"


class Why(QObject):
    """Two widgets for a card to place: what is pressed, and what it shows. `phrase` is what they are about."""

    def __init__(self, source: str, phrase: str, *, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.words = label(source, role="muted", name=f"{name}_article")
        self.words.hide()
        self.button = button(_WHY, role="link", name=f"{name}_pourquoi")
        self.button.setAccessibleDescription(phrase)
        self.button.clicked.connect(self._turn_over)
        if not source:
            self.button.hide()

    def _turn_over(self) -> None:
        shown = self.words.isHidden()
        self.words.setVisible(shown)
        self.button.setText(_ENOUGH if shown else _WHY)
        if shown:
            said = QAccessibleAnnouncementEvent(self.words, self.words.text())
            QAccessible.updateAccessibility(said)
