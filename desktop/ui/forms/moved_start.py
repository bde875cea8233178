"""Says that the start shown was worked out from the duration just typed, and gives the clock's back.

Named `debut_recalcule` and `debut_remettre`.
"""

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.widgets.icon import IconLabel
from desktop.ui.widgets.plain import button, label
from plie import phrases


class MovedStart(QWidget):
    """Hidden while the start is the clock's, or somebody's."""

    refused = Signal()  # the person wants the clock's start back

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label(role="help", name="debut_recalcule")
        self._back = button("", role="link", name="debut_remettre")
        self._back.clicked.connect(self.refused)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("info", "info"))
        row.addWidget(self._words, 1)
        row.addWidget(self._back)
        self.hide()

    def tell(self, end: datetime, *, instead: datetime, day: date) -> None:
        """Say when the entretien ended by the start shown, on `day`, `instead` of the clock's."""
        same_day = instead.date() == day
        what = "Début recalculé" if same_day else "Date et début recalculés"
        hour = phrases.spoken_time(instead.time())
        whole = hour if same_day else f"le {phrases.short_date(instead.date())} à {hour}"
        finish = phrases.spoken_time(end.time())
        self._words.setText(f"{what} d’après la durée\u00a0: l’entretien finit à {finish}.")
        self._back.setText(f"Remettre {whole}")
        self._back.setToolTip("L’entretien finirait alors plus tard que maintenant")
        self.show()
