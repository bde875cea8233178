"""How a rendez-vous ended, one click each. Buttons `<issue>_<id>`; Reporté asks for the new day.

Then `report_le_<id>`, `report_a_<id>`, `report_ok_<id>`.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.new_day import NewDay
from desktop.ui.widgets.plain import button
from plie.rendez_vous import dite
from plie.vocabulaire import IssueRendezVous


class Outcome(QWidget):
    """Offers these issues of one rendez-vous; `spoken` says which one to a screen reader."""

    said = Signal(str, object)  # the rendez-vous, an IssueRendezVous
    put_off = Signal(str, object, object)  # the rendez-vous, its new day, its new hour or None

    def __init__(
        self,
        rendez_vous: str,
        issues: Sequence[IssueRendezVous],
        *,
        spoken: str,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._id = rendez_vous
        self._make_later = partial(
            NewDay, "report", "Reporter", spoken=spoken, today=today, end=f"_{rendez_vous}"
        )
        self._later: NewDay | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._buttons(issues, spoken))

    def _buttons(self, issues: Sequence[IssueRendezVous], spoken: str) -> QWidget:
        row = QWidget()
        flow = Flow(row)
        for issue in issues:
            later = issue is IssueRendezVous.REPORTE
            words = dite(issue, to_come=IssueRendezVous.HONORE not in issues)
            act = button(f"{words}…" if later else words, name=f"{issue}_{self._id}")
            act.setAccessibleName(f"{words}. {spoken}")
            if later:
                act.clicked.connect(self._ask_when)
            else:
                act.clicked.connect(lambda _c=False, one=issue: self.said.emit(self._id, one))
            flow.addWidget(act)
        return row

    def _ask_when(self) -> None:
        # Made when it is asked for: a morning of questions is shown sooner.
        if self._later is None:
            self._later = self._make_later()
            self._later.chosen.connect(lambda le, at: self.put_off.emit(self._id, le, at))
            self._column.addWidget(self._later)
        self._later.begin()
