"""What is decided, one suite after another: a genre, words, a date; Enter adds, Delete removes.

The value is that of the kind: a tuple of lines (plie/suite.py). What is typed and not added yet is
part of it, so that nothing typed is lost.
"""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.typed_dates import read_date, show_date
from desktop.ui.widgets.editors import ChoiceEditor, Options, TypedEditor
from desktop.ui.widgets.folding import Folding
from desktop.ui.widgets.offered import OfferedLine
from desktop.ui.widgets.plain import button
from plie.suite import Suite, before_day, begun, finished, line, read, said, tidy
from plie.vocabulaire import GenreSuite

_GENRES = tuple((genre.value, genre.label) for genre in GenreSuite)
_REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_CHANGE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_MOST_ROWS = 6
NAME = "suites"


class SuitesEditor(QWidget):
    """Controls `suites_genre`, `suites_texte`, `suites_le`, `suites_ajouter`, `suites_liste`."""

    edited = Signal()
    offered = Signal(QWidget)  # what grew, to be kept in view

    def __init__(self, options: Options, today: Callable[[], date]) -> None:
        super().__init__()
        self._genre = ChoiceEditor(_GENRES)
        self._genre.removeItem(0)
        self._entry = OfferedLine(f"{NAME}_texte", "Ce qui est décidé")
        self._le = TypedEditor(lambda text: read_date(text, on=today()), show_date, "")
        self._add = button("Ajouter", name=f"{NAME}_ajouter")
        self._list = QListWidget()
        self._mend = button("Reprendre la ligne", role="quiet", name=f"{NAME}_reprendre")
        self._drop = button("Retirer la ligne", role="quiet", name=f"{NAME}_retirer")
        self._suggest()
        self._ready = [Suite(_genre(code), shown) for code, shown in options]
        self._lay_out()
        self._wire()
        self.know(())

    def know(self, open_: Iterable[Suite]) -> None:
        """Offer, beside what is ready-made, what is open in the dossier."""
        offered = [*open_, *self._ready]
        self._entry.know([(suite, _shown(suite)) for suite in offered])

    def value(self) -> object:
        """The lines, what is typed and not added yet included; Unreadable if its date is."""
        pending = self._pending()
        return (*self._rows(), line(pending)) if pending else self._rows()

    def is_typing(self) -> bool:
        """Whether words were typed and not added to the list yet."""
        return bool(tidy(self._entry.words.text()))

    def set_value(self, value: object) -> None:
        """Show these lines; nothing is being typed."""
        lines = tuple(value) if isinstance(value, list | tuple) else ()
        if self._rows() != lines or self._entry.words.text():
            self._fill(lines)
            self._clear()

    def state(self) -> object:
        """What undo gives back: the lines, and what is being typed."""
        return self._rows(), self._genre.value(), self._entry.words.text(), self._le.text()

    def restore(self, state: object) -> None:
        """Be again as `state` said."""
        if isinstance(state, tuple):
            lines, genre, words, le = state
            self._fill(lines)
            self._genre.set_value(genre)
            self._entry.words.setText(words)
            self._le.setText(le)
            self._entry.put_away()

    def widget(self) -> QWidget:
        """Itself."""
        return self

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if not held and self._pressed(watched, Qt.Key(event.key())):
                return True
        return super().eventFilter(watched, event)

    def _pressed(self, watched: QObject, key: Qt.Key) -> bool:
        if watched is self._le and key in _CHANGE[:2]:
            self._append()
        elif watched is self._list and key in _REMOVE and self._list.currentRow() >= 0:
            self._remove()
        elif watched is self._list and key in _CHANGE and self._list.currentRow() >= 0:
            self._take_back()
        else:
            return False
        return True

    def _pending(self) -> Suite | None:
        words = tidy(self._entry.words.text())
        if not words:
            return None
        le = self._le.value()
        genre = _genre(str(self._genre.value()))
        words = finished(words) if genre is GenreSuite.OBJECTIF_AVANCE else words
        return Suite(genre, words, le if isinstance(le, date) else None)

    def _append(self) -> None:
        try:
            pending = self._pending()
        except ValueError:
            self._le.setFocus()
            return
        if pending is not None:
            self._fill((*self._rows(), line(pending)))
            self._clear()
            self.edited.emit()
        self._entry.words.setFocus()

    def _remove(self) -> None:
        row = self._list.currentRow()
        if row < 0:
            return
        lines = self._rows()
        self._fill(lines[:row] + lines[row + 1 :])
        self._list.setCurrentRow(min(row, self._list.count() - 1))
        if not self._list.count():
            self._entry.words.setFocus()
        self.edited.emit()

    def _take_back(self) -> None:
        """Take a line back where it is typed, what was being typed there added."""
        row = self._list.currentRow()
        if row < 0:
            return
        suite = read(self._rows()[row])
        self._append()
        if self._entry.words.text():
            return
        lines = self._rows()
        self._fill(lines[:row] + lines[row + 1 :])
        self._show(suite)
        self.edited.emit()

    def _pick(self, suite: Suite) -> None:
        self._genre.set_value(suite.genre.value)
        # Of an objective on its way, what is noted comes next.
        advances = suite.genre is GenreSuite.OBJECTIF_AVANCE
        self._entry.words.setText(begun(suite.texte) if advances else suite.texte)
        self.edited.emit()

    def _show(self, suite: Suite) -> None:
        self._genre.set_value(suite.genre.value)
        self._entry.words.setText(suite.texte)
        self._le.set_value(suite.le)
        self._entry.words.setFocus()

    def _turn(self, step: int) -> None:
        count = self._genre.count()
        self._genre.setCurrentIndex((self._genre.currentIndex() + step) % count)
        self._entry.words.setAccessibleDescription(self._genre.currentText())
        self.edited.emit()

    def _suggest(self) -> None:
        self._le.setPlaceholderText(f"{before_day(_genre(str(self._genre.value())))}…")

    def _clear(self) -> None:
        self._entry.words.clear()
        self._entry.put_away()
        self._le.set_value(None)
        self._genre.set_value(GenreSuite.DECISION.value)

    def _rows(self) -> tuple[str, ...]:
        role = Qt.ItemDataRole.UserRole
        return tuple(str(self._list.item(n).data(role)) for n in range(self._list.count()))

    def _fill(self, lines: Iterable[str]) -> None:
        self._list.clear()
        for kept in lines:
            item = QListWidgetItem(_shown(read(kept)))
            item.setData(Qt.ItemDataRole.UserRole, kept)
            self._list.addItem(item)
        count = self._list.count()
        for shown in (self._list, self._mend, self._drop):
            shown.setVisible(bool(count))
        self._list.setCurrentRow(count - 1)
        rows = min(count, _MOST_ROWS) * max(self._list.sizeHintForRow(0), 1)
        self._list.setFixedHeight(rows + 2 * self._list.frameWidth() + 2)

    def _wire(self) -> None:
        self._entry.edited.connect(self.edited)
        self._entry.entered.connect(self._append)
        self._entry.offered.connect(lambda: self.offered.emit(self._entry))
        self._entry.picked.connect(self._pick)
        self._entry.turned.connect(self._turn)
        self._genre.edited.connect(self.edited)
        self._genre.currentIndexChanged.connect(self._suggest)
        self._le.edited.connect(self.edited)
        self._add.clicked.connect(self._append)
        self._mend.clicked.connect(self._take_back)
        self._drop.clicked.connect(self._remove)
        self._list.itemDoubleClicked.connect(lambda _item: self._take_back())
        for widget in (self._le, self._list):
            widget.installEventFilter(self)

    def _lay_out(self) -> None:
        self._genre.setObjectName(f"{NAME}_genre")
        self._genre.setAccessibleName("Genre de la suite")
        self._le.setObjectName(f"{NAME}_le")
        self._le.setAccessibleName("Date de la suite")
        self._add.setToolTip("Ajouter cette suite (Entrée)")
        self._add.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._list.setObjectName(f"{NAME}_liste")
        self._list.setAccessibleName("Suites notées")
        self._list.setAccessibleDescription("Entrée reprend la ligne, Suppr la retire.")
        self._list.setToolTip("Entrée reprend la ligne pour la changer, Suppr la retire")
        self._list.setWordWrap(True)
        of_line = QWidget()
        beside = QHBoxLayout(of_line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        for control in (self._genre, self._le, self._add):
            beside.addWidget(control)
        # In large letters they left eight letters to what is decided.
        row = Folding(of_line, level=Qt.AlignmentFlag.AlignTop)
        row.words.addWidget(self._entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(row)
        column.addWidget(self._list)
        of_list = QHBoxLayout()
        of_list.setSpacing(8)
        for act, keys in ((self._mend, "Entrée"), (self._drop, "Suppr")):
            # By keyboard, the list itself has the keys.
            act.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            act.setToolTip(f"{keys}, dans la liste")
            of_list.addWidget(act)
        of_list.addStretch(1)
        column.addLayout(of_list)
        # Tab goes through a widget that has a proxy from that proxy on.
        self.setFocusProxy(self._entry.words)
        chain = (self._entry.words, self._genre, self._le, self._list)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        for shown in (self._list, self._mend, self._drop):
            shown.hide()


def _shown(suite: Suite) -> str:
    day = f" — {said(suite)[1]}" if suite.le else ""
    return f"{suite.genre.label}\u00a0: {suite.texte}{day}"


def _genre(code: str) -> GenreSuite:
    return next((genre for genre in GenreSuite if genre.value == code), GenreSuite.DECISION)
