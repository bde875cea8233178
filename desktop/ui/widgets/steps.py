"""Where am I: « Rédiger · Relire · Signer · Terminé ». A step behind can be gone back to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.ui.icons import icon
from desktop.ui.widgets.plain import button


class Steps(QWidget):
    """A row of steps: those done, the one under way, those to come."""

    asked = Signal(int)  # the person asks to go back to this step (its place, from 0)

    def __init__(
        self, names: Sequence[str], name: str = "steps", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._names = tuple(names)
        self._place = 0
        self._reversible = True
        self._buttons = [self._step(place) for place in range(len(names))]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for place, step in enumerate(self._buttons):
            if place:
                row.addWidget(_rule(), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(step)
        row.addStretch(1)
        self.go(0)

    @property
    def place(self) -> int:
        """The step under way, from 0."""
        return self._place

    def go(self, place: int) -> None:
        """Show that the step at `place` is under way."""
        self._place = place
        self._draw()

    def lock(self) -> None:
        """Let no one go back any more: something was signed."""
        self._reversible = False
        self._draw()

    def _step(self, place: int) -> QPushButton:
        made = button(self._names[place], role="step", name=f"{self.objectName()}_{place}")
        made.clicked.connect(lambda: self.asked.emit(place))
        return made

    def _draw(self) -> None:
        last = len(self._names)
        for place, step in enumerate(self._buttons):
            done, here = place < self._place, place == self._place
            step.setProperty("here", here)
            tint = "text" if here else "muted"
            step.setIcon(icon("fait" if done else _dot(here=here), tint, disabled=tint))
            step.setEnabled(done and self._reversible)
            state = "étape en cours" if here else "étape faite" if done else "étape à venir"
            step.setAccessibleName(f"{self._names[place]}, {state}, {place + 1} sur {last}")
            step.style().unpolish(step)
            step.style().polish(step)
        here_name = self._names[self._place]
        self.setAccessibleName(f"Étape {self._place + 1} sur {last}\u00a0: {here_name}")


def _dot(*, here: bool) -> str:
    return "etape_en_cours" if here else "etape_a_venir"


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "line")
    rule.setFixedSize(20, 1)
    return rule
