"""One alert: how grave (icon, colour and word), a sentence, and the one action that answers it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label, line
from plie.vocabulaire import Gravite


class AlertCard(QFrame):
    """A sentence of the domain shown as is, never colour alone."""

    acted = Signal()  # the action's button was pressed

    def __init__(
        self,
        phrase: str,
        gravite: Gravite,
        *,
        action: str = "",
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
        if action:
            act = button(action, name=f"{name}_action")
            act.setAccessibleDescription(phrase)
            act.clicked.connect(self.acted)
            row.addWidget(act)
