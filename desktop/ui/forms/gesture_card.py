"""A gesture being told: its form, what stands against it beside the fields, « Enregistrer » and « Annuler »."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.binding import Form
from desktop.ui.forms.commission import chooser, first, form
from desktop.ui.widgets.plain import button, label
from desktop.usecases.demarches import Demarche, Geste
from plie.objection import Objection

Options = Mapping[str, tuple[tuple[str, str], ...]]
_REST = "geste_reste"
# Where the gesture is itself to cancel, « Annuler » would say both.
_ASKED = ("Enregistrer l’annulation", "Fermer")


class GestureCard(QFrame):
    """Keeps what is typed while the fields change with the answer chosen."""

    kept = Signal(object)  # the values of the form
    put_away = Signal()
    edited = Signal(str)  # the name of the field the person changed

    def __init__(
        self,
        geste: Demarche,
        options: Options,
        values: Mapping[str, object],
        *,
        today: Callable[[], date],
        dire: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.geste = geste
        self._options, self._today, self._dire = options, today, dire
        self._begun = dict(values)
        self._values = dict(values)
        self._typed: dict[str, object] = {}  # of every answer tried, also in fields no longer shown
        self.setObjectName("geste_carte")
        self.setProperty("role", "card")
        keep, close = _ASKED if geste is Geste.ANNULER else ("Enregistrer", "Annuler")
        self._keep = button(keep, role="main", name="geste_enregistrer")
        self._cancel = button(close, role="quiet", name="geste_annuler")
        self._rest = label(role="objection", name=_REST)
        self._rest.hide()
        self._form: Form = self._made()
        self._place = QVBoxLayout()
        self._place.addWidget(self._form)
        self._lay_out()
        self._keep.clicked.connect(self._done)
        self._cancel.clicked.connect(self.put_away)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.put_away.emit)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def begin(self, field: str = "") -> None:
        """Lead the keyboard to a field, else to the first that leaves a choice."""
        self._form.focus(field or first(self.geste, self._options))

    def say_above(self, widget: QWidget) -> None:
        """Put a line between the title and the fields."""
        self._place.insertWidget(0, widget)

    def typed(self) -> dict[str, object]:
        """Return what is typed and not written, as it is typed; the answer that others depend on too."""
        here = {*self._form.values(), *self._form.unreadable()}
        left = {name: words for name, words in self._typed.items() if name not in here}
        typed = {**left, **self._form.typed()}
        name = chooser(self.geste)
        if name:
            typed[name] = self._form.values()[name]
        # What was first proposed is nobody's word.
        return {n: words for n, words in typed.items() if n != name or words != self._first()}

    def retype(self, typed: Mapping[str, object]) -> None:
        """Type again what `typed` gave."""
        self._typed = {**self.typed(), **typed}
        name = chooser(self.geste)
        chosen = self._typed.get(name, self._first())
        if chosen != (self._values.get(name) or ""):
            self._build({**self._begun, name: chosen})
        else:
            self._retype()

    def untype(self) -> None:
        """Begin again with what was there at first."""
        self._typed = {}
        self._build(self._begun)
        self.edited.emit("")

    def object_all(self, objections: Iterable[Objection]) -> bool:
        """Say what stands against the gesture, beside its fields; whether something does."""
        found = tuple(objections)
        shown = self._form.values()
        apart = [one for one in found if one.field not in shown]
        self._rest.setText(self._dire(" ".join(one.phrase for one in apart)))
        self._rest.setVisible(bool(apart))
        return self._form.object_all(
            replace(one, phrase=self._dire(one.phrase)) for one in found if one.field in shown
        ) or bool(apart)

    def release(self, sentence: str) -> None:
        """Say that it was not written, and why."""
        self._rest.setText(self._dire(sentence))
        self._rest.setVisible(bool(sentence))
        self._keep.setEnabled(True)

    def _done(self) -> None:
        if not self._form.can_be_read():
            return
        self.kept.emit({**self._values, **self._form.values()})

    def _made(self) -> Form:
        made = form(self.geste, self._options, self._values, today=self._today, dire=self._dire)
        made.edited.connect(self._edited)
        made.entered.connect(self._done)
        return made

    def _edited(self, name: str) -> None:
        if name == chooser(self.geste):
            self._typed = self.typed()
            self._build({**self._values, name: self._form.values()[name]})
            self._form.focus(name)
        self.edited.emit(name)

    def _build(self, values: Mapping[str, object]) -> None:
        """Show the fields that an answer asks for, with what was typed in them."""
        before, self._values = self._form, dict(values)
        self._form = self._made()
        self._retype()
        self._place.replaceWidget(before, self._form)
        before.hide()
        # Gone at once for whoever looks for a field by its name; one of its signals may be under way.
        before.setParent(None)
        before.deleteLater()

    def _retype(self) -> None:
        # The answer itself is loaded: typed again, it would build the form again.
        asked = chooser(self.geste)
        self._form.retype({n: words for n, words in self._typed.items() if n != asked})

    def _first(self) -> object:
        return self._begun.get(chooser(self.geste)) or ""

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.addWidget(self._keep)
        actions.addWidget(self._cancel)
        actions.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(label(self.geste.label, role="heading"))
        column.addLayout(self._place)
        column.addWidget(self._rest)
        column.addLayout(actions)
