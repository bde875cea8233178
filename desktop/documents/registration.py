"""Where a printed page lies in a picture of it: pure geometry, from the codes found on it.

Points of the page have their origin at its upper left, in points (1/72 inch); those of the picture
are pixels. A page is moved, turned and scaled by the scanner, never sheared: four numbers say it. One that was
photographed from a side is narrower where it is farther: eight numbers, which the two codes give.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

from desktop.documents.page import FOOT_CODE, HEIGHT, TOP_CODE, WIDTH

Point = tuple[float, float]
Corners = Sequence[Point]  # in the code's own orientation: upper left, and round by the right
# (a, b, c, d, e, f, g, h): x = (a·X + b·Y + c) / w, y = (d·X + e·Y + f) / w, w = g·X + h·Y + 1.
Placing = tuple[float, float, float, float, float, float, float, float]

# Corners farther than this from where four numbers put them (see `residue`) were not scanned flat: a scanner makes a
# tenth of it, a telephone held above the table several times as much.
_FLAT = 0.003
_UNIT = HEIGHT  # points and pixels are counted in it when eight numbers are sought: all near one


def locate(codes: Iterable[Corners], size: tuple[int, int]) -> Placing:
    """Return what takes a point of the page to the picture (see `Placing`).

    Of one code alone it is not known whether it is the one of the head or of the foot: the page
    lies where its middle comes nearest to the middle of the picture.

    Args:
        codes: the corners of each code found, at least one.
        size: width and height of the picture, pixels.
    """
    found = list(codes)[: len(_PLACES)]
    guess = min(
        (_fitted(places, found) for places in permutations(_PLACES, len(found))),
        key=lambda guess: guess.residue + _off_centre(guess.placing, size),
    )
    both = len(found) == len(_PLACES)
    aslant = _aslant(guess.pairs) if both and guess.residue > _FLAT else None
    return aslant or guess.placing


def apply(placing: Placing, point: Point) -> Point:
    """Return where a point of the page is in the picture."""
    a, b, c, d, e, f, g, h = placing
    w = g * point[0] + h * point[1] + 1
    return (a * point[0] + b * point[1] + c) / w, (d * point[0] + e * point[1] + f) / w


class _Guess(NamedTuple):
    placing: Placing
    pairs: Sequence[tuple[Point, Point]]  # of the page, of the picture
    residue: float  # how far corners fall from where they should, a share of the page's width


def _fitted(places: Sequence[Corners], found: Sequence[Corners]) -> _Guess:
    pairs = [
        pair
        for place, corners in zip(places, found, strict=True)
        for pair in zip(place, corners, strict=True)
    ]
    return _least_squares(pairs)


def _off_centre(placing: Placing, size: tuple[int, int]) -> float:
    middle = size[0] / 2, size[1] / 2
    return math.dist(apply(placing, (WIDTH / 2, HEIGHT / 2)), middle) / math.hypot(*size)


def _square(code: tuple[float, float, float]) -> tuple[Point, ...]:
    x, y, side = code
    top = HEIGHT - y - side
    return (x, top), (x + side, top), (x + side, top + side), (x, top + side)


_PLACES = (_square(TOP_CODE), _square(FOOT_CODE))


def _least_squares(pairs: Sequence[tuple[Point, Point]]) -> _Guess:
    count = len(pairs)
    mx, my = (sum(page[i] for page, _ in pairs) / count for i in (0, 1))
    nx, ny = (sum(picture[i] for _, picture in pairs) / count for i in (0, 1))
    along = across = spread = 0.0
    for (px, py), (qx, qy) in pairs:
        x, y, u, v = px - mx, py - my, qx - nx, qy - ny
        along += x * u + y * v
        across += x * v - y * u
        spread += x * x + y * y
    a, b = along / spread, across / spread
    placing = (a, -b, nx - a * mx + b * my, b, a, ny - b * mx - a * my, 0.0, 0.0)
    off = max(math.dist(apply(placing, page), picture) for page, picture in pairs)
    # Both codes on one point: no page is so small.
    return _Guess(placing, pairs, off / max(1e-9, math.hypot(a, b) * WIDTH))


def _aslant(pairs: Sequence[tuple[Point, Point]]) -> Placing | None:
    """Return the eight numbers of a page seen from a side, by least squares; None when they cannot be told."""
    rows: list[list[float]] = []
    for page, picture in pairs:
        (px, py), (qx, qy) = ((x / _UNIT, y / _UNIT) for x, y in (page, picture))
        rows.append([px, py, 1, 0, 0, 0, -px * qx, -py * qx, qx])
        rows.append([0, 0, 0, px, py, 1, -px * qy, -py * qy, qy])
    normal = [[sum(r[i] * r[j] for r in rows) for j in range(9)] for i in range(8)]
    found = _solved(normal)
    if found is None:
        return None
    a, b, c, d, e, f, g, h = found
    return a, b, c * _UNIT, d, e, f * _UNIT, g / _UNIT, h / _UNIT


def _solved(rows: list[list[float]]) -> list[float] | None:
    """Solve a system of equations, each the coefficients then the sum; None when it has no single answer."""
    left = [row[:] for row in rows]
    for i in range(len(left)):
        pivot = max(range(i, len(left)), key=lambda k: abs(left[k][i]))
        left[i], left[pivot] = left[pivot], left[i]
        if abs(left[i][i]) < 1e-12:  # noqa: PLR2004 - as good as nothing
            return None
        for k in range(len(left)):
            if k != i:
                share = left[k][i] / left[i][i]
                left[k] = [x - share * y for x, y in zip(left[k], left[i], strict=True)]
    return [left[i][-1] / left[i][i] for i in range(len(left))]
