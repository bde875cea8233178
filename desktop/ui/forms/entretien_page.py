"""The page of an entretien: the form, what lacks of it below, and beside them the last time. No gesture here.

What is told of the form while one works in it stands below: above, it would move each field under the hand
of whoever is about to click there.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.forms.entretien import open_suites
from desktop.ui.forms.place_of_day import PlaceOfDay
from desktop.ui.widgets.correction import FIELD as MOTIF
from desktop.ui.widgets.correction import Correction
from desktop.ui.widgets.editors import TextEditor
from desktop.ui.widgets.lacks import Lacks
from desktop.ui.widgets.memory import Memory
from desktop.ui.widgets.plain import label
from desktop.ui.widgets.suites import SuitesEditor
from desktop.usecases.entretiens import Memoire
from plie import phrases
from plie.agenda import lieu_propose
from plie.kinds import Permanence

_DECIDED, _NEXT = "suites", "prochain_le"
_MOST_WIDTH = 1280  # beyond, lines are too long to be read back
_FORM_SHARE, _MEMORY_SHARE = 9, 4
_TALL, _LINES, _FEW_LINES = 760, 12, 4  # what was said has the room that the window leaves
_ABOVE = 60  # pixels left in view around a field one is taken to: its label, its objection


class EntretienPage(QWidget):
    """Form at left, memory at right."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.lacks = Lacks("manque", "À compléter ou à corriger, pour finaliser\u00a0:")
        self.correction = Correction()
        self.memory = Memory()
        self._held: tuple[Permanence, ...] = ()
        self._place = PlaceOfDay(
            form,
            lambda le, at: lieu_propose(self._held, le, at),
            le=_NEXT,
            debut="prochain_debut",
            lieu="prochain_lieu",
        )
        self._disputed = label(name="a_trancher")
        self._disputed.setProperty("severity", "avertissement")
        self._area = QScrollArea()
        self._lay_out()
        self.lacks.asked.connect(self.go_to)
        form.restored.connect(self.go_to)
        decided = form.editor(_DECIDED)
        if isinstance(decided, SuitesEditor):
            decided.offered.connect(self._keep_in_view)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        self.dispute(())

    def dispute(self, fields: Sequence[str]) -> None:
        """Say which fields, by their labels, show one of two writings."""
        self._disputed.setText(
            f"{phrases.join_words(fields)}\u00a0: écrit de deux façons, une seule est affichée. Rien "
            "n’est perdu\u00a0: les deux vous attendent dans «\u00a0Échanges\u00a0»."
        )
        self._disputed.setVisible(bool(fields))

    def is_deciding(self) -> bool:
        """Whether words are typed under what is decided that its list does not show yet."""
        decided = self.form.editor(_DECIDED)
        return isinstance(decided, SuitesEditor) and decided.is_typing()

    def remember(self, memoire: Memoire) -> None:
        """Show the last time, offer what is still open to what is decided now, and know where one receives."""
        self.memory.show_memory(memoire)
        self._held = memoire.permanences
        self._place.recognise()
        decided = self.form.editor(_DECIDED)
        if isinstance(decided, SuitesEditor):
            decided.know(open_suites(memoire))

    def begin(self) -> None:
        """Take the adviser where they go on writing, or to why they correct."""
        self._place.recognise()
        written = self.form.editor("contenu")
        if isinstance(written, TextEditor):
            written.moveCursor(QTextCursor.MoveOperation.End)
        self.go_to("contenu" if self.correction.isHidden() else MOTIF)

    def go_to(self, field: str) -> None:
        """Take the adviser to a field, in view."""
        if field == MOTIF:
            self.correction.motif.setFocus()
            return
        self.form.focus(field)
        self._area.ensureWidgetVisible(self.form.editor(field), 0, _ABOVE)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        written = self.form.editor("contenu")
        if isinstance(written, TextEditor):
            written.set_least(_LINES if event.size().height() > _TALL else _FEW_LINES)

    def _follow(self) -> None:
        """Show whole the field that one is in: clicked where it was cut, or followed by more than before."""
        here = QApplication.focusWidget()
        if here is None or not self.form.isAncestorOf(here):
            return
        if QApplication.mouseButtons() and not isinstance(here, (QLineEdit, QPlainTextEdit)):
            return  # a button that moves away between the press and the release is not pressed
        if self.form.editor(_DECIDED).isAncestorOf(here):
            # What was added to it pushes away what comes next: when to meet again.
            self._area.ensureWidgetVisible(self.form.editor(_NEXT), 0, _ABOVE)
        self._area.ensureWidgetVisible(here, 0, _ABOVE)

    def _keep_in_view(self, grown: QWidget) -> None:
        # Once the layout has given it its height.
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(grown, 0, 8))

    def _lay_out(self) -> None:
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 12, 8)
        inner.addWidget(self.form)
        inner.addStretch(1)
        self.form.setMaximumWidth(_MOST_WIDTH)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(page)
        self._area.verticalScrollBar().rangeChanged.connect(self._follow)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.correction)
        left.addWidget(self._area, 1)
        for widget in (self._disputed, self.lacks):
            left.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, _FORM_SHARE)
        row.addWidget(self.memory, _MEMORY_SHARE)
