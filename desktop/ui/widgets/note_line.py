"""One line to note a fact of the dossier in ten seconds: a genre, a day, words, Enter.

Controls `noter_genre`, `noter_date`, `noter_texte`. What is typed of one dossier waits for that dossier.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.rows import BreakingRow
from desktop.ui.tips import tip
from desktop.ui.typed_dates import Unreadable, read_date, show_date
from desktop.ui.widgets.editors import ChoiceEditor, Options, TypedEditor
from desktop.ui.widgets.plain import label

NAME = "noter"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_AS_NARROW = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_LETTERS = 9  # of a genre shown, at least
_WORDS = 24  # letters of the words seen at once, at least
_TURNS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_HELP = (
    "Ctrl+E vient ici\u202f; Ctrl+↑ ou Ctrl+↓ change le genre\u202f; Entrée note. "
    "Une erreur se corrige depuis le fil."
)


@dataclass(frozen=True, slots=True)
class Noted:
    """What the person noted, of which dossier."""

    dossier: str
    genre: str
    le: date
    texte: str


class NoteLine(QWidget):
    """Empty again at once for the next line; a refused one comes back with its objection."""

    noted = Signal(object)  # a Noted
    edited = Signal()  # the person changed something
    leaving = Signal()  # another dossier is about to be shown
    standing = Signal(str)  # the dossier that it notes of from now on

    def __init__(self, genres: Options, today: Callable[[], date]) -> None:
        super().__init__()
        self.setObjectName(NAME)
        self._today = today
        self._dossier = ""
        self._waiting: dict[str, dict[str, object]] = {}
        self._genre = ChoiceEditor(genres)
        self._genre.removeItem(0)
        self._le = TypedEditor(lambda text: read_date(text, on=today()), show_date, "auj.")
        self._words = _Words()
        self._objection = label(role="objection", name=f"{NAME}_objection")
        self._objection.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._row = BreakingRow(self._column)
        self._lay_out()
        for field in (self._genre, self._le, self._words):
            field.installEventFilter(self)
        self._words.textEdited.connect(lambda: self.object_to(""))
        self._le.textEdited.connect(lambda: self.object_to(""))
        for told in (self._words.textEdited, self._le.textEdited, self._genre.currentIndexChanged):
            told.connect(self.edited)

    def begin(self) -> None:
        """Put the cursor in the words."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def stand_for(self, dossier: str) -> None:
        """Note of this dossier from now on; of the one before, what was typed is kept."""
        if dossier == self._dossier:
            return
        self.leaving.emit()
        self._waiting[self._dossier] = self.typed()
        self._dossier = dossier
        self.untype()
        self.retype(self._waiting.pop(dossier, {}))
        self.object_to("")
        self.standing.emit(dossier)

    def typed(self) -> dict[str, object]:
        """Return what is typed and not noted; nothing without words."""
        if not self._words.text().strip():
            return {}
        found = {"texte": self._words.text(), "date": self._le.text()}
        return {**found, "genre": self._genre.value()}

    def retype(self, typed: Mapping[str, object]) -> None:
        """Type again what `typed` gave."""
        if typed:
            self._words.setText(str(typed["texte"]))
            self._le.setText(str(typed["date"]))
            self._genre.set_value(typed["genre"])
        self.edited.emit()

    def untype(self) -> None:
        """Leave the line empty."""
        self._words.clear()
        self._le.set_value(None)
        self.edited.emit()

    def say_below(self, widget: QWidget) -> None:
        """Put what is to be said of the line under it."""
        self._column.addWidget(widget)

    def give_back(self, noted: Noted, why: str) -> None:
        """A line was refused: show it again, unless another is being typed, and say why."""
        if noted.dossier != self._dossier:
            day = "" if noted.le == self._today() else show_date(noted.le)
            told = {"texte": noted.texte, "date": day, "genre": noted.genre}
            self._waiting.setdefault(noted.dossier, dict(told))
        elif not self._words.text():
            self._words.setText(noted.texte)
            self._le.set_value(None if noted.le == self._today() else noted.le)
            self._genre.set_value(noted.genre)
        self.object_to(why)

    def object_to(self, sentence: str) -> None:
        """Say what stands against the line."""
        self._objection.setText(sentence)
        self._objection.setVisible(bool(sentence))
        self._words.setAccessibleDescription(sentence or _HELP)

    @override
    def minimumSizeHint(self) -> QSize:
        # Narrower than its row as it stands: it breaks.
        return QSize(self._row.least, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.arrange(self.width())

    @override
    def event(self, event: QEvent) -> bool:
        # Larger letters may leave too little room.
        if event.type() == QEvent.Type.LayoutRequest:
            self._row.arrange(self.width())
        return super().event(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if held == Qt.KeyboardModifier.ControlModifier and key in _TURNS:
                self._turn(_TURNS[key])
                return True
            if not held and key in _ENTER and watched is not self._genre:
                self._send()
                return True
        return super().eventFilter(watched, event)

    def _turn(self, step: int) -> None:
        self._genre.setCurrentIndex((self._genre.currentIndex() + step) % self._genre.count())

    def _send(self) -> None:
        words = self._words.text().strip()
        if not words:
            # A second Enter on an empty line asks for nothing.
            self._words.setFocus()
            return
        try:
            le = self._le.value()
        except Unreadable as refusal:
            self.object_to(refusal.phrase)
            self._le.setFocus()
            return
        day = le if isinstance(le, date) else self._today()
        self.object_to("")
        self._words.clear()
        self._le.set_value(None)
        self._words.setFocus()
        self.noted.emit(Noted(self._dossier, str(self._genre.value()), day, words))

    def _lay_out(self) -> None:
        for field, name, spoken in (
            (self._genre, f"{NAME}_genre", "Genre de ce qui est noté"),
            (self._le, f"{NAME}_date", "Jour de ce qui est noté\u202f; vide, aujourd’hui"),
            (self._words, f"{NAME}_texte", "Noter un fait, en quelques mots"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(spoken)
            field.setToolTip(tip(_HELP))
        self._words.setPlaceholderText("Noter ce qui s’est passé, puis Entrée (Ctrl+E)")
        self._words.setAccessibleDescription(_HELP)
        # The words have the room: a long genre is shown whole in its list.
        self._genre.setSizeAdjustPolicy(_AS_NARROW)
        self._genre.setMinimumContentsLength(_LETTERS)
        for field in (self._genre, self._le):
            self._row.add(field, stretch=0)
        self._row.add(self._words, stretch=1)
        self._column.addWidget(self._objection)
        self._row.arrange(self.width())


class _Words(QLineEdit):
    """Never so narrow that one cannot read what one writes."""

    @override
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(_WORDS * self.fontMetrics().averageCharWidth(), least.height())
