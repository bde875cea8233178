"""A line of the story to be corrected, or cancelled: `ligne_<field>`, `ligne_corriger`, `ligne_annuler`.

An absence is only cancelled: its rendez-vous is planned again.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.binding import Form
from desktop.ui.field import Field
from desktop.ui.kept import Kept
from desktop.ui.widgets.editors import Options
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.plain import button, label
from desktop.usecases.evenements import PAR_ERREUR
from plie import phrases
from plie.kinds import Evenement
from plie.vocabulaire import GenreEvenement
from plie.vocabulaire import label as word

_KEPT = "La ligne reste dans le fil, marquée\u202f; la correction dit pourquoi."


class LineCard(QFrame):
    """Shows what the line says; what is typed becomes the fact that stands for it."""

    corrected = Signal(dict)  # genre, le, texte, motif
    cancelled = Signal(str)  # why
    closed = Signal()

    def __init__(
        self,
        line: Evenement,
        genres: Options,
        *,
        today: Callable[[], date],
        keep: Callable[[str, Form], Kept],
    ) -> None:
        super().__init__()
        self.setObjectName("ligne")
        self.setProperty("role", "card")
        self._noted = line.genre in dict(genres) and line.rendez_vous is None
        self._form = Form("ligne", _fields(genres, noted=self._noted), today=today)
        self._form.load(
            {"genre": line.genre, "le": line.date, "texte": line.texte, "motif": PAR_ERREUR}, {}
        )
        day = phrases.short_date(line.date)
        title = f"{word(GenreEvenement, line.genre)} du {day}"
        self.words = keep(title, self._form)
        self._objection = label(role="objection", name="ligne_objection")
        self._objection.hide()
        self._correct = button("Corriger", name="ligne_corriger")
        self._cancel = button("Annuler la ligne (saisie par erreur)", name="ligne_annuler")
        self._close = button("Fermer", role="quiet", name="ligne_fermer")
        self._lay_out(title)
        self._correct.clicked.connect(self._tell)
        self._form.entered.connect(self._tell)
        self._cancel.clicked.connect(lambda: self.cancelled.emit(self._why()))
        self._close.clicked.connect(self._give_up)

    def take_focus(self) -> None:
        """Begin with the words; where nothing is typed, with the way out."""
        if self._noted:
            self._form.focus("texte")
        else:
            self._close.setFocus()

    def object_to(self, sentence: str) -> bool:
        """Say what stands against it; whether there is something to say."""
        self._objection.setText(sentence)
        self._objection.setVisible(bool(sentence))
        return bool(sentence)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)

    def _give_up(self) -> None:
        self.words.forget()
        self.closed.emit()

    def _why(self) -> str:
        return str(self._form.values().get("motif") or "")

    def _tell(self) -> None:
        if not self._form.can_be_read():
            return
        if self._noted:
            self.corrected.emit(self._form.values())

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(label(title, role="heading"))
        column.addWidget(label(_KEPT, role="muted"))
        column.addWidget(self.words)
        column.addWidget(self._form)
        column.addWidget(self._objection)
        row = QWidget()
        flow = Flow(row)
        for act in (self._correct, self._cancel, self._close):
            flow.addWidget(act)
        column.addWidget(row)
        self._correct.setVisible(self._noted)
        self._form.setVisible(self._noted)


def _fields(genres: Options, *, noted: bool) -> tuple[Field, ...]:
    why = Field("motif", "Pourquoi", "line", beside=True)
    if not noted:
        return (why,)
    return (
        Field("genre", "Genre", "choice", options=genres),
        Field("le", "Jour", "date", beside=True),
        Field("texte", "Ce qui s’est passé", "line"),
        why,
    )
