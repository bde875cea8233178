import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.keyboard_pen import DOWN, UP
from desktop.ui.widgets.signature_pad import HEIGHT, WIDTH, SignaturePad

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    made = SignaturePad("essai", who="Signature de l’adhérent·e")
    made.resize(850, 380)
    qtbot.addWidget(made)
    made.show()
    return made


def draw(qtbot: QtBot, pad: SignaturePad, *points: tuple[int, int]) -> None:
    first, *rest = (QPoint(*point) for point in points)
    qtbot.mousePress(pad, LEFT, pos=first)
    for point in rest:
        qtbot.mouseMove(pad, point)
    qtbot.mouseRelease(pad, LEFT, pos=rest[-1] if rest else first)


def tablet(
    pad: SignaturePad, kind: QEvent.Type, x: float, y: float, pressure: float, *, down: bool = True
) -> QTabletEvent:
    lifted = kind == QEvent.Type.TabletRelease or not down
    held = Qt.MouseButton.NoButton if lifted else LEFT
    device = QPointingDevice.primaryPointingDevice()
    where = QPointF(x, y)
    event = QTabletEvent(
        kind,
        device,
        where,
        where,
        pressure,
        0,
        0,
        0,
        0,
        0,
        Qt.KeyboardModifier.NoModifier,
        LEFT,
        held,
    )
    QApplication.sendEvent(pad, event)
    return event


def test_a_stroke_of_the_mouse_is_points_in_the_unit_square_y_up(
    qtbot: QtBot, pad: SignaturePad
) -> None:
    draw(qtbot, pad, (85, 38), (425, 190), (765, 342))

    (stroke,) = pad.strokes()
    assert stroke[0] == pytest.approx((0.1, 0.9), abs=0.01)
    assert stroke[-1] == pytest.approx((0.9, 0.1), abs=0.01)


def test_what_leaves_the_paper_stays_on_its_edge(qtbot: QtBot, pad: SignaturePad) -> None:
    draw(qtbot, pad, (400, 200), (2000, 2000))

    assert pad.strokes()[0][-1] == (1.0, 0.0)


def test_a_dot_is_a_stroke(qtbot: QtBot, pad: SignaturePad) -> None:
    blank = pad.grab().toImage()

    draw(qtbot, pad, (400, 200))

    assert len(pad.strokes()) == 1
    assert pad.grab().toImage() != blank


def test_each_stroke_is_told_and_tout_effacer_takes_all_away(
    qtbot: QtBot, pad: SignaturePad
) -> None:
    clear = pad.findChild(QPushButton, "essai_clear")
    assert not clear.isEnabled()
    told: list[bool] = []
    pad.changed.connect(lambda: told.append(pad.is_empty()))
    draw(qtbot, pad, (100, 200), (200, 210))
    draw(qtbot, pad, (300, 200), (400, 210))

    clear.setFocus()
    qtbot.keyClick(clear, Qt.Key.Key_Space)

    assert told == [False, False, True]
    assert pad.strokes() == ()


def test_a_pen_draws_once_and_leaves_nothing_to_the_mouse(pad: SignaturePad) -> None:
    pressed = tablet(pad, QEvent.Type.TabletPress, 100, 100, 0.5)
    moved = tablet(pad, QEvent.Type.TabletMove, 200, 150, 0.5)
    released = tablet(pad, QEvent.Type.TabletRelease, 300, 200, 0.0)

    assert all(event.isAccepted() for event in (pressed, moved, released))
    assert [len(stroke) for stroke in pad.strokes()] == [3]


def test_a_mouse_made_of_a_pen_draws_nothing(pad: SignaturePad) -> None:
    where = QPointF(100, 100)
    event = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        where,
        where,
        where,
        LEFT,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
        Qt.MouseEventSource.MouseEventSynthesizedBySystem,
    )

    QApplication.sendEvent(pad, event)

    assert pad.is_empty()


