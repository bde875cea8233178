"""The order in which things are read, which Tab follows: that of the layouts.

Qt's own is that of birth: what is drawn again, or comes later, would be after all the rest of the window.
"""

from collections.abc import Iterator

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
    """Yield where Tab stops in a widget, shown or not, as one reads it."""
    for child in _drawn(root):
        if _stops(child):
            yield child
        if not isinstance(child, _WHOLE):
            yield from stops(child)


def step(root: QWidget, *, forward: bool) -> bool:
    """Go from the stop that has the keyboard to the next that is read in `root`, else out of it; whether one went."""
    here = QApplication.focusWidget()
    order = [stop for stop in stops(root) if stop is here or _open(stop)]
    if here is None or here not in order:
        return False
    place = order.index(here) + (1 if forward else -1)
    within = 0 <= place < len(order)
    target = order[place] if within else _out_of(root, here, forward=forward)
    if target is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    target.setFocus(reason)
    return True


def _out_of(root: QWidget, here: QWidget, *, forward: bool) -> QWidget | None:
    at: QWidget | None = here
    while at is not None:
        at = at.nextInFocusChain() if forward else at.previousInFocusChain()
        if at is None or at is here:
            break
        if _stops(at) and _open(at) and not root.isAncestorOf(at):
            return at
    return None


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
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        return [inside] if inside is not None else []
    layout = widget.layout()
    placed = list(_placed(layout)) if layout is not None else []
    held = (child for child in widget.children() if isinstance(child, QWidget))
    return placed + [child for child in held if not child.isWindow() and child not in placed]


def _placed(layout: QLayout) -> Iterator[QWidget]:
    items = (layout.itemAt(place) for place in range(layout.count()))
    for item in items:
        widget = item.widget() if item is not None else None
        within = item.layout() if item is not None else None
        if widget is not None:
            yield widget
        elif within is not None:
            yield from _placed(within)
