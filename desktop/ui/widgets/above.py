"""Keeps a widget over the bottom of another, as wide as it, as high as its words need: it moves nothing."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_EVENTS = (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show)


class Above(QObject):
    """Follows the size of `under` and what `widget` has to say."""

    def __init__(self, widget: QWidget, under: QWidget) -> None:
        super().__init__(under)
        self._widget, self._under = widget, under
        hidden = widget.isHidden()
        widget.setParent(under)
        widget.setHidden(hidden)
        for watched in (widget, under):
            watched.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _EVENTS:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        width = self._under.width()
        needed = self._widget.heightForWidth(width) if self._widget.hasHeightForWidth() else 0
        height = max(needed, self._widget.sizeHint().height(), self._widget.minimumHeight())
        self._widget.setGeometry(0, self._under.height() - height, width, height)
        self._widget.raise_()
