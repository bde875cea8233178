"""Strokes as vectors: inside the box, smooth, and dated."""

import re
from datetime import date

import pytest

from desktop.documents import strokes
from desktop.documents.strokes import appearance
from tests.desktop.documents.papers import UN_TRACE

DAY = date(2026, 11, 9)


def points(content: bytes) -> list[tuple[float, float]]:
    numbers = [
        [float(n) for n in re.findall(rb"-?\d+\.\d+", line)]
        for line in content.splitlines()
        if line.endswith(b" S")
    ]
    return [pair for line in numbers for pair in zip(line[::2], line[1::2], strict=True)]


def test_every_point_stays_in_the_box() -> None:
    corners = (((0, 0), (0, 1), (1, 1), (1, 0), (0, 0)),)
    width, height = strokes.BOX

    for drawn in (UN_TRACE, corners):
        for x, y in points(appearance(drawn, on=DAY)):
            assert 0 < x < width
            assert 0 < y < height


def test_a_stroke_begins_and_ends_where_the_hand_did() -> None:
    left, bottom, width, height = strokes.PAD
    stroke = ((0.1, 0.2), (0.3, 0.9), (0.5, 0.1), (0.8, 0.7))

    line = appearance((stroke,), on=DAY).splitlines()[3]
    drawn = points(line)

    assert drawn[0] == pytest.approx((left + 0.1 * width, bottom + 0.2 * height), abs=0.01)
    assert drawn[-1] == pytest.approx((left + 0.8 * width, bottom + 0.7 * height), abs=0.01)
    assert line.count(b" c") == 2


@pytest.mark.parametrize("stroke", [((0.5, 0.5),), ((0.2, 0.2), (0.8, 0.8))], ids=["dot", "line"])
def test_a_dot_and_a_straight_line_are_drawn(stroke: tuple[tuple[float, float], ...]) -> None:
    assert appearance((stroke,), on=DAY).splitlines()[3].endswith(b" l S")


def test_the_date_of_the_day_is_written_beside() -> None:
    """C9-3-6: the signature of each, with its date."""
    monday, tuesday = (appearance(UN_TRACE, on=date(2026, 11, day)) for day in (9, 10))

    assert monday != tuesday
    assert len(points(monday)) > len([p for stroke in UN_TRACE for p in stroke])


def test_neither_word_nor_font_is_in_the_appearance() -> None:
    content = appearance(UN_TRACE, on=DAY)

    assert b"BT" not in content
    assert content.startswith(b"q ")
    assert content.endswith(b"Q")
