"""The screen changes hands: large words, one button. It stands between the two pads."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.middle import Middle
from desktop.ui.widgets.plain import button, label

_PICTURE = 56


class HandOver(QWidget):
    """Named by its `name`; its button is `<name>_ok`."""

    accepted = Signal()  # whoever holds the screen now says so

    def __init__(self, name: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(sentence)
        self._sentence = label(sentence, role="display", name=f"{name}_phrase")
        self._detail = label(role="reading", name=f"{name}_detail")
        self._ok = button("", role="main", name=f"{name}_ok")
        self._ok.setProperty("large", True)  # noqa: FBT003 - a style sheet's property
        self._ok.clicked.connect(self.accepted)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = Middle(self).column
        column.addWidget(IconLabel("signature", "text", size=_PICTURE), 0, middle)
        for words in (self._sentence, self._detail):
            words.setAlignment(middle)
            column.addWidget(words)
        column.addWidget(self._ok, 0, middle)

    def prepare(self, detail: str, answer: str) -> None:
        """Say what follows, and what the button answers; the button takes the focus."""
        self._detail.setText(detail)
        self._ok.setText(answer)
        self._ok.setFocus()