def test_a_finger_draws_once(pad: SignaturePad) -> None:
    finger = QTest.createTouchDevice()

    QTest.touchEvent(pad, finger).press(0, QPoint(100, 100), pad).commit()
    QTest.touchEvent(pad, finger).move(0, QPoint(200, 150), pad).commit()
    QTest.touchEvent(pad, finger).release(0, QPoint(300, 200), pad).commit()

    assert len(pad.strokes()) == 1
    assert len(pad.strokes()[0]) >= 3


def test_a_touch_that_the_system_takes_back_leaves_no_stroke(
    qtbot: QtBot, pad: SignaturePad
) -> None:
    """A palm told from a finger too late, a swipe of the system: nobody signed."""
    finger = QTest.createTouchDevice()
    draw(qtbot, pad, (100, 300), (200, 310))
    kept = pad.strokes()
    QTest.touchEvent(pad, finger).press(0, QPoint(100, 100), pad).commit()
    QTest.touchEvent(pad, finger).move(0, QPoint(200, 150), pad).commit()

    QApplication.sendEvent(pad, QTouchEvent(QEvent.Type.TouchCancel, finger))

    assert pad.strokes() == kept
    draw(qtbot, pad, (300, 300), (400, 310))
    assert len(pad.strokes()) == 2


def test_a_touch_taken_back_from_an_empty_pad_leaves_it_empty(pad: SignaturePad) -> None:
    told: list[bool] = []
    pad.changed.connect(lambda: told.append(pad.is_empty()))
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(100, 100), pad).commit()

    QApplication.sendEvent(pad, QTouchEvent(QEvent.Type.TouchCancel, finger))

    assert told == [True]
    assert not pad.findChild(QPushButton, "essai_clear").isEnabled()


def test_a_palm_beside_a_pen_draws_nothing(pad: SignaturePad) -> None:
    palm = QTest.createTouchDevice()
    QTest.touchEvent(pad, palm).press(0, QPoint(600, 300), pad).commit()
    tablet(pad, QEvent.Type.TabletPress, 100, 100, 0.5)
    QTest.touchEvent(pad, palm).move(0, QPoint(610, 310), pad).commit()
    tablet(pad, QEvent.Type.TabletMove, 200, 100, 0.5)
    QTest.touchEvent(pad, palm).press(1, QPoint(700, 300), pad).commit()
    tablet(pad, QEvent.Type.TabletRelease, 300, 100, 0.0)
    QTest.touchEvent(pad, palm).move(0, QPoint(620, 320), pad).commit()
    QTest.touchEvent(pad, palm).release(0, QPoint(630, 330), pad).commit()

    (stroke,) = pad.strokes()
    assert len(stroke) == 3
    assert all(x < 0.4 and y > 0.6 for x, y in stroke)


def test_a_palm_after_the_finger_is_not_woven_into_its_stroke(pad: SignaturePad) -> None:
    hand = QTest.createTouchDevice()
    QTest.touchEvent(pad, hand).press(3, QPoint(100, 100), pad).commit()
    QTest.touchEvent(pad, hand).move(3, QPoint(150, 100), pad).press(
        1, QPoint(700, 350), pad
    ).commit()
    QTest.touchEvent(pad, hand).release(3, QPoint(200, 100), pad).stationary(1).commit()
    QTest.touchEvent(pad, hand).move(1, QPoint(710, 360), pad).commit()
    QTest.touchEvent(pad, hand).release(1, QPoint(720, 370), pad).commit()

    (stroke,) = pad.strokes()
    assert all(x < 0.3 for x, _ in stroke)


def test_a_pen_that_tells_no_pressure_draws_all_its_points(pad: SignaturePad) -> None:
    tablet(pad, QEvent.Type.TabletPress, 100, 100, 0.0)
    for x in (150, 200, 250):
        tablet(pad, QEvent.Type.TabletMove, x, 100, 0.0)
    tablet(pad, QEvent.Type.TabletRelease, 300, 100, 0.0)

    assert [len(stroke) for stroke in pad.strokes()] == [5]


