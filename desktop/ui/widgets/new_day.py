"""A day and an hour for a rendez-vous: `<name>_le<end>`, `<name>_a<end>`, `<name>_ok<end>`."""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.ui.typed_dates import Unreadable, read_date, read_time, show_date, show_time
from desktop.ui.widgets.editors import TypedEditor
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.plain import button, label


class NewDay(QWidget):
    """The hour may be left out; Enter in either field is the button."""

    chosen = Signal(object, object)  # the day, the hour or None
    over = Signal()  # it is asked no more

    def __init__(
        self, name: str, verb: str, *, spoken: str, today: Callable[[], date], end: str = ""
    ) -> None:
        super().__init__()
        self._le = TypedEditor(lambda text: read_date(text, on=today()), show_date, "jour")
        self._at = TypedEditor(read_time, show_time, "heure")
        self._objection = label(role="objection", name=f"{name}_objection{end}")
        self._objection.hide()
        ok = button(verb, name=f"{name}_ok{end}")
        ok.setAccessibleName(f"{verb}. {spoken}")
        ok.clicked.connect(self._choose)
        row = QWidget()
        flow = Flow(row)
        for field, part, what in ((self._le, "le", "Jour"), (self._at, "a", "Heure")):
            field.setObjectName(f"{name}_{part}{end}")
            field.setAccessibleName(f"{what} du rendez-vous. {spoken}")
            field.returnPressed.connect(self._choose)
            field.textEdited.connect(lambda: self._object_to(""))
            flow.addWidget(field)
        flow.addWidget(ok)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(row)
        self._column.addWidget(self._objection)

    @property
    def fields(self) -> tuple[QLineEdit, ...]:
        """Return where words are typed: the day, the hour."""
        return self._le, self._at

    def say_below(self, widget: QWidget) -> None:
        """Put under these fields what is to be said of them."""
        self._column.addWidget(widget)

    def begin(self) -> None:
        """Put the cursor in the day."""
        self._le.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        try:
            le, at = self._le.value(), self._at.value()
        except Unreadable as refusal:
            self._object_to(refusal.phrase)
            return
        if not isinstance(le, date):
            self._object_to("Indiquez le jour.")
            self._le.setFocus()
            return
        self._object_to("")
        self.chosen.emit(le, at if isinstance(at, time) else None)

    def _object_to(self, sentence: str) -> None:
        self._objection.setText(sentence)
        self._objection.setVisible(bool(sentence))
        self._le.setAccessibleDescription(sentence)
