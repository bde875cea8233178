"""`Tabs`: a tab bar that draws its tabs closer when they lack room, and scrolls through them past that."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget
from typing_extensions import override


class Tabs(QTabBar):
    """A tab bar of which no tab is cut while there is a way not to; the sheet says how close they come."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        self._roomy = 0  # pixels that the tabs want at their ease, 0 until it is measured
        self._narrow = False
        for arrow in self.findChildren(QToolButton):
            arrow.setToolTip(arrow.accessibleName())

    @override
    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self._fit_again()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_again()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit_again(self) -> None:
        self._roomy = 0
        self._fit()

    def _fit(self) -> None:
        if not self._roomy:
            self._draw(narrow=False)
            self._roomy = sum(self.tabSizeHint(at).width() for at in range(self.count()))
        self._draw(narrow=self._roomy > self.width())

    def _draw(self, *, narrow: bool) -> None:
        if self._narrow != narrow:
            self._narrow = narrow
            self.setProperty("narrow", narrow)
            self.style().unpolish(self)
            self.style().polish(self)