def test_a_pen_that_hovers_draws_nothing_and_ends_a_stroke_whose_end_was_lost(
    pad: SignaturePad,
) -> None:
    tablet(pad, QEvent.Type.TabletPress, 100, 100, 0.5)
    tablet(pad, QEvent.Type.TabletMove, 150, 100, 0.5)
    for x in (200, 250):
        tablet(pad, QEvent.Type.TabletMove, x, 300, 0.0, down=False)
    tablet(pad, QEvent.Type.TabletMove, 300, 100, 0.5)

    assert [len(stroke) for stroke in pad.strokes()] == [2]
    assert pad.findChild(QPushButton, "essai_clear").isEnabled()


def test_the_paper_keeps_the_proportion_of_the_printed_field(pad: SignaturePad) -> None:
    assert pad.heightForWidth(WIDTH * 10) == HEIGHT * 10
    pad.resize(1000, 380)
    QApplication.sendEvent(pad, QEvent(QEvent.Type.None_))

    assert pad._paper().width() / pad._paper().height() == pytest.approx(WIDTH / HEIGHT)


def test_the_pad_says_who_signs(pad: SignaturePad) -> None:
    assert pad.accessibleName().startswith("Signature de l’adhérent·e")


def test_what_its_buttons_show_is_in_what_they_are_called(pad: SignaturePad) -> None:
    """WCAG 2.5.3: who speaks to the computer says what they read."""
    shown = {
        tool.text(): tool.accessibleName().casefold() for tool in pad.findChildren(QPushButton)
    }

    assert len(shown) == 2
    assert [text for text, name in shown.items() if text.casefold() not in name] == []


def test_the_last_stroke_is_taken_back_alone_by_its_button_and_by_a_key(
    qtbot: QtBot, pad: SignaturePad
) -> None:
    undo = pad.findChild(QPushButton, "essai_undo")
    assert not undo.isEnabled()
    for row in (100, 200, 300):
        draw(qtbot, pad, (100, row), (200, row))
    three = pad.strokes()

    qtbot.mouseClick(undo, LEFT)
    assert pad.strokes() == three[:2]
    qtbot.keyClick(pad, Qt.Key.Key_Backspace)

    assert pad.strokes() == three[:1]
    assert undo.isEnabled()


def test_the_keyboard_draws_what_the_arrows_trace_while_its_pen_is_down(
    qtbot: QtBot, pad: SignaturePad
) -> None:
    shift, told = Qt.KeyboardModifier.ShiftModifier, []
    pad.keyed.connect(told.append)
    qtbot.keyClick(pad, Qt.Key.Key_Right)
    assert pad.is_empty()

    qtbot.keyClick(pad, Qt.Key.Key_Space)
    qtbot.keyClick(pad, Qt.Key.Key_Right, shift)
    qtbot.keyClick(pad, Qt.Key.Key_PageDown)
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    qtbot.keyClick(pad, Qt.Key.Key_Left)

    ((first, second, third),) = pad.strokes()
    assert second[0] - first[0] == pytest.approx(5 * 1.5 / WIDTH)
    assert second[1] == first[1]
    assert (third[0] - second[0], third[1] - second[1]) == pytest.approx(
        (1.5 / WIDTH, -1.5 / HEIGHT)
    )
    assert told == [UP, DOWN, UP]
    assert pad.accessibleDescription() == UP


def test_the_keyboard_pen_stays_on_the_paper_and_rises_when_the_focus_goes(
    qtbot: QtBot, pad: SignaturePad
) -> None:
    pad.setFocus(Qt.FocusReason.TabFocusReason)
    bare = pad.grab().toImage()
    qtbot.keyClick(pad, Qt.Key.Key_Space)
    for _ in range(80):
        qtbot.keyClick(pad, Qt.Key.Key_Up)
    assert pad.strokes()[0][-1][1] == 1.0

    qtbot.keyClick(pad, Qt.Key.Key_Tab)
    qtbot.keyClick(pad, Qt.Key.Key_Left)

    assert pad.strokes()[0][-1][1] == 1.0
    assert len(pad.strokes()) == 1
    assert pad.grab().toImage() != bare
