"""What every panel of a dossier is: one side of it, beside the story, read when it is looked at.

A panel shows and leads: what is typed has a screen of its own, with its autosave. It reads through
`desk.jobs`, and only while it is visible.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.desk import Desk


class Panel(QWidget):
    """One side of a dossier. `word` names it in a place, `title` on its tab."""

    asked = Signal(object)  # the Place asked for
    word = ""
    title = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.dossier = ""
        self._stale = False

    def stand_for(self, dossier: str) -> None:
        """Show a dossier, or the same again after something moved in it."""
        self.dossier = dossier
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def page(self) -> QWidget:
        """Return the panel as what is shown."""
        return self

    def read(self) -> None:
        """Read what is shown of `self.dossier`, and show it."""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and self.dossier:
            self._stale = False
            self.read()
