"""Where a printed page lies in a picture of it: pure geometry, from the codes found on it.

Points of the page have their origin at its upper left, in points (1/72 inch); those of the picture
are pixels. A page is moved, turned and scaled by the scanner, never sheared: four numbers say it.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

from desktop.documents.page import FOOT_CODE, HEIGHT, TOP_CODE, WIDTH

Point = tuple[float, float]
Corners = Sequence[Point]  # in the code's own orientation: upper left, and round by the right
Affine = tuple[float, float, float, float, float, float]


def locate(codes: Iterable[Corners], size: tuple[int, int]) -> Affine:
    """Return (a, b, c, d, e, f): x = a·X + b·Y + c, y = d·X + e·Y + f, from page to picture.

    Of one code alone it is not known whether it is the one of the head or of the foot: the page
    lies where its middle comes nearest to the middle of the picture.

    Args:
        codes: the corners of each code found, at least one.
        size: width and height of the picture, pixels.
    """
    found = list(codes)[: len(_PLACES)]
    return min(
        (_fitted(places, found) for places in permutations(_PLACES, len(found))),
        key=lambda guess: guess.residue + _off_centre(guess.affine, size),
    ).affine


def apply(affine: Affine, point: Point) -> Point:
    """Return where a point of the page is in the picture."""
    a, b, c, d, e, f = affine
    return a * point[0] + b * point[1] + c, d * point[0] + e * point[1] + f


class _Guess(NamedTuple):
    affine: Affine
    residue: float  # how far corners fall from where they should, a share of the page's width


def _fitted(places: Sequence[Corners], found: Sequence[Corners]) -> _Guess:
    pairs = [
        pair
        for place, corners in zip(places, found, strict=True)
        for pair in zip(place, corners, strict=True)
    ]
    return _least_squares(pairs)


def _off_centre(affine: Affine, size: tuple[int, int]) -> float:
    middle = size[0] / 2, size[1] / 2
    return math.dist(apply(affine, (WIDTH / 2, HEIGHT / 2)), middle) / math.hypot(*size)


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
    affine = (a, -b, nx - a * mx + b * my, b, a, ny - b * mx - a * my)
    off = max(math.dist(apply(affine, page), picture) for page, picture in pairs)
    # Both codes on one point: no page is so small.
    return _Guess(affine, off / max(1e-9, math.hypot(a, b) * WIDTH))
