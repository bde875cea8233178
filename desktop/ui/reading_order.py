"""The order in which things are read, which Tab follows: that of the layouts.

Qt's own is that of birth: what is drawn again, or comes later, would be after all the rest of the window.
Nor is that chain ever walked here: PySide ties each widget it gives of it to the one before, and when that one
ends, what the next is laid out by is dead in Python too (a `Flow` then crashes). Nor is an item taken out of a
layout of Qt: Qt ends it without telling Python, which then mistakes for it whatever is made at the same address.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QTabBar,
    QWidget,
)

# What is one stop, whatever Qt made it of.
_WHOLE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)


def stops(root: QWidget) -> Iterator[QWidget]:
    """Yield where Tab stops in a widget, shown or not, as one reads it; and where one is, a line given the keyboard."""
    for child in _drawn(root):
        if _stops(child) or child.hasFocus():
            yield child
        if not isinstance(child, _WHOLE):
            yield from stops(child)


def step(root: QWidget, *, forward: bool) -> bool:
    """Go from the stop that has the keyboard to the next that is read in `root`; False at its ends."""
    return step_in(tuple(stops(root)), forward=forward)


def is_going() -> bool:
    """Whether what has the keyboard is being hidden or closed: it is Qt that asks where to go, not a key."""
    here = QApplication.focusWidget()
    return here is not None and not _open(here)


def stay(order: Sequence[QWidget], gone: QWidget | None) -> bool:
    """Go to what is read before something that goes; whether there is anything."""
    left = [stop for stop in order if stop is gone or _open(stop)]
    if gone is None or gone not in left or left[0] is gone:
        return False
    _go(left[left.index(gone) - 1], forward=False)
    return True


def step_in(order: Sequence[QWidget], *, forward: bool) -> bool:
    """Go from the stop that has the keyboard to the next of these that is open; False at their ends."""
    here = QApplication.focusWidget()
    left = [stop for stop in order if stop is here or _open(stop)]
    if here is None or here not in left:
        return False
    place = left.index(here) + (1 if forward else -1)
    if not 0 <= place < len(left):
        return False
    _go(left[place], forward=forward)
    return True


def cross(parts: Sequence[Iterable[QWidget]], place: int, *, forward: bool) -> bool:
    """Go out of one part of a window into the part read after it, or before; whether there is one.

    Args:
        parts: the stops of each part, in the order in which the parts are read; the first comes after the last.
        place: of the part that is left.
        forward: whether one goes on, or back.
    """
    count = len(parts)
    for away in range(1, count + 1):
        part = parts[(place + away if forward else place - away) % count]
        reached = [stop for stop in part if _open(stop)]
        if reached:
            _go(reached[0 if forward else -1], forward=forward)
            return True
    return False


def _go(target: QWidget, *, forward: bool) -> None:
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    # Whatever it scrolls in: Qt shows only what is reached from within.
    at = target.parentWidget()
    while at is not None:
        if isinstance(at, QScrollArea):
            at.ensureWidgetVisible(target)
        at = at.parentWidget()


def _stops(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return (
        policy & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    )


def _open(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled()


def _drawn(widget: QWidget) -> list[QWidget]:
    """Return what a widget holds, in the order of its layout; last what is in none."""
    if isinstance(widget, QSplitter):
        panes = (widget.widget(place) for place in range(widget.count()))
        return [pane for pane in panes if pane is not None]
    held = [child for child in _held(widget) if not child.isWindow()]
    layout = widget.layout()
    placed = list(_placed(layout, held)) if layout is not None else []
    return placed + [child for child in held if child not in placed]


def _held(widget: QWidget) -> list[QWidget]:
    """Return what a widget holds as Qt does; what a scroll area shows is its viewport's."""
    holder = widget.viewport() if isinstance(widget, QScrollArea) else widget
    return [child for child in holder.children() if isinstance(child, QWidget)]


def _placed(layout: QLayout, held: Sequence[QWidget]) -> Iterator[QWidget]:
    """Yield what a layout holds in its order."""
    within = [child for child in layout.children() if isinstance(child, QLayout)]
    spots: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in held]
    spots += [(layout.indexOf(one), one) for one in within]
    for _, one in sorted((spot for spot in spots if spot[0] >= 0), key=itemgetter(0)):
        if isinstance(one, QLayout):
            yield from _placed(one, held)
        else:
            yield one
