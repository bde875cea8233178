"""What a hand drew on the screen, as PDF path operators: smooth strokes and a written date.

Vectors only, no text and no font: the words stay in the page, the appearance of a seal carries
the gesture and its date.
"""

from datetime import date

from reportlab.lib.units import mm

# Strokes of one signature: each a tuple of (x, y) in the unit square, y upwards.
Strokes = tuple[tuple[tuple[float, float], ...], ...]

# The box of a signature, in points; the place of the strokes and of the date inside it.
BOX = (84 * mm, 33 * mm)
PAD = (3 * mm, 8.5 * mm, 78 * mm, 22.5 * mm)
DATE_AT = (16 * mm, 3.4 * mm)
# Width over height of the pad: a pad of the same shape on screen deforms nothing.
PAD_RATIO = PAD[2] / PAD[3]

MOST_POINTS = 50_000
_INK = "0.05 0.09 0.36 RG"
_DIGIT = (2.0 * mm, 3.0 * mm)
_DIGIT_STEP = 2.9 * mm
# A point given twice is a corner. The one has its foot, the seven its bar and the four its corners:
# smoothed away, « 27/11 » is « 21/17 » to whoever checks the file.
_FIGURES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0.5, 1), (0, 1), (0, 0), (1, 0), (1, 1), (0.5, 1)),),
    "1": (((0.1, 0.75), (0.55, 1), (0.55, 1), (0.55, 0)), ((0.15, 0), (0.95, 0))),
    "2": (((0.05, 0.75), (0.05, 1), (0.95, 1), (0.95, 0.5), (0, 0), (0, 0), (1, 0)),),
    "3": (((0.05, 0.82), (0.05, 1), (0.92, 1), (0.92, 0.53), (0.4, 0.53)), ((0.4, 0.53), (1, 0.53), (1, 0), (0, 0), (0, 0.2))),
    "4": (((0.72, 0), (0.72, 1), (0.72, 1), (0, 0.28), (0, 0.28), (1, 0.28)),),
    "5": (((0.92, 1), (0.12, 1), (0.12, 1), (0.06, 0.5), (0.06, 0.5), (0.3, 0.64), (1, 0.64), (1, 0), (0, 0), (0, 0.16)),),
    "6": (((0.8, 1), (0, 0.8), (0, 0), (1, 0), (1, 0.6), (0, 0.6), (0.02, 0.3)),),
    "7": (((0, 1), (1, 1), (1, 1), (0.35, 0)), ((0.38, 0.5), (0.95, 0.5))),
    "8": (((0.5, 0.54), (0.06, 0.54), (0.06, 1), (0.94, 1), (0.94, 0.54), (0.5, 0.54)), ((0.5, 0.54), (0, 0.54), (0, 0), (1, 0), (1, 0.54), (0.5, 0.54))),
    "9": (((0.2, 0), (1, 0.2), (1, 1), (0, 1), (0, 0.4), (1, 0.4), (0.98, 0.7)),),
    "/": (((0.05, -0.1), (0.85, 1.1)),),
}  # fmt: skip


def appearance(strokes: Strokes, *, on: date) -> bytes:
    """Return the content of a signature box: the strokes and the date they were drawn on.

    Raises:
        ValueError: no stroke, too many points, or one outside the unit square.
    """
    _check(strokes)
    lines = ["q 1 J 1 j", _INK, "1.15 w"]
    left, bottom, width, height = PAD
    lines += [_path([(left + x * width, bottom + y * height) for x, y in s]) for s in strokes]
    lines.append("0.75 w")
    lines += _written(f"{on:%d/%m/%Y}")
    lines.append("Q")
    return "\n".join(lines).encode("ascii")


def _check(strokes: Strokes) -> None:
    points = [point for stroke in strokes for point in stroke]
    if not points or len(points) > MOST_POINTS:
        raise ValueError(f"a signature of {len(points)} points")
    # Written so that NaN fails too.
    if not all(0 <= x <= 1 and 0 <= y <= 1 for x, y in points):
        raise ValueError("a point outside the pad")


def _written(text: str) -> list[str]:
    (left, bottom), (width, height) = DATE_AT, _DIGIT
    return [
        _path([(left + index * _DIGIT_STEP + a * width, bottom + b * height) for a, b in stroke])
        for index, sign in enumerate(text)
        for stroke in _FIGURES[sign]
    ]


def _path(points: list[tuple[float, float]]) -> str:
    """One stroke, smoothed: a curve from middle to middle, each point its handle."""
    if not points:
        return ""
    first, *handles, last = points if len(points) > 1 else points * 2
    operators = [f"{first[0]:.2f} {first[1]:.2f} m"]
    here = first
    for index, handle in enumerate(handles, start=1):
        ending = index == len(handles)
        there = last if ending else _between(handle, handles[index], 0.5)
        near, far = _between(here, handle, 2 / 3), _between(there, handle, 2 / 3)
        curve = " ".join(f"{x:.2f} {y:.2f}" for x, y in (near, far, there))
        operators.append(f"{curve} c")
        here = there
    if not handles:
        operators.append(f"{last[0]:.2f} {last[1]:.2f} l")
    return " ".join([*operators, "S"])


def _between(
    start: tuple[float, float], end: tuple[float, float], share: float
) -> tuple[float, float]:
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
