"""Chaque écran et chaque état, tels que les captures les montrent : nommés, lisibles, jamais coupés.

EN 301 549, chapitre 11 ; quality.md §1, n° 39.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.demo.captures import THEMES, Studio
from desktop.demo.hands import settle
from desktop.demo.seat import Seat
from desktop.ui.look import SCALES, Look
from tests.magasin import Magasin

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
TEXTS = (QLabel, QAbstractButton, QLineEdit)
LEAST = 4.5  # contrast of a text with what is behind it (WCAG 1.4.3)
LARGEST = max(SCALES)
LONG = bool(os.environ.get("PERMANENCE_TORTURE"))
TURN = 16  # states in a row in one theme
LARGE = 10  # one state in so many is shown at both sizes
REST = 5  # a place that scrolls is laid out again when what it holds is
MARGIN = 0.15  # letters smoothed at their edges are a little paler than their colour


@dataclass
class Inspector:
    """Looks at what each state shows, in both themes, and notes what is wrong."""

    look: Look
    states: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def _scales(self) -> tuple[float, ...]:
        """Every state at its own size; twice as large one in ten, all of them in `make torture`."""
        large = LONG or len(self.states) % LARGE == 0
        return (LARGEST, 1.0) if large else (1.0,)

    def __call__(self, seat: Seat, name: str) -> None:
        self.states.append(name)
        self.wrong += [f"{name}\u00a0: {complaint}" for complaint in unnamed(seat.window)]
        # The themes in turns, a few states each: to dress the whole window again takes long. The
        # tokens of both are computed elsewhere (test_theme).
        theme = THEMES[len(self.states) // TURN % len(THEMES)]
        self.look.choose(theme)
        for scale in self._scales():
            self.look.enlarge(scale)
            found = misplaced(seat.window)
            self.wrong += [f"{name}, lettres × {scale}\u00a0: {one}" for one in found]
        self.wrong += [f"{name}, {theme}\u00a0: {one}" for one in pale(seat.window)]


def unnamed(window: QWidget) -> Iterator[str]:
    """Rendre les commandes visibles qu’un lecteur d’écran ne saurait pas nommer."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, CONTROLS):
            continue
        if isinstance(widget.parentWidget(), CONTROLS):
            continue  # the line inside a drop-down list speaks through it
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            yield f"{type(widget).__name__} «\u00a0{widget.objectName()}\u00a0» sans nom"


def misplaced(window: QWidget) -> list[str]:
    """Rendre ce qui est coupé, dépasse ou se recouvre, une fois la fenêtre au repos."""
    found: list[str] = []
    for _ in range(REST):
        settle()
        found = [*cut(window), *clipped(window), *covered(window)]
        if not found:
            break
    return found


def cut(window: QWidget) -> Iterator[str]:
    """Rendre les textes visibles qui n’ont pas la place de se lire en entier."""
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, TEXTS) or not widget.isVisible():
            continue
        if isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), CONTROLS):
            continue  # the line inside a drop-down list is as high as the list leaves it
        if isinstance(widget, QLineEdit):
            # Empty or not: one types there, and what is long scrolls in it.
            if widget.height() < widget.minimumSizeHint().height():
                yield f"le champ {widget.objectName()} est écrasé"
            continue
        if not widget.text().strip():  # type: ignore[attr-defined]  # labels and buttons have one
            continue
        wanted = widget.sizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            wanted = QSize(0, widget.heightForWidth(widget.width()))
        if wanted.width() > widget.width() + 1 or wanted.height() > widget.height() + 1:
            yield f"«\u00a0{widget.text()[:40]}\u00a0» ({widget.objectName()}) est coupé"


