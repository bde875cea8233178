"""Pages to read, one under the other: images made elsewhere from a PDF. It opens no file."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import theme
from desktop.ui.widgets.plain import button, line

# The least: a whole width beside what is signed, on a small screen whose system enlarges.
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
A4_WIDTH = 794  # pixels of an A4 page at 100 % (96 a inch)
_GAP = 16

Page = QImage | tuple[int, int, bytes]  # (width, height, BGRA bytes, rows without padding)


class PdfView(QWidget):
    """Shows pages at a zoom; the keyboard scrolls, Ctrl + and Ctrl - zoom."""

    page_changed = Signal(int, int)  # the page at the top (from 1), of how many
    zoomed = Signal(float)  # the new zoom: a sharper rendering may be worth asking for

    def __init__(self, name: str = "pdf_view", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._sheets = _Sheets()
        self._area = QScrollArea(widgetResizable=False, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._area.setObjectName(f"{name}_area")
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there, so that fitting to the width knows what width is left.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._area.setWidget(self._sheets)
        self._number = line(role="muted", name=f"{name}_number")
        self._percent = line(role="muted", name=f"{name}_percent")
        self._zoom = 1.0
        self._lay_out(name)
        self.setFocusProxy(self._area)
        self._area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.show_pages([])

    def show_pages(self, pages: Sequence[Page], *, description: str = "Document") -> None:
        """Show these pages from the top; `description` is their name for screen readers."""
        self._sheets.pages = [_image(page) for page in pages]
        self._sheets.arrange(self._zoom)
        self._area.verticalScrollBar().setValue(0)
        self._area.setAccessibleName(f"{description}, {len(pages)} page(s)")
        self._scrolled()

    def sharpen(self, pages: Sequence[Page]) -> None:
        """Show the same pages from a finer rendering, without moving."""
        self._sheets.pages = [_image(page) for page in pages]
        self._sheets.arrange(self._zoom)

    @property
    def page(self) -> int:
        """The page at the top of the view, from 1; 0 without pages."""
        top = self._area.verticalScrollBar().value() + self._area.viewport().height() // 3
        return sum(where.top() <= top for where in self._sheets.places)

    def turn_to(self, page: int) -> None:
        """Bring the top of a page, from 1, to the top of the view."""
        top = self._sheets.places[page - 1].top() - _GAP
        self._area.verticalScrollBar().setValue(top)

    @property
    def zoom(self) -> float:
        """1.0 is the size of the paper."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at this zoom, keeping what is read in place."""
        bar = self._area.verticalScrollBar()
        share = bar.value() / max(1, self._sheets.height())
        self._zoom = zoom
        self._sheets.arrange(zoom)
        bar.setValue(round(share * self._sheets.height()))
        self._percent.setText(f"{round(100 * zoom)}\N{NO-BREAK SPACE}%")
        self.zoomed.emit(zoom)

    def zoom_in(self) -> None:
        """Take the next larger zoom."""
        self.set_zoom(next((known for known in ZOOMS if known > self._zoom), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Take the next smaller zoom."""
        self.set_zoom(next((known for known in reversed(ZOOMS) if known < self._zoom), ZOOMS[0]))

    def fit_width(self) -> None:
        """Make the pages as wide as the view."""
        room = self._area.viewport().width() - 2 * _GAP
        self.set_zoom(max(ZOOMS[0], min(ZOOMS[-1], room / A4_WIDTH)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._area.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom_in()
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_out()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif event.key() == Qt.Key.Key_Space:
            bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def _scrolled(self) -> None:
        total = len(self._sheets.pages)
        self._number.setText(f"Page {self.page} sur {total}" if total else "")
        self.page_changed.emit(self.page, total)

    def _lay_out(self, name: str) -> None:
        smaller = button("", role="quiet", picture="moins", name=f"{name}_smaller")
        larger = button("", role="quiet", picture="plus", name=f"{name}_larger")
        fit = button("Pleine largeur", role="quiet", name=f"{name}_fit")
        for made, does, words in (
            (smaller, self.zoom_out, "Réduire (Ctrl -)"),
            (larger, self.zoom_in, "Agrandir (Ctrl +)"),
            (fit, self.fit_width, "Pleine largeur\u00a0: ajuster la page"),
        ):
            made.clicked.connect(does)
            made.setAccessibleName(words)
            made.setToolTip(words)
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 0, 4, 0)
        tools.setSpacing(4)
        tools.addWidget(self._number)
        tools.addStretch(1)
        for tool in (smaller, self._percent, larger, fit):
            tools.addWidget(tool)
        self._percent.setText("100\N{NO-BREAK SPACE}%")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(tools)
        column.addWidget(self._area, 1)


class _Sheets(QWidget):
    """The pages themselves, painted where `arrange` put them."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[QImage] = []
        self.places: list[QRect] = []

    def arrange(self, zoom: float) -> None:
        """Give every page its place at this zoom."""
        width, top = round(A4_WIDTH * zoom), _GAP
        self.places = []
        for page in self.pages:
            size = QSize(width, round(width * page.height() / max(1, page.width())))
            self.places.append(QRect(_GAP, top, size.width(), size.height()))
            top += size.height() + _GAP
        self.resize(width + 2 * _GAP, top)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(theme.current().colour("line"))
        for page, place in zip(self.pages, self.places, strict=True):
            if place.intersects(event.rect()):
                painter.fillRect(place, theme.current().colour("paper"))
                painter.drawImage(QRectF(place), page)
                painter.drawRect(place.adjusted(0, 0, -1, -1))


def _image(page: Page) -> QImage:
    if isinstance(page, QImage):
        return page
    width, height, bgra = page
    # RGB32 is BGR and an unused byte in memory on every machine we run on; the copy owns its pixels.
    return QImage(bgra, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
