"""One alert: how grave (icon, colour and word), a sentence, the one action that answers it, and what puts it off."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label, line
from plie.vocabulaire import Gravite


class AlertCard(QFrame):
    """A sentence of the domain shown as is, never colour alone."""

    acted = Signal()  # the action's button was pressed
    put_off = Signal()  # the quiet words under it were

    def __init__(
        self,
        phrase: str,
        gravite: Gravite,
        *,
        action: str = "",
        later: str = "",
        name: str = "alert_card",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("severity", gravite.value)
        self.setAccessibleName(f"{gravite.label}. {phrase}")
        word = line(gravite.label)
        word.setProperty("severity", gravite.value)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(gravite.value, gravite.value))
        row.addWidget(word)
        row.addWidget(label(phrase, name=f"{name}_phrase"), 1)
        gestures = QVBoxLayout()
        gestures.setSpacing(0)
        row.addLayout(gestures)
        if action:
            act = button(action, name=f"{name}_action")
            act.setAccessibleDescription(phrase)
            act.clicked.connect(self.acted)
            gestures.addWidget(act)
        if later:
            # Under the action: beside it, it would take the room of the words; under them, the height of the story.
            off = button(later, role="link", name=f"{name}_sommeil")
            off.setAccessibleDescription(phrase)
            off.clicked.connect(self.put_off)
            gestures.addWidget(off, 0, Qt.AlignmentFlag.AlignHCenter)