def clipped(window: QWidget) -> Iterator[str]:
    """Rendre ce qui dépasse de son parent, là où rien ne défile jusqu’à lui."""
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, TEXTS) or not widget.isVisible():
            continue
        parent = widget.parentWidget()
        while parent is not None and parent is not window.parentWidget():
            area = parent.parentWidget()
            if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
                break
            where = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
            if not parent.rect().adjusted(-1, -1, 1, 1).contains(where):
                yield f"{widget.objectName() or words(widget)} dépasse de {parent.objectName()}"
                break
            parent = area


def covered(window: QWidget) -> Iterator[str]:
    """Rendre les textes voisins qui se recouvrent."""
    neighbours: dict[QWidget | None, list[QWidget]] = {}
    for widget in window.findChildren(QWidget):
        if isinstance(widget, TEXTS) and widget.isVisible():
            neighbours.setdefault(widget.parentWidget(), []).append(widget)
    for shown in neighbours.values():
        for one, other in combinations(shown, 2):
            both = one.geometry() & other.geometry()
            if both.width() > 1 and both.height() > 1:
                yield f"«\u00a0{words(one)}\u00a0» et «\u00a0{words(other)}\u00a0» se recouvrent"


def words(widget: QWidget) -> str:
    """Rendre le début de ce qu’un widget dit."""
    return str(widget.property("text") or widget.objectName())[:40]


def pale(window: QWidget) -> Iterator[str]:
    """Rendre les textes visibles trop pâles pour ce qui est derrière eux."""
    image = window.grab().toImage()
    ratio = image.devicePixelRatio()
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or not written(widget).strip():
            continue
        seen = shown_part(window, widget)
        if seen.height() < widget.fontMetrics().height() or seen.width() < 12:
            continue
        if hidden(window, widget, seen.center()):
            continue
        part = image.copy(QRect(seen.topLeft() * ratio, seen.size() * ratio))
        found = contrast_of(part)
        if found < LEAST - MARGIN:
            yield f"«\u00a0{written(widget)[:40]}\u00a0» ({widget.objectName()}) {found:.1f}\u00a0:\u00a01"


def written(widget: QWidget) -> str:
    """Rendre ce qu’un widget donne à lire lui-même, ou ce qu’un champ vide suggère."""
    match widget:
        case QLabel() | QAbstractButton():
            return widget.text()
        case QLineEdit():
            return widget.text() or widget.placeholderText()
        case QPlainTextEdit():
            return widget.toPlainText() or widget.placeholderText()
        case QComboBox():
            return widget.currentText()
        case _:
            return ""


def hidden(window: QWidget, widget: QWidget, at: QPoint) -> bool:
    """Dire si autre chose est posé là par-dessus, comme un message sur la barre du bas."""
    top = window.childAt(at)
    return not (
        top is None or top is widget or widget.isAncestorOf(top) or top.isAncestorOf(widget)
    )


def shown_part(window: QWidget, widget: QWidget) -> QRect:
    """Rendre la part d’un widget que ses parents laissent voir, dans la fenêtre."""
    seen = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        seen &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return seen


def contrast_of(image: QImage) -> float:
    """Rendre le plus grand contraste entre le fond (la couleur la plus étendue) et le reste."""
    whole = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(whole.constBits()).cast("B").cast("I"))
    ground = counted.most_common(1)[0][0]
    return max(contrast(ground, other) for other in counted)


def contrast(one: int, other: int) -> float:
    """Rendre le rapport de contraste de deux couleurs (WCAG 2.1)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@cache
def luminance(pixel: int) -> float:
    """Rendre la luminance relative d’un pixel."""
    parts = [((pixel >> shift) & 0xFF) / 255 for shift in (16, 8, 0)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look(qapp, THEMES[0])
    yield look
    look.choose(THEMES[0])


def test_chaque_ecran_se_nomme_et_se_lit(tmp_path: Path, look: Look) -> None:
    inspector = Inspector(look)

    Studio(tmp_path, look, inspector, store=Magasin).shoot()

    assert len(inspector.states) >= 28
    assert not inspector.wrong, "\n".join(inspector.wrong)
