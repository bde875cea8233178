"""The place of a document on a screen: its pages, or why they are not there."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.widgets.empty_state import States
from desktop.ui.widgets.pdf_view import Page, PdfView

_LARGEST = 1.25  # on a wide screen, more would only show less of the page


class Paper(QWidget):
    """A `PdfView` as wide as its place, with its waiting and failing states."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = PdfView(name)
        self._states = States(self.view, f"{name}_etats")
        self._ticket = 0
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._states)
        self.setFocusProxy(self.view)

    def wait(self) -> int:
        """Say that pages are coming; return what they must be announced with."""
        self._ticket += 1
        self._states.show_loading()
        return self._ticket

    def awaits(self, ticket: int) -> bool:
        """Whether nothing was asked for since this ticket was given."""
        return ticket == self._ticket

    def show_pages(self, pages: Sequence[Page], description: str) -> None:
        """Show pages from the top, as wide as fits."""
        self._states.show_content()
        self.view.show_pages(pages, description=description)
        self._fit()

    def say(
        self,
        sentence: str,
        next_step: str,
        *,
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        """Say why there are no pages, perhaps with the button of what can be done."""
        self._ticket += 1
        self._states.show_empty(
            sentence, next_step=next_step, picture="compte_rendu", action=action, act=act
        )

    def fail(self, sentence: str, retry: Callable[[], None], *, why: str = "") -> None:
        """Say what happened, perhaps why, and offer to try again."""
        self._states.show_error(sentence, retry, why=why)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        self.view.fit_width()
        if self.view.zoom > _LARGEST:
            self.view.set_zoom(_LARGEST)
