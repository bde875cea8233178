"""A row of the caseload: the name, and under it the one line that says why it matters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.ui import icons, theme
from desktop.ui.tables import ROW_ROLE
from plie.vocabulaire import Gravite

_EDGE, _GAP, _BAR = 8, 8, 3
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PersonLine:
    """What a row shows; without `gravite` the second line is only information, `aside` stands after the name."""

    name: str
    why: str = ""
    gravite: Gravite | None = None
    aside: str = ""

    @property
    def spoken(self) -> str:
        """The whole row in words."""
        word = self.gravite.label if self.gravite else ""
        return ", ".join(part for part in (self.name, word, self.why, self.aside) if part)


class PersonDelegate(QStyledItemDelegate):
    """Draws two lines a row; `read` makes a `PersonLine` of the model's row."""

    def __init__(self, read: Callable[[Any], PersonLine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        height = QFontMetrics(option.font).height()
        return QSize(160, max(2 * height + 2, icons.size()) + 2 * _EDGE)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = self._read(index.data(ROW_ROLE))
        painter.save()
        self._ground(painter, option)
        where = option.rect.adjusted(_EDGE + _BAR, _EDGE, -_EDGE, -_EDGE)
        if line.gravite is not None:
            picture = QRectF(where.left(), where.top(), icons.size(), icons.size())
            icons.paint(painter, picture, line.gravite.value, line.gravite.value)
        words = where.adjusted(icons.size() + _GAP, 0, 0, 0)
        self._name(painter, option, words, line)
        self._why(painter, option, words, line)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        worn = theme.current()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, worn.colour("selected"))
            bar = QRect(option.rect.topLeft(), QSize(_BAR, option.rect.height()))
            painter.fillRect(bar, worn.colour("text"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, worn.colour("surface_2"))

    def _name(
        self, painter: QPainter, option: QStyleOptionViewItem, where: QRect, line: PersonLine
    ) -> None:
        font = QFont(option.font)
        font.setBold(bool(option.state & QStyle.StateFlag.State_Selected))
        taken = _write(painter, font, where, line.name, "text")
        room = where.adjusted(taken + _GAP, 0, 0, 0)
        width = QFontMetrics(option.font).horizontalAdvance(line.aside)
        room.setLeft(max(room.left(), room.right() - width))
        _write(painter, option.font, room, line.aside, "muted")

    def _why(
        self, painter: QPainter, option: QStyleOptionViewItem, where: QRect, line: PersonLine
    ) -> None:
        below = where.adjusted(0, QFontMetrics(option.font).height() + 2, 0, 0)
        if line.gravite is not None:
            bold = QFont(option.font)
            bold.setBold(True)
            word = f"{line.gravite.label}{' · ' if line.why else ''}"
            below.setLeft(below.left() + _write(painter, bold, below, word, line.gravite.value))
        _write(painter, option.font, below, line.why, "muted")


def _write(painter: QPainter, font: QFont, where: QRect, text: str, token: str) -> int:
    """Write one line at the top of `where`, cut with « … »; return its width."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, where.width())
    painter.setFont(font)
    painter.setPen(theme.current().colour(token))
    painter.drawText(where, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)
    return metrics.horizontalAdvance(shown)
