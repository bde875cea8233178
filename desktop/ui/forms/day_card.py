"""`DayCard`: a day and a few words that tell a fact. Enter keeps it, Escape gives it up; its words wait until then.

Names, of a form « x »: `x_carte`, `x_garder`, `x_annuler`.
"""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.kept import Kept
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.plain import button, label
from plie.objection import Objection


class DayCard(QFrame):
    """The form of a day and of a line of words, in this order."""

    given = Signal(object, str)  # the day or None, the words
    put_away = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        fields: tuple[Field, Field],
        *,
        today: Callable[[], date],
        keep: Callable[[Form], Kept],
        means: str = "",
        keep_words: str = "Enregistrer",
        begun: tuple[date | None, str] = (None, ""),
    ) -> None:
        super().__init__()
        self._day, self._line = (field.name for field in fields)
        self._sent = False
        self.setObjectName(f"{name}_carte")
        self.setProperty("role", "card")
        self._form = Form(name, fields, today=today)
        self._form.load(dict(zip((self._day, self._line), begun, strict=True)), {})
        self.words = keep(self._form)
        act = button(keep_words, name=f"{name}_garder")
        cancel = button("Annuler", role="quiet", name=f"{name}_annuler")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(label(title, role="heading"))
        if means:
            column.addWidget(label(means, role="muted"))
        column.addWidget(self.words)
        column.addWidget(self._form)
        row = QWidget()
        flow = Flow(row)
        for gesture in (act, cancel):
            flow.addWidget(gesture)
        column.addWidget(row)
        self._form.entered.connect(self._give)
        act.clicked.connect(self._give)
        cancel.clicked.connect(self._give_up)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._give_up)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def begin(self) -> None:
        """Lead the keyboard to the day."""
        self._form.focus(self._day)

    def object_all(self, objections: Iterable[Objection]) -> None:
        """Say what stands against it, beside the fields; it may be given again."""
        self._sent = False
        self._form.object_all(objections)

    def _give_up(self) -> None:
        self.words.forget()
        self.put_away.emit()

    def _give(self) -> None:
        if self._sent:
            # A second Enter while the first is being judged or written asks for nothing more.
            return
        if not self._form.can_be_read():
            return
        values = self._form.values()
        le = values.get(self._day)
        self._sent = True
        self.given.emit(le if isinstance(le, date) else None, str(values.get(self._line) or ""))
