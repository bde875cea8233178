"""Where the person was when the vault locked: the place, the field, the cursor, what was typed.

Held sealed, in memory only; see `desktop/models/sealed.py`.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from desktop.ui.binding import Form
from desktop.ui.kept import Kept
from desktop.ui.main_window import MainWindow
from desktop.ui.places import Name, Place
from desktop.ui.screen import Screen

_CHAINS = 5  # a screen reads, then reads what that reading names: list, dossier, panel, card


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place and how it stood.

    Attributes:
        name, id: the place.
        focus: the name of the field; its cursor goes from `anchor` to `position`.
        scrolls: how far each scrolled part of the screen was, in the screen's own order.
        typed: what was typed and not kept, by form and field.
        lines: what was typed in fields that belong to no form.
    """

    name: str
    id: str
    focus: str = ""
    anchor: int = 0
    position: int = 0
    scrolls: list[int] = field(default_factory=list)
    typed: dict[str, dict[str, object]] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)

    @property
    def unsaved(self) -> bool:
        """Whether it holds words that are nowhere else."""
        return bool(self.typed)

    def packed(self) -> bytes:
        """Return it as bytes, to be sealed."""
        return json.dumps(asdict(self)).encode()


def unpacked(content: bytes) -> Bookmark:
    """Return what was packed."""
    return Bookmark(**json.loads(content))


def take(main: MainWindow) -> Bookmark:
    """Return where the person is."""
    screen, place = main.screen_shown, main.place
    focused = screen.focusWidget()
    anchor, position = _cursor(focused)
    return Bookmark(
        place.name,
        place.id,
        _name(focused),
        anchor,
        position,
        [area.verticalScrollBar().value() for area in _areas(screen)],
        {form.objectName(): form.typed() for form in _nowhere_else(screen) if form.typed()},
        {line.objectName(): line.text() for line in _lines(screen) if line.text()},
    )


def reopen(main: MainWindow, mark: Bookmark) -> None:
    """Bring the person back there, as far as it is still there."""
    main.go(Place(Name(mark.name), mark.id))
    main.screen_shown.read_now()
    for _ in range(_CHAINS):
        main.desk.jobs.drain()
        # What was just drawn takes no focus until Qt has shown it, which it does by a call to itself.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
    if main.desk.jobs.closed:
        # What was drained brought a reason to lock: there is nowhere to come back to.
        return
    screen = main.screen_shown
    for form in _forms(screen):
        form.retype(mark.typed.get(form.objectName(), {}))
    for line in _lines(screen):
        if line.objectName() in mark.lines:
            line.setText(mark.lines[line.objectName()])
    # Drawn twice on the way, the first of that name may be about to go.
    named = screen.findChildren(QWidget, mark.focus) if mark.focus else []
    focused = next((widget for widget in named if widget.isVisible()), None)
    if focused is not None:
        focused.setFocus(Qt.FocusReason.OtherFocusReason)
        _set_cursor(focused, mark.anchor, mark.position)
    for area, value in zip(_areas(screen), mark.scrolls, strict=False):
        _Scroll(area.verticalScrollBar(), value)


class _Scroll(QObject):
    """Scrolls as far as before once the screen has grown enough; gives up when someone scrolls."""

    def __init__(self, bar: QScrollBar, value: int) -> None:
        super().__init__(bar)
        self._bar, self._value = bar, value
        bar.rangeChanged.connect(self._try)
        bar.actionTriggered.connect(self.deleteLater)
        self._try()

    def _try(self) -> None:
        self._bar.setValue(self._value)
        if self._bar.value() >= self._value:
            self.deleteLater()


def _forms(screen: Screen) -> list[Form]:
    return screen.findChildren(Form) if screen.retypes else []


def _nowhere_else(screen: Screen) -> list[Form]:
    """The forms whose words are in no card that the vault keeps, as far as the disk took them."""
    safe = [kept for kept in screen.findChildren(Kept) if kept.safe]
    return [form for form in _forms(screen) if not any(kept.holds(form) for kept in safe)]


def _lines(screen: Screen) -> Iterator[QLineEdit]:
    """The fields beside the forms; secrets and what cannot be typed in are left alone."""
    inside = {line for form in screen.findChildren(Form) for line in form.findChildren(QLineEdit)}
    for line in screen.findChildren(QLineEdit) if screen.retypes else []:
        plain = line.echoMode() is QLineEdit.EchoMode.Normal and not line.isReadOnly()
        if plain and line.objectName() and line not in inside:
            yield line


def _areas(screen: Screen) -> list[QAbstractScrollArea]:
    return screen.findChildren(QAbstractScrollArea)


def _name(widget: QWidget | None) -> str:
    # Qt says so although its stubs do not: nothing may have the focus.
    return widget.objectName() if widget is not None else ""


def _cursor(widget: QWidget | None) -> tuple[int, int]:
    if isinstance(widget, QPlainTextEdit):
        return widget.textCursor().anchor(), widget.textCursor().position()
    if isinstance(widget, QLineEdit):
        return widget.cursorPosition(), widget.cursorPosition()
    return 0, 0


def _set_cursor(widget: QWidget, anchor: int, position: int) -> None:
    if isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        most = max(0, widget.document().characterCount() - 1)
        cursor.setPosition(min(anchor, most))
        cursor.setPosition(min(position, most), QTextCursor.MoveMode.KeepAnchor)
        widget.setTextCursor(cursor)
    elif isinstance(widget, QLineEdit):
        widget.setCursorPosition(position)
