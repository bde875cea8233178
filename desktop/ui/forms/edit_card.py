"""`EditCard`: a form written by « Enregistrer », which stays; its words wait in the vault meanwhile.

Names, of a form « x »: `x_enregistrer`, `x_annuler`. Enter is « Enregistrer », Escape « Annuler ».
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.binding import Form
from desktop.ui.bound import Seen
from desktop.ui.desk import Desk
from desktop.ui.kept import Kept
from desktop.ui.widgets.plain import button
from desktop.usecases import Changes, Work
from desktop.usecases.saisies import Carte
from plie.objection import Objection

Values = Mapping[str, object]
Write = Callable[[Work, Values, Mapping[str, Seen]], Changes]


class EditCard(QWidget):
    """Writes what changed, with what the form had shown of it."""

    written = Signal(object)  # the Changes
    given_up = Signal()

    def __init__(
        self,
        desk: Desk,
        form: Form,
        carte: Carte,
        *,
        write: Write,
        judge: Callable[[Values], Sequence[Objection]] = lambda _values: (),
        words: str = "Enregistrer",
    ) -> None:
        super().__init__()
        self.form = form
        self._desk, self._write, self._judge = desk, write, judge
        self._kept = Kept(desk, carte, form)
        name = form.objectName()
        self._keep = button(words, role="main", name=f"{name}_enregistrer")
        self._cancel = button("Annuler", role="quiet", name=f"{name}_annuler")
        self._lay_out()
        form.edited.connect(self._follow)
        form.entered.connect(self._tell)
        self._keep.clicked.connect(self._tell)
        self._cancel.clicked.connect(self._give_up)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._give_up)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._follow()

    def refresh(self, values: Values, seen: Mapping[str, Seen]) -> None:
        """Take what came from elsewhere, except where one types."""
        self.form.refresh(values, seen)
        self._follow()

    def leave(self) -> None:
        """Keep what is typed: this form goes, and gives it back when it is opened again."""
        self._kept.leave()

    def _follow(self) -> None:
        # What is typed and cannot be read is to be said too.
        typed = bool(self.form.typed())
        self._keep.setEnabled(typed)
        self._cancel.setEnabled(typed)

    def _tell(self) -> None:
        if not self._keep.isEnabled() or not self.form.can_be_read():
            return
        if self.form.object_all(self._judge(self.form.values())):
            return
        changed = self.form.changes()
        seen = self.form.seen_of(changed)
        self._keep.setEnabled(False)
        self._kept.write(
            self,
            lambda work: self._write(work, changed, seen),
            partial(self._done, tuple(changed)),
            failed=partial(self._refused, tuple(changed)),
        )

    def _done(self, names: tuple[str, ...], changes: Changes) -> None:
        ops = dict.fromkeys(names, (changes.written[-1].op_id,))
        self.form.taken(names, ops)
        self._kept.begin_again()
        self._follow()
        self.written.emit(changes)

    def _refused(self, names: tuple[str, ...], error: Exception) -> None:
        self.form.released(names)
        self._follow()
        self._desk.speak.refuse(error)

    def _give_up(self) -> None:
        self.form.clear_objections()
        self.form.untype()
        self._kept.flush()
        self._follow()
        self.given_up.emit()

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self._keep)
        acts.addWidget(self._cancel)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._kept)
        column.addWidget(self.form)
        column.addLayout(acts)
