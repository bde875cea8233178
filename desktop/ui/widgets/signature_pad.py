"""Where a person signs: pen, finger, mouse or keyboard, on paper that stays white in both themes.

Strokes are tuples of points in the unit square, y upwards: what the PDF draws again as vectors.
"""

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEventPoint,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui import letter_size, theme
from desktop.ui.widgets import keyboard_pen
from desktop.ui.widgets.keyboard_pen import KeyboardPen, Point
from desktop.ui.widgets.plain import button

Stroke = tuple[Point, ...]

WIDTH, HEIGHT = 85, 38  # millimetres of the field on the paper
_BASELINE = 0.24
_PEN = 1 / 150  # of the width
_CLOSE = 1 / 500  # points nearer than this add nothing
# What draws a stroke; a finger is one of several, and says which.
_MOUSE, _STYLUS, _FINGER = "mouse", "stylus", "finger"
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class SignaturePad(QWidget):
    """Takes strokes; says when they change; takes the last one back, or all of them."""

    changed = Signal()  # a stroke ended, was taken back, or all were cleared
    keyed = Signal(str)  # what the keyboard's pen does now, in words

    def __init__(self, name: str, *, who: str = "Signature", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(
            f"{who}\N{NO-BREAK SPACE}: signez ici avec le stylet, le doigt, la souris ou le clavier"
        )
        self.setAccessibleDescription(keyboard_pen.UP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setTabletTracking(True)  # a pen that hovers was lifted, even if that was never told
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(340, round(340 * HEIGHT / WIDTH))
        self._strokes: list[list[Point]] = []
        self._hand = ""  # what draws the stroke under way; "" when none is
        self._pen = KeyboardPen(WIDTH, HEIGHT)
        self._keys = False  # whether the keys drive the pen, and it is shown
        self._undo = button("Dernier trait", picture="annuler", name=f"{name}_undo")
        self._undo.setAccessibleName("Effacer le dernier trait")
        self._undo.setToolTip("Effacer le dernier trait (Ctrl+Z)")
        self._undo.clicked.connect(self.undo)
        self._clear = button("Tout effacer", picture="effacer", name=f"{name}_clear")
        self._clear.setAccessibleName("Tout effacer de la signature")
        self._clear.clicked.connect(self.clear)
        for tool in (self._undo, self._clear):
            tool.setParent(self)
            tool.setCursor(Qt.CursorShape.ArrowCursor)
            tool.setEnabled(False)

    def strokes(self) -> tuple[Stroke, ...]:
        """Return the strokes drawn: points (x, y) in [0, 1], y upwards. A dot has one point."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self._strokes

    def undo(self) -> None:
        """Take the last stroke back; nothing happens on an empty pad."""
        if self._strokes:
            self._strokes.pop()
            self._interrupt()

    def clear(self) -> None:
        """Take all strokes away."""
        self._strokes.clear()
        self._interrupt()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(width * HEIGHT / WIDTH)

    @override
    def sizeHint(self) -> QSize:
        return QSize(510, self.heightForWidth(510))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and _is_a_mouse(event):
            self._start(event.position(), _MOUSE)
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and _is_a_mouse(event):
            self._go(event.position(), _MOUSE)
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and _is_a_mouse(event):
            self._end(event.position(), _MOUSE)
        event.accept()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        # Accepted whatever it is: what is not accepted comes again as a mouse.
        match event.type():
            case QEvent.Type.TabletPress:
                self._start(event.position(), _STYLUS)
            # Not every pen tells its pressure: one that is held down says so by its button.
            case QEvent.Type.TabletMove if event.pressure() > 0 or event.buttons():
                self._go(event.position(), _STYLUS)
            case QEvent.Type.TabletMove if self._hand == _STYLUS:
                self._finish()
            case QEvent.Type.TabletRelease:
                self._end(event.position(), _STYLUS)
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touched(event)
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._put_down_or_lift()
        elif event.key() == Qt.Key.Key_Backspace:
            self.undo()
        elif self._pen.carry(event):
            self._show_keys(shown=True)
            if self._pen.down:
                self._add(self._pen.at)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS:
            self._show_keys(shown=True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._finish()
        self._lift()
        self._show_keys(shown=False)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if letter_size.changed(event):
            self._place_tools()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tools()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme.current()
        paper = self._paper()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(worn.colour("field"), 1))
        painter.setBrush(worn.colour("paper"))
        inner = paper.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inner, worn.sizes.radius, worn.sizes.radius)
        foot = paper.bottom() - _BASELINE * paper.height()
        painter.setPen(QPen(worn.colour("field"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(paper.left() + 24, foot), QPointF(paper.right() - 24, foot))
        pen = QPen(worn.colour("ink"), max(1.6, paper.width() * _PEN))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(self._path(stroke))
        if self._keys:
            self._pen.paint(painter, self._place(self._pen.at), paper)

    def _touched(self, event: QTouchEvent) -> None:
        if event.type() == QEvent.Type.TouchCancel:
            self._withdraw()
            return
        if event.type() == QEvent.Type.TouchBegin and self._hand != _STYLUS:
            # No finger was down before it: the end of the stroke before never came.
            self._finish()
        for point in event.points():
            hand, where = f"{_FINGER} {point.id()}", point.position()
            match point.state():
                # One finger writes: the palm that follows draws nothing, nor does one under a pen.
                case QEventPoint.State.Pressed if not self._hand:
                    self._start(where, hand)
                case QEventPoint.State.Updated:
                    self._go(where, hand)
                case QEventPoint.State.Released:
                    self._end(where, hand)

    def _start(self, where: QPointF, hand: str) -> None:
        if hand == _STYLUS:
            # The palm came down before the pen it goes with.
            self._withdraw()
        self._finish()
        self._lift()
        self._show_keys(shown=False)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._hand = hand
        self._strokes.append([self._point(where)])
        self.update()

    def _go(self, where: QPointF, hand: str) -> None:
        if self._hand == hand:
            self._add(self._point(where))

    def _end(self, where: QPointF, hand: str) -> None:
        if self._hand == hand:
            self._add(self._point(where))
            self._finish()

    def _finish(self) -> None:
        """End the stroke under way, where it is."""
        if self._hand:
            self._hand = ""
            self._settle()

    def _withdraw(self) -> None:
        """Take back the stroke of a finger that was no finger's: a palm, a gesture of the system."""
        if self._hand.startswith(_FINGER):
            self._strokes.pop()
            self._finish()

    def _add(self, point: Point) -> None:
        last = self._strokes[-1][-1]
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= _CLOSE:
            self._strokes[-1].append(point)
            self.update()

    def _put_down_or_lift(self) -> None:
        self._show_keys(shown=True)
        if self._pen.down:
            self._lift()
            return
        self._finish()
        self._pen.down = True
        self._strokes.append([self._pen.at])
        self._tell_keys()

    def _lift(self) -> None:
        if self._pen.down:
            self._pen.down = False
            self._settle()
            self._tell_keys()

    def _show_keys(self, *, shown: bool) -> None:
        if self._keys != shown:
            self._keys = shown
            self.update()
            if shown:
                self._tell_keys()

    def _tell_keys(self) -> None:
        words = keyboard_pen.DOWN if self._pen.down else keyboard_pen.UP
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.keyed.emit(words)

    def _interrupt(self) -> None:
        """End what was being drawn, by whatever drew it."""
        self._hand = ""
        self._settle()
        if self._pen.down:
            self._pen.down = False
            self._tell_keys()

    def _settle(self) -> None:
        for tool in (self._undo, self._clear):
            # A button that is disabled loses the focus to whatever comes next: keep it here.
            if self.is_empty() and tool.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            tool.setEnabled(not self.is_empty())
        self.update()
        self.changed.emit()

    def _place_tools(self) -> None:
        corner = self._paper().topRight().toPoint()
        right = corner.x()
        for tool in (self._clear, self._undo):
            size = tool.sizeHint()
            right -= size.width() + 8
            tool.setGeometry(right, corner.y() + 8, size.width(), size.height())

    def _paper(self) -> QRectF:
        """Where the paper is: as large as fits, in its own proportion, in the middle."""
        width = min(float(self.width()), self.height() * WIDTH / HEIGHT)
        paper = QRectF(0, 0, width, width * HEIGHT / WIDTH)
        paper.moveCenter(QRectF(self.rect()).center())
        return paper

    def _point(self, where: QPointF) -> Point:
        paper = self._paper()
        across = (where.x() - paper.left()) / paper.width()
        up = (paper.bottom() - where.y()) / paper.height()
        return (min(1.0, max(0.0, across)), min(1.0, max(0.0, up)))

    def _place(self, point: Point) -> QPointF:
        paper, (x, y) = self._paper(), point
        return QPointF(paper.left() + x * paper.width(), paper.bottom() - y * paper.height())

    def _path(self, stroke: list[Point]) -> QPainterPath:
        """Return a smooth line through the middles of the segments."""
        dots = [self._place(point) for point in stroke]
        path = QPainterPath(dots[0])
        for here, after in pairwise(dots[1:]):
            path.quadTo(here, (here + after) / 2)
        # A dot is a line of no length: a round pen draws it.
        path.lineTo(dots[-1] if len(dots) > 1 else dots[0] + QPointF(0.01, 0))
        return path


def _is_a_mouse(event: QMouseEvent) -> bool:
    """Whether a mouse was really used: a pen or a finger already drew its own stroke."""
    return event.source() == Qt.MouseEventSource.MouseEventNotSynthesized
