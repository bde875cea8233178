"""`DropDown`: a list that opens, as Qt has it, that no wheel changes. The answers of a form are in `editors`."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox
from typing_extensions import override


class DropDown(QComboBox):
    """Chosen by hand or by keyboard: whoever scrolls the page under it chooses nothing."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Counter(QSpinBox):
    """A number that no wheel changes either."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
