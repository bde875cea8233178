"""Saves a form by itself, one save at a time, so that each edit has seen the one before it."""

from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.ui.binding import Form
from desktop.ui.bound import Seen

# Names of the fields that are not to be saved as they are, from every value shown.
Held = Callable[[Mapping[str, object]], Collection[str]]


class Save(Protocol):
    """What writes: it must call `taken` with the operation's id, or one by field, or `failed`, once."""

    def __call__(
        self,
        values: Mapping[str, object],
        seen: Mapping[str, Seen],
        taken: Callable[[str | Mapping[str, str]], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Write `values`, then answer on the screen's thread."""


class Autosave(QObject):
    """Listens to a form's pauses. « Enregistré » is said after the commit, never before."""

    saved = Signal()  # what had been typed is kept
    failed = Signal(object)  # the exception; what is typed stays in the form, still to be saved

    def __init__(self, form: Form, save: Save) -> None:
        super().__init__(form)
        self._form = form
        self._save = save
        self._under_way: tuple[str, ...] = ()
        self._waiting: list[Callable[[], None]] = []
        self._held: Held = _nothing
        self._missed = False  # the last save was refused
        form.settled.connect(self._begin)
        form.edited.connect(self._perhaps_undone)

    def hold(self, held: Held | None = None) -> None:
        """Keep these fields back, given all that is shown, until what they need beside them is typed; None for none."""
        self._held = held or _nothing

    def is_idle(self) -> bool:
        """Whether nothing typed is left to keep, but for what is held back."""
        return not self._under_way and not self._form.is_edited(self._back())

    def flush(self, then: Callable[[], None] | None = None) -> None:
        """Save now; call `then` once nothing typed is left to keep, at once when it is so already.

        `then` is forgotten when the save fails: `failed` is told instead.
        """
        if then is not None:
            self._waiting.append(then)
        self._form.settle()
        self._end()

    def _begin(self) -> None:
        if self._under_way:
            return
        values = self._form.changes(self._back())
        if values:
            self._under_way = tuple(values)
            self._save(values, self._form.seen_of(values), self._taken, self._failed)

    def _perhaps_undone(self) -> None:
        # Typed back as it is in the vault: nothing will be saved again, and nothing is left to save.
        if self._missed and self.is_idle():
            self._missed = False
            self.saved.emit()

    def _back(self) -> Collection[str]:
        return self._held(self._form.values())

    def _taken(self, op_id: str | Mapping[str, str]) -> None:
        names, self._under_way = self._under_way, ()
        self._missed = False
        of = dict.fromkeys(names, op_id) if isinstance(op_id, str) else op_id
        self._form.taken(names, {name: (of[name],) for name in names})
        self.saved.emit()
        if self._waiting:
            self._begin()
        self._end()

    def _failed(self, error: Exception) -> None:
        names, self._under_way = self._under_way, ()
        self._missed = True
        self._form.released(names)
        self._waiting.clear()
        self.failed.emit(error)

    def _end(self) -> None:
        if self.is_idle():
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then()


def _nothing(_values: Mapping[str, object]) -> Collection[str]:
    return ()
