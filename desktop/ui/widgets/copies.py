"""What becomes of the person's copies, once signed: three answers, the one that was noted, and the way back.

Names: `copie_remise`, `copie_envoyee`, `copie_refusee`, `copie_notee`, `copie_changer`.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, line

_ANSWERS = (
    ("copie_remise", "Remise en main propre"),
    ("copie_envoyee", "Envoyée"),
    ("copie_refusee", "Pas souhaitée"),
)
_GAP = 8


class Copies(QWidget):
    """Asks, or says what was noted; hidden while nothing was signed."""

    chosen = Signal(str)  # what became of them, in words
    taken_back = Signal()  # what was noted is not so

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = line(role="muted")
        self._answers = [button(words, name=name) for name, words in _ANSWERS]
        self._asking, self._noted = QWidget(), QWidget()
        self._said = line(name="copie_notee")
        # Where the keyboard waits once it is noted: a second Enter must take nothing back.
        self._said.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._change = button("Changer", role="link", name="copie_changer")
        self._change.setAccessibleName("Changer ce qui est noté de la copie")
        for answer, (_, words) in zip(self._answers, _ANSWERS, strict=True):
            answer.clicked.connect(lambda _c=False, words=words: self.chosen.emit(words))
        self._change.clicked.connect(self.taken_back)
        self._lay_out()
        self.ask(0)

    def ask(self, count: int) -> None:
        """Ask about that many copies; none hides all."""
        asked = "Les copies de la personne" if count > 1 else "La copie de la personne"
        self._asked.setText(f"{asked}\u00a0:")
        for answer, (_, words) in zip(self._answers, _ANSWERS, strict=True):
            answer.setAccessibleName(f"{words}\u00a0: {asked[:1].lower()}{asked[1:]}")
        self.setVisible(count > 0)
        self._show(self._asking)

    def ask_again(self) -> None:
        """What was noted is taken back: it is asked anew."""
        self._show(self._asking)
        self._answers[0].setFocus()

    def tell(self, words: str) -> None:
        """Say that it is noted."""
        self._said.setText(f"Noté\u00a0: {words[:1].lower()}{words[1:]}.")
        self._show(self._noted)
        self._said.setFocus()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._said, self._said.text()))

    def _show(self, part: QWidget) -> None:
        for one in (self._asking, self._noted):
            one.setVisible(one is part)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(_GAP)
        asking.addWidget(self._asked, 0, Qt.AlignmentFlag.AlignHCenter)
        choices = QHBoxLayout()
        choices.setSpacing(_GAP)
        choices.addStretch(1)
        for answer in self._answers:
            choices.addWidget(answer)
        choices.addStretch(1)
        asking.addLayout(choices)
        noted = QHBoxLayout(self._noted)
        noted.setContentsMargins(0, 0, 0, 0)
        noted.setSpacing(_GAP)
        noted.addStretch(1)
        noted.addWidget(IconLabel("fait", "text"))
        noted.addWidget(self._said)
        noted.addWidget(self._change)
        noted.addStretch(1)
        column.addWidget(self._asking)
        column.addWidget(self._noted)
