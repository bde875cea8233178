"""`Sides`: the tabs of a dossier: its story first, then its panels. Without a panel there is no tab bar."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.widgets.tabs import Tabs


class Side(Protocol):
    """One side of a dossier, to the tabs."""

    word: str
    title: str

    def stand_for(self, dossier: str) -> None:
        """Show a dossier."""

    def page(self) -> QWidget:
        """Return what is shown."""

    def lead(self, dossier: str, at: str) -> None:
        """Begin something there, once the dossier is shown."""


class Sides(QWidget):
    """A tab bar over a stack; each panel stands for the dossier shown."""

    def __init__(self, panels: Sequence[Side], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels = tuple(panels)
        self._bar = Tabs("dossier_volets")
        self._bar.setAccessibleName("Volets du dossier")
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self._bar.setVisible(bool(self._panels))
        self._bar.currentChanged.connect(self._stack.setCurrentIndex)

    def begin(self, title: str, story: QWidget) -> None:
        """Put the story first, then the panels."""
        self._stack.addWidget(story)
        self._bar.addTab(title)
        for panel in self._panels:
            self._stack.addWidget(panel.page())
            self._bar.addTab(panel.title)

    def stand_for(self, dossier: str) -> None:
        """Show a dossier in each panel, the one in sight at once."""
        for panel in self._panels:
            panel.stand_for(dossier)

    def open(self, word: str) -> None:
        """Bring a panel to the front; any other word is the story's."""
        words = ["", *(panel.word for panel in self._panels)]
        self._bar.setCurrentIndex(words.index(word) if word in words else 0)

    def lead(self, word: str, dossier: str, at: str) -> None:
        """Bring a panel to the front and begin something of a dossier there."""
        for panel in self._panels:
            if panel.word == word and at:
                panel.lead(dossier, at)
        self.open(word)

    def take_keyboard(self) -> None:
        """Put the keyboard on the tabs: what is under them is one Tab away."""
        self._bar.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def hasHeightForWidth(self) -> bool:
        """Say no: the story gives way, where Qt would take its whole height for the least it needs."""
        return False

    @property
    def current(self) -> str:
        """The word of the panel in front; "" for the story."""
        at = self._bar.currentIndex()
        return self._panels[at - 1].word if at > 0 else ""
