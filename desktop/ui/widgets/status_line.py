"""The line at the bottom of the window: an icon, one sentence, perhaps an action."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label, line


class StatusLine(QFrame):
    """Where things stand, always visible: « Hors ligne : tout est enregistré ici »."""

    acted = Signal()  # the action's button was pressed

    def __init__(self, name: str = "status_line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "status")
        self._icon = IconLabel("en_ligne", "muted")
        self._sentence = label(name=f"{name}_sentence")
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._note = line(role="muted", name=f"{name}_note")
        self._action = button("", role="quiet", name=f"{name}_action")
        self._action.clicked.connect(self.acted)
        self._action.hide()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._note)
        row.addWidget(self._action)
        self.setMinimumHeight(36)

    def tell(
        self, sentence: str, *, picture: str = "en_ligne", tint: str = "muted", action: str = ""
    ) -> None:
        """Show where things stand; `action` names the button, none without it."""
        self._icon.show_icon(picture, tint)
        self._sentence.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(sentence)

    def put_first(self, widget: QWidget) -> None:
        """Put something before the sentence."""
        self._row.insertWidget(0, widget)

    def put_before_action(self, widget: QWidget) -> None:
        """Put something just before the action."""
        self._row.insertWidget(self._row.indexOf(self._action), widget)

    def note(self, words: str) -> None:
        """Show a passing word at the right: « Enregistré à 14:32 »."""
        self._note.setText(words)

    @property
    def sentence(self) -> str:
        """What the line says."""
        return self._sentence.text()
