"""Documents one under the other: which each is, what was answered, and a button to see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.widgets.plain import button, label


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One document: `words` say what was answered; `action` is the word of its button, "" for none."""

    id: str
    title: str
    words: str = ""
    action: str = ""


Section = tuple[str, Sequence[DocumentLine]]  # a heading, "" for none, and what stands under it


class DocumentLines(QWidget):
    """Named `ligne_<id>`; the button of each is `voir_<id>`."""

    asked = Signal(str)  # the id of the document to be seen

    def __init__(self, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        self._large = large  # for whoever reads with difficulty
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._drawn: list[QWidget] = []

    def show_sections(self, sections: Sequence[Section], *, after: QWidget) -> None:
        """Draw them anew; Tab comes to their buttons from `after`."""
        for old in self._drawn:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._drawn.clear()
        for heading, lines in sections:
            if heading and lines:
                self._add(label(heading, role="title" if self._large else "heading"))
            for line in lines:
                after = self._draw(line, after)

    def _draw(self, line: DocumentLine, after: QWidget) -> QWidget:
        card = QFrame()
        card.setObjectName(f"ligne_{line.id}")
        card.setProperty("role", "card")
        said = QVBoxLayout()
        said.addWidget(label(line.title, role="heading" if self._large else "strong"))
        if line.words:
            said.addWidget(label(line.words, role="reading" if self._large else ""))
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 8, 12, 8)
        row.addLayout(said, 1)
        self._add(card)
        if not line.action:
            return after
        see = self._button(line)
        row.addWidget(see)
        QWidget.setTabOrder(after, see)
        return see

    def _button(self, line: DocumentLine) -> QPushButton:
        see = button(line.action, name=f"voir_{line.id}")
        see.setProperty("large", self._large)
        see.setAccessibleName(f"{line.action}\u00a0: {line.title}")
        see.clicked.connect(lambda _c=False, id_=line.id: self.asked.emit(id_))
        return see

    def _add(self, drawn: QWidget) -> None:
        self._column.addWidget(drawn)
        self._drawn.append(drawn)


def bounded(lines: DocumentLines) -> QScrollArea:
    """Return what shows them in a room of its own, where they scroll."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(lines)
    return area
