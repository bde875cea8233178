"""Lists and numbers outside the forms: what scrolls the page under them changes none of them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.columns_card import ColumnsCard
from desktop.ui.widgets.drop_down import Counter

UI = Path(__file__).parents[4] / "desktop" / "ui"


def turn_the_wheel_over(widget: QWidget) -> None:
    at, still = QPointF(5, 5), Qt.ScrollPhase.NoScrollPhase
    turned = QWheelEvent(
        at, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, still, False,  # noqa: FBT003 - Qt takes it by its place
    )  # fmt: skip
    QApplication.sendEvent(widget, turned)


def test_scrolling_a_table_that_comes_in_does_not_change_what_is_said_of_its_lines(
    qtbot: QtBot,
) -> None:
    """« Reprise » became « Transfert » for every line of a caseload, under the wheel."""
    card = ColumnsCard()
    qtbot.addWidget(card)
    origin = next(box for box in card.findChildren(QComboBox) if box.count() > 1)
    before = origin.currentIndex()

    turn_the_wheel_over(origin)

    assert origin.currentIndex() == before


def test_no_wheel_changes_a_number_either(qtbot: QtBot) -> None:
    number = Counter(minimum=1, maximum=9)
    qtbot.addWidget(number)

    turn_the_wheel_over(number)

    assert number.value() == 1


@pytest.mark.parametrize("bare", ["QComboBox(", "QSpinBox(", "QDateEdit(", "QTimeEdit("])
def test_no_other_list_or_number_is_made(bare: str) -> None:
    assert [path.name for path in UI.rglob("*.py") if bare in path.read_text("utf-8")] == []
