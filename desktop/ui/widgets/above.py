"""Keeps a widget over the bottom of another, as wide as it, as high as its words need."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_EVENTS = (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Hide)


class Above(QObject):
    """Follows the size of `under` and what `widget` has to say."""

    covers = Signal(int)  # how many pixels at the bottom of `under` it hides

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
        # What wraps wishes for a narrower column than it has here: only its width says its height.
        wraps = self._widget.hasHeightForWidth()
        needed = self._widget.heightForWidth(width) if wraps else self._widget.sizeHint().height()
        height = max(needed, self._widget.minimumHeight())
        self._widget.setGeometry(0, self._under.height() - height, width, height)
        self._widget.raise_()
        self.covers.emit(0 if self._widget.isHidden() else height)
