"""`Form`: builds a list of `Field`s, carries their values and what each has seen.

`seen` is the identities of the operations a field's value came from: a write says what its author
had before their eyes, and an edit made elsewhere meanwhile is never overwritten in silence.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.bound import Bound, Seen
from desktop.ui.field import Field
from desktop.ui.history import History
from desktop.ui.rows import BreakingRow
from desktop.ui.undo import UndoKeys
from plie import nir
from plie.objection import Objection

PAUSE = 600  # milliseconds without typing before `settled`
LONGEST = 1_500  # milliseconds before `settled` for someone who never pauses


class Form(QWidget):
    """Labels above, help and objection below; `today` gives the day that « auj. » means."""

    edited = Signal(str)  # the name of the field the person changed
    entered = Signal()  # Enter was pressed in a line
    settled = Signal()  # typing paused: time to save
    restored = Signal(str)  # the name of the field that an undo or a redo changed
    history_moved = Signal()  # what can be undone or redone is no longer the same

    def __init__(
        self,
        name: str,
        fields: Iterable[Field],
        *,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self._settle)
        self._bound: dict[str, Bound] = {}
        self._rows: list[BreakingRow] = []
        self._row_of: dict[str, BreakingRow] = {}
        self._others: dict[str, Seen] = {}
        self._history = History()
        self._restoring = False  # a step of the history is being told
        self._keys = UndoKeys(self, self.undo, self.redo)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for field in fields:
            if not (self._rows and field.beside):
                self._rows.append(BreakingRow(self._column))
            self._add(field, self._rows[-1], today)
        self._arrange()
        self._column.addStretch(1)

    def load(self, values: Mapping[str, object], seen: Mapping[str, Seen]) -> None:
        """Show values afresh: nothing is edited any more."""
        self._pause.stop()
        self._others = {name: ids for name, ids in seen.items() if name not in self._bound}
        for name, bound in self._bound.items():
            bound.adopt(values.get(name), seen.get(name, ()))
        self._history.clear()
        self.history_moved.emit()

    def undo(self) -> None:
        """Take back the last thing done in the form, in whichever field; saved like an edit."""
        step = self._history.undo()
        if step is not None:
            self._restore(step.field, step.before)

    def redo(self) -> None:
        """Do again what was taken back last."""
        step = self._history.redo()
        if step is not None:
            self._restore(step.field, step.after)

    def undo_from(self, room: QWidget) -> None:
        """Let the keys of undo work wherever the focus is in this room, out of the form too."""
        self._keys.reach(room)

    def show_value(self, name: str, value: object) -> None:
        """Change a field in the person's stead as they type another; `propose` makes it a step."""
        self._bound[name].put(value)

    def propose(self, name: str, value: object) -> None:
        """Change a field in the person's stead: it is shown, saved and undone as their own edit.

        Nothing on an undo or a redo: what was proposed the first time is a step of its own.
        """
        if not self._restoring:
            self._bound[name].put(value)
            self._changed(name)

    @property
    def can_undo(self) -> bool:
        """Whether something is left to undo."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether something is left to redo."""
        return self._history.can_redo

    def changes(self, but: Collection[str] = ()) -> dict[str, object]:
        """Return what the author changed since loaded or last taken, where it can be read, but for some fields."""
        return {n: b.send() for n, b in self._bound.items() if n not in but and b.is_ready()}

    def values(self) -> dict[str, object]:
        """Return every value that can be read, changed or not."""
        return {name: bound.value() for name, bound in self._bound.items() if bound.is_readable()}

    def seen_of(self, names: Iterable[str]) -> dict[str, Seen]:
        """Return what each of these fields had seen when its author began to edit it.

        What was seen of the thing itself, beyond its fields, goes along.
        """
        return self._others | {name: self._bound[name].seen for name in names}

    def taken(self, names: Iterable[str], op_ids: Mapping[str, Seen]) -> None:
        """What `changes` gave is saved: fields have now seen their own operations."""
        for name in names:
            bound = self._bound[name]
            bound.take(op_ids.get(name, bound.seen))
        # What was typed meanwhile is saved in its turn.
        if self.is_edited():
            self._pause.start()

    def released(self, names: Iterable[str]) -> None:
        """What `changes` gave could not be saved: it is still to be."""
        for name in names:
            self._bound[name].release()

    def refresh(self, values: Mapping[str, object], seen: Mapping[str, Seen]) -> None:
        """Take what came from outside, except where the author is editing."""
        self._others |= {name: ids for name, ids in seen.items() if name not in self._bound}
        for name, value in values.items():
            if name in self._bound and self._bound[name].arrive(value, seen.get(name, ())):
                self._history.forget(name)
        self.history_moved.emit()

    def is_edited(self, but: Collection[str] = ()) -> bool:
        """Whether something is to be saved, some fields left aside."""
        return any(bound.is_ready() for name, bound in self._bound.items() if name not in but)

    def typed(self) -> dict[str, object]:
        """Return what is typed and not kept, as it is typed, readable or not."""
        return {name: bound.typed() for name, bound in self._bound.items() if bound.is_typed()}

    def retype(self, typed: Mapping[str, object]) -> None:
        """Type again what `typed` gave: it is still to be kept."""
        for name, words in typed.items():
            if name in self._bound:
                self._bound[name].retype(words)

    def untype(self) -> None:
        """Take back what `typed` gives: what was loaded is shown again, and may be undone."""
        for name, bound in self._bound.items():
            if bound.is_typed():
                self.propose(name, bound.loaded)

    def unreadable(self) -> tuple[str, ...]:
        """Return the names of the fields whose text makes no sense."""
        return tuple(name for name, bound in self._bound.items() if not bound.is_readable())

    def can_be_read(self) -> bool:
        """Whether all that is typed can be read; if not, say so where it cannot and go there."""
        unreadable = self.unreadable()
        if unreadable:
            self.settle()
            self.focus(unreadable[0])
        return not unreadable

    def object_to(self, field: str, sentence: str) -> None:
        """Say under a field, in words, what stands against it."""
        self._bound[field].object_to(sentence)

    def object_all(self, objections: Iterable[Objection]) -> bool:
        """Say what stands against each field, or that it cannot be read, and go to the first objection; whether there is one."""
        found = self.object_anew(objections)
        for bound in self._bound.values():
            bound.judge()
        if found:
            self.focus(found[0].field)
        return bool(found)

    def object_anew(self, objections: Iterable[Objection]) -> tuple[Objection, ...]:
        """Say and return what stands against each field now, and no more what did; not to who types what cannot be read yet."""
        found = (*objections, *self.secrets())
        against = {one.field: one.phrase for one in found}
        for name, bound in self._bound.items():
            if bound.is_readable():
                bound.object_to(against.get(name, ""))
        return found

    def withdraw(self, objection: Objection) -> None:
        """Take back an objection, unless its field has another by now."""
        bound = self._bound[objection.field]
        if bound.objection.text() == objection.phrase:
            bound.object_to("")

    def object_in(self, names: Iterable[str], place: Callable[[QWidget], None]) -> None:
        """Say elsewhere than under each of these fields what stands against it."""
        for name in names:
            place(self._bound[name].objection)

    def secrets(self) -> tuple[Objection, ...]:
        """Return what stands against the fields that hold what is never written, whatever the form."""
        held = (name for name, value in self.values().items() if nir.said(value))
        return tuple(Objection(name, "nir_ecrit", nir.PHRASE, article=None) for name in held)

    def explain(self, field: str, say: Callable[[object], str]) -> None:
        """Say under a field, from now on, what its value means; no objection."""
        self._bound[field].explain(say)

    def clear_objections(self) -> None:
        """Take back every objection."""
        for bound in self._bound.values():
            bound.object_to("")

    def set_below(self, field: str, widget: QWidget) -> None:
        """Put what is to be said of a field under its row."""
        self._column.insertWidget(self._row_of[field].end, widget)

    def show_only(self, names: Collection[str], *, among: Iterable[str]) -> None:
        """Show some of the fields that another's answer asks for; what was typed in the others is taken out."""
        for name in among:
            bound = self._bound[name]
            bound.setVisible(name in names)
            if name not in names:
                bound.put(bound.loaded)
                self._history.forget(name)

    def focus(self, field: str) -> None:
        """Take the person to a field."""
        self._bound[field].widget.setFocus()

    def settle(self) -> None:
        """Do not wait for the pause: the screen is being left or locked."""
        for bound in self._bound.values():
            bound.judge()
        self._settle()

    def editor(self, field: str) -> QWidget:
        """Return the widget of a field."""
        return self._bound[field].widget

    @override
    def minimumSizeHint(self) -> QSize:
        # Narrower than its rows as they stand: they break.
        least = max((row.least for row in self._rows), default=0)
        return QSize(least, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def event(self, event: QEvent) -> bool:
        # Larger letters, or an objection, may leave too little room for a row.
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        for row in self._rows:
            row.arrange(self.width())
            for line in row.lines:
                _level([cell for cell in line if isinstance(cell, Bound) and not cell.isHidden()])

    def _add(self, field: Field, row: BreakingRow, today: Callable[[], date]) -> None:
        bound = Bound(
            f"{self.objectName()}_{field.name}", field.label, field.help, field.make_editor(today)
        )
        bound.edited.connect(partial(self._changed, field.name))
        # Left, a field is done with: typed over again, it is another step, however soon.
        bound.left.connect(self._history.seal)
        self._keys.take(bound.widget)
        if isinstance(bound.widget, QLineEdit):
            bound.widget.returnPressed.connect(self.entered)
        self._bound[field.name] = bound
        self._row_of[field.name] = row
        row.add(bound, stretch=0 if field.is_short else 1)

    def _restore(self, name: str, state: object) -> None:
        self._bound[name].restore(state)
        self.history_moved.emit()
        self._restoring = True
        try:
            self._edited(name)
        finally:
            self._restoring = False
        self.restored.emit(name)

    def _changed(self, name: str) -> None:
        before, after, other = self._bound[name].mark()
        if other:
            self._history.record(name, before, after)
            if isinstance(self._bound[name].widget, QComboBox):
                self._history.seal()  # an answer is no word that goes on: each is a step
        else:
            self._history.reword(name, after)
        self.history_moved.emit()
        self._edited(name)

    def _edited(self, name: str) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self.edited.emit(name)

    def _settle(self) -> None:
        self._pause.stop()
        self._longest.stop()
        self._history.seal()
        for name, bound in self._bound.items():
            if bound.catch_up():
                self._history.forget(name)
        if self.is_edited():
            self.settled.emit()


def _level(fields: Sequence[Bound]) -> None:
    """Set on one line what is typed, however many lines each label takes."""
    labelled = [one for one in fields if one.head]
    tallest = max((one.head for one in labelled), default=0)
    for one in labelled:
        one.hang(tallest - one.head)
