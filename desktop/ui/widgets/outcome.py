"""How a rendez-vous ended, one click each. Buttons `<issue>_<id>`; Reporté asks for the new day.

Then `report_le_<id>`, `report_a_<id>`, `report_ok_<id>`.
"""

from collections.abc import Callable, Sequence
from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.typed_dates import Unreadable, read_date, read_time, show_date, show_time
from desktop.ui.widgets.editors import TypedEditor
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.plain import button, label
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
        self._le = TypedEditor(lambda text: read_date(text, on=today()), show_date, "nouveau jour")
        self._at = TypedEditor(read_time, show_time, "9h30")
        self._ok = button("Reporter", name=f"report_ok_{rendez_vous}")
        self._objection = label(role="objection", name=f"report_objection_{rendez_vous}")
        self._later = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._buttons(issues, spoken))
        column.addWidget(self._later)
        column.addWidget(self._objection)
        self._lay_out_later()
        self._later.hide()
        self._objection.hide()

    def _buttons(self, issues: Sequence[IssueRendezVous], spoken: str) -> QWidget:
        row = QWidget()
        flow = Flow(row)
        for issue in issues:
            later = issue is IssueRendezVous.REPORTE
            act = button(f"{issue.label}…" if later else issue.label, name=f"{issue}_{self._id}")
            act.setAccessibleName(f"{issue.label}. {spoken}")
            if later:
                act.clicked.connect(self._ask_when)
            else:
                act.clicked.connect(lambda _c=False, one=issue: self.said.emit(self._id, one))
            flow.addWidget(act)
        return row

    def _lay_out_later(self) -> None:
        flow = Flow(self._later)
        for field, name, spoken in (
            (self._le, "report_le", "Nouveau jour du rendez-vous"),
            (self._at, "report_a", "Nouvelle heure du rendez-vous"),
        ):
            field.setObjectName(f"{name}_{self._id}")
            field.setAccessibleName(spoken)
            field.returnPressed.connect(self._put_off)
            flow.addWidget(field)
        flow.addWidget(self._ok)
        self._ok.clicked.connect(self._put_off)

    def _ask_when(self) -> None:
        self._later.show()
        self._le.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_off(self) -> None:
        try:
            le, at = self._le.value(), self._at.value()
        except Unreadable as refusal:
            self._object_to(refusal.phrase)
            return
        if not isinstance(le, date):
            self._object_to("Indiquez le nouveau jour.")
            self._le.setFocus()
            return
        self._object_to("")
        self.put_off.emit(self._id, le, at if isinstance(at, time) else None)

    def _object_to(self, sentence: str) -> None:
        self._objection.setText(sentence)
        self._objection.setVisible(bool(sentence))
