"""The one window of the application: shows one page at a time, says when it is closed."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.look import Look
from desktop.ui.widgets.plain import line

_WIDTH, _HEIGHT = 1366, 768
_LEAST_WIDTH, _LEAST_HEIGHT = 960, 540  # a screen of 600 lines less its title bar
_FRAME = 40  # what a title bar takes above the window


class Window(QMainWindow):
    """Holds a page. `badge` (« DÉMO ») stays above every page and in the title."""

    closing = Signal()  # the person closes the window: save what is being typed

    def __init__(self, look: Look, *, badge: str = "") -> None:
        super().__init__()
        self.look = look
        self.setObjectName("fenetre")
        self.setWindowTitle(f"Permanence — {badge}" if badge else "Permanence")
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.resize(_WIDTH, _HEIGHT)
        self._pages = QStackedWidget()
        centre = QWidget()
        centre.setProperty("role", "page")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if badge:
            column.addWidget(_ribbon(badge))
        column.addWidget(self._pages, 1)
        self.setCentralWidget(centre)
        for keys, act in (
            ("Ctrl++", look.larger),
            ("Ctrl+=", look.larger),
            ("Ctrl+-", look.smaller),
        ):
            QShortcut(QKeySequence(keys), self, act)

    @property
    def page(self) -> QWidget | None:
        """The page shown."""
        return self._pages.currentWidget()

    def appear(self) -> None:
        """Show the window at its own size; on a screen without that room, fill the screen."""
        room = self.screen().availableSize()
        if room.width() > _WIDTH and room.height() > _HEIGHT + _FRAME:
            self.show()
        else:
            self.showMaximized()

    def show_page(self, page: QWidget) -> None:
        """Show a page; the one before it is gone for good, with all it showed."""
        old = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if old is not None:
            self._pages.removeWidget(old)
            old.deleteLater()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        event.accept()


def _ribbon(badge: str) -> QLabel:
    ribbon = line(f"{badge} — personnes et faits inventés", role="badge", name="badge")
    ribbon.setContentsMargins(12, 3, 12, 3)
    ribbon.setProperty("severity", "info")
    return ribbon
