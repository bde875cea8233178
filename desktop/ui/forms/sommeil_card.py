"""An alert being put off: until when, and why. `sommeil_jusqu_au`, `sommeil_motif`, `sommeil_garder`, `sommeil_annuler`."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.binding import Field, Form
from desktop.ui.kept import Kept
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.plain import button, label
from plie.alertes.alerte import Alerte
from plie.entretien import Objection

_FIELDS = (
    Field("jusqu_au", "Jusqu’au", "date"),
    Field("motif", "Pourquoi", "line", beside=True),
)
_MEANS = (
    "Elle reviendra d’elle-même ce jour-là. D’ici là elle ne compte plus dans les listes\u202f; la "
    "coordination voit dans le dossier qu’elle dort, et pourquoi."
)


class SommeilCard(QFrame):
    """Enter puts the alert off, Escape leaves it as it was."""

    kept = Signal(object, str)  # the day or None, the reason
    put_away = Signal()

    def __init__(
        self, alerte: Alerte, *, today: Callable[[], date], keep: Callable[[Form], Kept]
    ) -> None:
        super().__init__()
        self.alerte = alerte
        self._sent = False
        self.setObjectName("sommeil_carte")
        self.setProperty("role", "card")
        self._form = Form("sommeil", _FIELDS, today=today)
        self.words = keep(self._form)
        self._keep = button("Mettre en sommeil", name="sommeil_garder")
        self._cancel = button("Annuler", role="quiet", name="sommeil_annuler")
        self._lay_out()
        self._form.entered.connect(self._done)
        self._keep.clicked.connect(self._done)
        self._cancel.clicked.connect(self._give_up)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._give_up)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def begin(self) -> None:
        """Lead the keyboard to the day."""
        self._form.focus("jusqu_au")

    def object_all(self, objections: Iterable[Objection]) -> None:
        """Say what stands against it, beside the fields; it may be asked again."""
        self._sent = False
        self._form.object_all(objections)

    def _give_up(self) -> None:
        self.words.forget()
        self.put_away.emit()

    def _done(self) -> None:
        if self._sent:
            # A second Enter while the first is being judged asks for nothing more.
            return
        unreadable = self._form.unreadable()
        if unreadable:
            self._form.settle()
            self._form.focus(unreadable[0])
            return
        values = self._form.values()
        le = values.get("jusqu_au")
        self._sent = True
        self.kept.emit(le if isinstance(le, date) else None, str(values.get("motif") or ""))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        title = f"Mettre en sommeil\u00a0: {self.alerte.code.label}"
        column.addWidget(label(title, role="heading", name="sommeil_titre"))
        column.addWidget(label(_MEANS, role="muted"))
        column.addWidget(self.words)
        column.addWidget(self._form)
        row = QWidget()
        flow = Flow(row)
        for act in (self._keep, self._cancel):
            flow.addWidget(act)
        column.addWidget(row)
