"""A place too small for the page in it scrolls; nothing in the page is squeezed, cut or overlaid.

Qt's own resizing goes by the height that a page wishes for, and would scroll where all fits.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget
from typing_extensions import override


class Scroller(QScrollArea):
    """Holds a stack of pages: the one shown fills the room, or has what it cannot do without."""

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__()
        self._pages = pages
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "place")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(pages)
        pages.currentChanged.connect(self._fit)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if watched is self._pages and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        page = self._pages.currentWidget()
        if page is not None:
            needed = page.minimumSizeHint().expandedTo(page.minimumSize())
            self._pages.resize(self.viewport().size().expandedTo(needed))

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring what takes the focus into view, by whatever it was given."""
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)
