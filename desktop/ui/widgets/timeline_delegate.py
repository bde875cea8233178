"""What a line of the timeline is and how it is drawn: day, icon, title, then the detail, muted."""

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import (
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.ui import icons, theme
from desktop.ui.tables import ROW_ROLE
from desktop.ui.typed_dates import show_time
from plie.vocabulaire import Gravite

_Index = QModelIndex | QPersistentModelIndex
_FRENCH = QLocale(QLocale.Language.French, QLocale.Country.France)
_EDGE, _GAP = 8, 8
_WIDEST_DAY = "mer. 30"


@dataclass(frozen=True, slots=True)
class Event:
    """One event; `mark` is a word at the right (« À signer »), coloured by `gravite`.

    `opens` is whether something opens on Enter; else Enter unfolds the detail.
    """

    id: str
    day: date
    picture: str
    title: str
    detail: str = ""
    hour: time | None = None
    opens: bool = True
    mark: str = ""
    gravite: Gravite | None = None

    @property
    def spoken(self) -> str:
        """The whole line in words."""
        day = _FRENCH.toString(_qdate(self.day), "d MMMM yyyy")
        if self.hour is not None:
            day = f"{day} à {show_time(self.hour)}"
        return ", ".join(part for part in (day, self.title, self.mark, self.detail) if part)


@dataclass(frozen=True, slots=True)
class Month:
    """The name of a month above its events."""

    year: int
    month: int

    @property
    def spoken(self) -> str:
        """« Novembre 2026 »."""
        shown = _FRENCH.toString(QDate(self.year, self.month, 1), "MMMM yyyy")
        return shown[:1].upper() + shown[1:]


class TimelineDelegate(QStyledItemDelegate):
    """Draws a line; the detail of the ids in `unfolded` is wrapped in full under its title."""

    def __init__(self, view: QAbstractItemView, parent: QObject | None = None) -> None:
        super().__init__(parent or view)
        self._view = view
        self.unfolded: set[str] = set()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = index.data(ROW_ROLE)
        metrics = QFontMetrics(option.font)
        height = max(metrics.height(), icons.size()) + 2 * _EDGE
        if isinstance(line, Month):
            return QSize(160, height + _GAP)
        if self._is_unfolded(line):
            room = QRect(0, 0, self._view.viewport().width(), 100_000)
            words = _words(room, metrics)
            wrapped = metrics.boundingRect(words, Qt.TextFlag.TextWordWrap, line.detail)
            height += wrapped.height() + _GAP
        return QSize(160, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = index.data(ROW_ROLE)
        painter.save()
        if isinstance(line, Month):
            _paint_month(painter, option, line)
        else:
            self._paint_event(painter, option, line)
        painter.restore()

    def _is_unfolded(self, line: Event) -> bool:
        return line.id in self.unfolded and bool(line.detail)

    def _paint_event(self, painter: QPainter, option: QStyleOptionViewItem, line: Event) -> None:
        worn, metrics = theme.current(), QFontMetrics(option.font)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, worn.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, worn.colour("surface_2"))
        top = option.rect.adjusted(_EDGE, _EDGE, -_EDGE, 0)
        top.setHeight(max(metrics.height(), icons.size()))
        day = _FRENCH.toString(_qdate(line.day), "ddd d")
        _write(painter, option.font, top, day, "muted")
        words = _words(option.rect, metrics)
        picture = QRectF(words.left() - icons.size() - _GAP, top.top(), icons.size(), icons.size())
        tint = line.gravite.value if line.gravite else "text"
        icons.paint(painter, picture, line.picture, tint)
        self._paint_words(painter, option, line, top, words)

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        line: Event,
        top: QRect,
        words: QRect,
    ) -> None:
        here = QRect(words.left(), top.top(), words.width(), top.height())
        if line.mark:
            tint = line.gravite.value if line.gravite else "muted"
            bold = _bold(option.font)
            width = QFontMetrics(bold).horizontalAdvance(line.mark)
            aside = QRect(here.right() - width, here.top(), width + 1, here.height())
            _write(painter, bold, aside, line.mark, tint)
            here.setRight(aside.left() - _GAP)
        here.setLeft(
            here.left() + _write(painter, option.font, here, line.title, "text") + 2 * _GAP
        )
        if self._is_unfolded(line):
            painter.setPen(theme.current().colour("text"))
            below = words.adjusted(0, top.height() + 2 * _EDGE, 0, 0)
            painter.drawText(below, Qt.TextFlag.TextWordWrap, line.detail)
        else:
            _write(painter, option.font, here, " ".join(line.detail.split()), "muted")


def _paint_month(painter: QPainter, option: QStyleOptionViewItem, line: Month) -> None:
    where = option.rect.adjusted(_EDGE, _GAP, -_EDGE, 0)
    _write(painter, _bold(option.font), where, line.spoken, "muted")
    painter.setPen(theme.current().colour("line"))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())


def _words(rect: QRect, metrics: QFontMetrics) -> QRect:
    """Where title and detail go in a line's rectangle: after the day and the icon."""
    day = metrics.horizontalAdvance(_WIDEST_DAY)
    return rect.adjusted(_EDGE + day + 2 * _GAP + icons.size() + _GAP, 0, -_EDGE, 0)


def _write(painter: QPainter, font: QFont, where: QRect, text: str, token: str) -> int:
    """Write one line in the middle of `where`, cut with « … »; return its width."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, where.width()))
    painter.setFont(font)
    painter.setPen(theme.current().colour(token))
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return metrics.horizontalAdvance(shown)


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
