"""The one window of the application: shows one page at a time, says when it is closed."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import file_window
from desktop.ui.list_width import ListWidth
from desktop.ui.look import Look
from desktop.ui.rest import Rest
from desktop.ui.widgets.plain import label, line
from desktop.ui.widgets.question import Question

_WIDTH, _HEIGHT = 1366, 768
# A screen of 1366×768 that the system enlarges by half, less its task bar and the title bar.
_LEAST_WIDTH, _LEAST_HEIGHT = 900, 430
_FRAME = 40  # what a title bar takes above the window


class Window(QMainWindow):
    """Holds a page. `badge` (« DÉMO ») stays above every page and in the title."""

    closing = Signal()  # the person closes the window: save what is being typed

    def __init__(
        self,
        look: Look,
        *,
        badge: str = "",
        rest: Rest | None = None,
        list_width: ListWidth | None = None,
    ) -> None:
        super().__init__()
        self.look = look
        self.rest = rest or Rest(parent=self)
        self.list_width = list_width or ListWidth(parent=self)
        self._objection: Callable[[], str] = lambda: ""
        self._closes_anyway = False
        self.setObjectName("fenetre")
        self.setWindowTitle(f"Permanence — {badge}" if badge else "Permanence")
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.resize(_WIDTH, _HEIGHT)
        self._pages = QStackedWidget()
        self._notice = label(role="muted", name="avis_verrouillage")
        self._notice.setContentsMargins(16, 4, 16, 4)
        self._notice.hide()
        centre = QWidget()
        centre.setProperty("role", "page")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if badge:
            column.addWidget(_ribbon(badge))
        column.addWidget(self._pages, 1)
        column.addWidget(self._notice)
        self.setCentralWidget(centre)
        for keys, act in (
            ("Ctrl++", look.larger),
            ("Ctrl+=", look.larger),
            ("Ctrl+-", look.smaller),
            ("Ctrl+0", look.usual),
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

    def notify(self, sentence: str) -> None:
        """Say something in passing, under the page; an empty sentence takes it back."""
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))

    def object_to_closing(self, objection: Callable[[], str]) -> None:
        """Ask before closing whenever this says why; an empty sentence lets it close."""
        self._objection = objection

    def come_forward(self) -> None:
        """Show the window above the others."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        why = "" if self._closes_anyway else self._objection()
        if why:
            event.ignore()
            self._ask_to_close(why)
            return
        self.closing.emit()
        event.accept()

    def _ask_to_close(self, why: str) -> None:
        def close() -> None:
            self._closes_anyway = True
            self.close()

        dialog = Question(
            "Fermer quand même\u202f?",
            yes="Fermer",
            no="Ne pas fermer",
            detail=why,
            parent=self,
        )
        dialog.accepted.connect(close)
        dialog.open()


def clear_around(window: QWidget) -> None:
    """Close what stands above a window and could still show something: dialogs, menus, hints."""
    QToolTip.hideText()
    for above in window.findChildren(QWidget):
        if above.isWindow():
            above.close()
            above.deleteLater()
    file_window.forget()


def _ribbon(badge: str) -> QLabel:
    ribbon = line(f"{badge} — personnes et faits inventés", role="badge", name="badge")
    ribbon.setContentsMargins(12, 3, 12, 3)
    ribbon.setProperty("severity", "info")
    return ribbon
