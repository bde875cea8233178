"""One alert: how grave (icon, colour and word), a sentence, its article on demand, the one action that answers it, and what puts it off."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.tips import tip
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label, line
from desktop.ui.widgets.why import Why
from plie.vocabulaire import Gravite


class AlertCard(QFrame):
    """A sentence of the domain shown as is, never colour alone. `source` is what commands it, unfolded when asked for."""

    acted = Signal()  # the action's button was pressed
    put_off = Signal()  # the quiet words under it were

    def __init__(
        self,
        phrase: str,
        gravite: Gravite,
        *,
        source: str = "",
        action: str = "",
        later: str = "",
        name: str = "alert_card",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("severity", gravite.value)
        self.setAccessibleName(f"{gravite.label}. {phrase}")
        self.setToolTip(tip(source))
        why = Why(source, phrase, name=name, parent=self)
        word = line(gravite.label)
        word.setProperty("severity", gravite.value)
        left, words = QVBoxLayout(), QVBoxLayout()
        # Under the word, where there is room: under the sentence, each card would be a line taller.
        left.addWidget(word)
        left.addWidget(why.button)
        words.addWidget(label(phrase, name=f"{name}_phrase"))
        words.addWidget(why.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(gravite.value, gravite.value))
        for column in (left, words):
            column.setSpacing(0)
            column.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(left)
        row.addLayout(words, 1)
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
