"""One day of the agenda: its permanences, its rendez-vous by hour, what is free between them.

Named `jour_<ISO day>`. Arrows left and right leave for the day beside; Enter opens a line.
"""

import re
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.widgets.plain import label
from desktop.usecases.agenda import Jour, LigneRendezVous, hours
from plie import phrases
from plie.agenda import Creneau
from plie.vocabulaire import DemiJournee, IssueRendezVous
from plie.vocabulaire import label as word

_SHORT = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
_ROLE = Qt.ItemDataRole.UserRole
_BREAK = "\u200b"  # nothing to see: a line may end there
_PADDING, _PADDING_SIDE, _MARGIN, _TALL = 4, 2, 3, 10_000  # of an item (theme.qss), and Qt's own


class DayColumn(QFrame):
    """Lines are rendez-vous or free slots; either may be opened."""

    opened = Signal(object, object)  # the day, and a LigneRendezVous or a Creneau
    beside = Signal(int)  # -1 or +1: the keyboard leaves for the day beside
    entered = Signal(object)  # the day: the keyboard comes here

    def __init__(self, jour: Jour, *, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.le = jour.le
        self.setObjectName(f"jour_{jour.le.isoformat()}")
        self.setProperty("role", "card")
        self._list = _Lines(self)
        self._list.setProperty("role", "jour")
        self._list.setObjectName(f"jour_liste_{jour.le.isoformat()}")
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 8, 2, 8)
        column.setSpacing(4)
        mark = " · auj." if jour.le == today else ""
        title = f"{_SHORT[jour.le.weekday()]} {jour.le.day}{mark}"
        column.addWidget(label(title, role="heading"))
        for words in _bands(jour):
            band = label(words)
            band.setProperty("severity", "info")
            column.addWidget(band)
        column.addWidget(self._list, 1)
        self._fill(jour)
        count = sum(line.issue is IssueRendezVous.PREVU for line in jour.rendez_vous)
        self._list.setAccessibleName(
            f"{phrases.long_date(jour.le)}\u00a0: {count} rendez-vous prévu(s)"
        )
        self._list.itemActivated.connect(self._open)
        self._list.itemClicked.connect(self._open)
        self._list.left.connect(self.beside)
        self._list.come.connect(lambda: self.entered.emit(self.le))

    @property
    def row(self) -> int:
        """Which line is the current one."""
        return self._list.currentRow()

    def take_focus(self, row: int = 0) -> None:
        """Bring the keyboard here, on a line."""
        # Qt would choose the first line on the way.
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(min(max(row, 0), self._list.count() - 1))
        self._list.setFocus()

    def _fill(self, jour: Jour) -> None:
        whole: list[tuple[tuple[int, int], LigneRendezVous | Creneau]] = [
            (_when(line.creneau), line) for line in jour.rendez_vous
        ]
        whole += [(_when(free), free) for free in jour.libres]
        for _, what in sorted(whole, key=lambda one: one[0]):
            self._list.addItem(_free(what) if isinstance(what, Creneau) else _taken(what))

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(self.le, item.data(_ROLE))


class _Lines(QListWidget):
    left = Signal(int)  # -1 or +1
    come = Signal()  # the keyboard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapped(self))
        # Lines are measured again when the window gives the day another width.
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.come.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left.value: -1, Qt.Key.Key_Right.value: 1}
        if event.key() in sides:
            self.left.emit(sides[event.key()])
        else:
            super().keyPressEvent(event)


class _Wrapped(QStyledItemDelegate):
    """Counts the padding that the style sheet puts around an item, and breaks a name wider than a day.

    Without the first, lines are cut; without the second, Qt cuts the name.
    """

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = _breakable(option.text, QFontMetrics(option.font), self._room)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        font = index.data(Qt.ItemDataRole.FontRole)
        # Words are measured in the letters that they are drawn in, at the width left to them.
        drawn = QFont(font.resolve(option.font)) if isinstance(font, QFont) else option.font
        metrics = QFontMetrics(drawn)
        # Between words, as Qt draws: breaking anywhere would take fewer lines.
        words = metrics.boundingRect(
            QRect(0, 0, self._room, _TALL),
            Qt.TextFlag.TextWordWrap,
            _breakable(str(index.data()), metrics, self._room),
        )
        height = words.height() + 2 * _PADDING + 2
        return QSize(min(hint.width(), self._view.viewport().width()), max(hint.height(), height))

    @property
    def _room(self) -> int:
        """The width left to the words, in pixels."""
        return max(1, self._view.viewport().width() - 2 * _PADDING_SIDE - 2 * _MARGIN)


def _breakable(text: str, metrics: QFontMetrics, room: int) -> str:
    """Return a text whose words wider than the room may be broken where they leave it."""
    return "".join(_broken(part, metrics, room) for part in re.split(r"(\s+)", text))


def _broken(word_: str, metrics: QFontMetrics, room: int) -> str:
    if metrics.horizontalAdvance(word_) <= room:
        return word_
    fits = next(
        (n for n in range(len(word_) - 1, 0, -1) if metrics.horizontalAdvance(word_[:n]) <= room),
        1,
    )
    if fits >= len(word_):
        return word_
    return f"{word_[:fits]}{_BREAK}{_broken(word_[fits:], metrics, room)}"


def _bands(jour: Jour) -> list[str]:
    """Say each place once: a place held morning and afternoon is held all day."""
    halves: dict[str, list[str]] = {}
    for held in jour.permanences:
        halves.setdefault(held.lieu, []).append(word(DemiJournee, held.demi_journee).lower())
    whole = len(DemiJournee)
    return [
        f"{lieu}, {'toute la journée' if len(when) == whole else when[0]}"
        for lieu, when in halves.items()
    ]


def _when(creneau: Creneau | None) -> tuple[int, int]:
    return (creneau.debut.hour, creneau.debut.minute) if creneau else (0, 0)


def _taken(line: LigneRendezVous) -> QListWidgetItem:
    done = "" if line.issue is IssueRendezVous.PREVU else f"\n{line.issue.label}"
    clash = "\nAu même moment qu’un autre" if line.chevauche else ""
    start = phrases.spoken_time(line.creneau.debut) if line.creneau else "Sans heure"
    item = QListWidgetItem(f"{start}  {line.nom}{done}{clash}")
    bold = QFont()
    bold.setBold(line.issue is IssueRendezVous.PREVU)
    item.setFont(bold)
    item.setData(_ROLE, line)
    item.setData(
        Qt.ItemDataRole.AccessibleTextRole,
        f"{hours(line.creneau) or 'sans heure'}, {line.nom}, {line.issue.label}, {line.lieu}{clash}",
    )
    return item


def _free(creneau: Creneau) -> QListWidgetItem:
    item = QListWidgetItem(f"{phrases.spoken_time(creneau.debut)}  libre")
    item.setData(_ROLE, creneau)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"Libre, {hours(creneau)}")
    slanted = QFont()
    slanted.setItalic(True)
    item.setFont(slanted)
    return item
