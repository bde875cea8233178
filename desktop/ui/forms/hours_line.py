"""Under the hours of an entretien: what stands against them, or that the start was worked out from the duration.

Its place is kept while it says nothing: what is below never moves under the hand of whoever was about to
click there. Named `debut_recalcule` and `debut_remettre`.
"""

from datetime import date, datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import letter_size
from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label
from plie import phrases


class HoursLine(QWidget):
    """Empty while the hours are the clock's, or somebody's, and nothing stands against them."""

    refused = Signal()  # the person wants the clock's start back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moved = QWidget()
        self._words = label(role="help", name="debut_recalcule")
        self._back = button("", role="link", name="debut_remettre")
        self._back.setToolTip("L’entretien finirait alors plus tard que maintenant")
        self._back.clicked.connect(self.refused)
        row = QHBoxLayout(self._moved)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("info", "info"))
        row.addWidget(self._words, 1)
        row.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._moved)
        self._column = column
        self._keep_place()
        self.say_nothing()

    def hold(self, objection: QWidget) -> None:
        """Show here what is said against one of the hours."""
        self._column.addWidget(objection)

    def tell(self, end: datetime, *, instead: datetime, day: date) -> None:
        """Say when the entretien ended by the start shown, on `day`, `instead` of the clock's."""
        same_day = instead.date() == day
        what = "Début recalculé" if same_day else "Date et début recalculés"
        hour = phrases.spoken_time(instead.time())
        whole = hour if same_day else f"le {phrases.short_date(instead.date())} à {hour}"
        finish = phrases.spoken_time(end.time())
        self._words.setText(f"{what} d’après la durée\u00a0: l’entretien finit à {finish}.")
        self._back.setText(f"Remettre {whole}")
        self._moved.show()

    def say_nothing(self) -> None:
        """The start shown is the clock's, or somebody's."""
        self._moved.hide()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if letter_size.changed(event):
            self._keep_place()

    def _keep_place(self) -> None:
        self.setMinimumHeight(self._back.sizeHint().height())
