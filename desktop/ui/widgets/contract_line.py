"""The contracts of a dossier drawn on a line of time, the window judged shaded; the same is said in words beside."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui import theme
from plie import phrases
from plie.calendrier import add_months
from plie.sortie.frise import Frise, Trait

_ROW, _BAR, _MARGIN = 22, 14, 4
_MONTHS_AROUND = 1


def told(frise: Frise) -> str:
    """Return what the drawing shows, as sentences."""
    eve = date.fromordinal(frise.on.toordinal() - 1)
    span = f"Fenêtre du {phrases.short_date(frise.debut)} au {phrases.short_date(eve)}"
    counted = f"{span}\u00a0: {_days(frise.jours)} de contrats qui comptent."
    return " ".join([counted, *(_trait_told(trait) for trait in frise.traits)])


class ContractLine(QWidget):
    """Not touched by the keyboard: it has nothing to do, only something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frise: Frise | None = None
        self.setObjectName("frise")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_frise(self, frise: Frise) -> None:
        """Draw a line of time."""
        self._frise = frise
        self.setAccessibleName("Contrats dans le temps")
        self.setAccessibleDescription(told(frise))
        self.setToolTip(told(frise))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        rows = len(self._frise.traits) if self._frise is not None else 0
        return QSize(400, (rows + 1) * self._row_height() + 2 * _MARGIN)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._frise is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_window(painter, self._frise)
        for row, trait in enumerate(self._frise.traits):
            self._paint_trait(painter, self._frise, row, trait)
        self._paint_scale(painter, self._frise)

    def _row_height(self) -> int:
        return max(_ROW, self.fontMetrics().height() + 6)

    def _bounds(self, frise: Frise) -> tuple[int, int]:
        starts = [trait.debut for trait in frise.traits]
        first = min([frise.debut, *starts])
        ends = [trait.fin for trait in frise.traits if trait.fin is not None]
        last = max([frise.on, *ends])
        return (
            add_months(first, -_MONTHS_AROUND).toordinal(),
            add_months(last, _MONTHS_AROUND).toordinal(),
        )

    def _x(self, frise: Frise, day: date) -> float:
        first, last = self._bounds(frise)
        share = (day.toordinal() - first) / max(1, last - first)
        return _MARGIN + share * (self.width() - 2 * _MARGIN)

    def _paint_window(self, painter: QPainter, frise: Frise) -> None:
        colours = theme.current()
        left, right = self._x(frise, frise.debut), self._x(frise, frise.on)
        height = len(frise.traits) * self._row_height() + _MARGIN
        painter.fillRect(QRectF(left, _MARGIN, right - left, height), colours.colour("info_wash"))
        painter.setPen(QPen(colours.colour("info"), 1))
        painter.drawLine(round(right), _MARGIN, round(right), height + _MARGIN)
        painter.drawLine(round(left), _MARGIN, round(left), height + _MARGIN)

    def _paint_trait(self, painter: QPainter, frise: Frise, row: int, trait: Trait) -> None:
        colours, height = theme.current(), self._row_height()
        left = self._x(frise, trait.debut)
        right = self._x(frise, trait.fin) if trait.fin else float(self.width())
        bar = QRectF(
            left, _MARGIN + row * height + (height - _BAR) / 2, max(2.0, right - left), _BAR
        )
        painter.setPen(QPen(colours.colour("accent" if trait.compte else "field"), 1))
        # What counts is filled; what does not is only outlined, so that no colour says it alone.
        painter.setBrush(colours.colour("accent") if trait.compte else Qt.BrushStyle.BDiagPattern)
        painter.drawRoundedRect(bar, 3, 3)

    def _paint_scale(self, painter: QPainter, frise: Frise) -> None:
        painter.setPen(theme.current().colour("muted"))
        top = len(frise.traits) * self._row_height() + _MARGIN
        room = QRectF(0, top, self.width(), self._row_height())
        middle = (self._x(frise, frise.debut) + self._x(frise, frise.on)) / 2
        words = f"{phrases.short_date(frise.debut)}\u00a0→\u00a0{phrases.short_date(frise.on)}"
        width = self.fontMetrics().horizontalAdvance(words)
        left = min(max(0.0, middle - width / 2), max(0.0, self.width() - width))
        painter.drawText(room.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)


def _trait_told(trait: Trait) -> str:
    since = f"{trait.libelle} depuis le {phrases.short_date(trait.debut)}"
    if trait.fin is not None:
        last = date.fromordinal(trait.fin.toordinal() - 1)
        since = (
            f"{trait.libelle} du {phrases.short_date(trait.debut)} au {phrases.short_date(last)}"
        )
    if not trait.compte:
        return f"{since}\u00a0: ne compte pas pour une sortie."
    return f"{since}\u00a0: {_days(trait.jours)} dans la fenêtre."


def _days(count: int) -> str:
    return phrases.counted(count, "jour", "jours")
