"""The European emblem, measured (regulation (EU) 2021/1060, annex IX)."""

import io
import math

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from desktop.documents import funding, page
from desktop.documents.funding import stars


def centre(star: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    return sum(x for x, _ in star) / len(star), sum(y for _, y in star) / len(star)


def test_twelve_stars_stand_like_the_hours_on_a_clock_face() -> None:
    hours = sorted(round(math.degrees(math.atan2(*centre(star))) % 360) for star in stars())

    assert hours == [30 * hour for hour in range(12)]


def test_their_circle_has_a_third_of_the_height_for_radius() -> None:
    assert [math.hypot(*centre(star)) for star in stars()] == pytest.approx([1 / 3] * 12)


def test_each_star_fits_in_an_eighteenth_of_the_height_one_point_up() -> None:
    for star in stars():
        x, y = centre(star)
        reach = [math.hypot(a - x, b - y) for a, b in star]
        assert max(reach) == pytest.approx(1 / 18)
        assert sum(r > 1 / 19 for r in reach) == 5
        assert max(star, key=lambda point: point[1]) == pytest.approx((x, y + 1 / 18))


def test_five_points_joined_two_by_two() -> None:
    """The sides of a regular star lie on straight lines from point to point."""
    star = stars()[0]
    (x0, y0), (x1, y1), (x2, y2) = star[0], star[1], star[4]

    assert (x1 - x0) * (y2 - y0) == pytest.approx((x2 - x0) * (y1 - y0))


def test_the_emblem_is_three_by_two_and_at_least_a_centimetre_high() -> None:
    width, height = funding._EMBLEM

    assert width / height == pytest.approx(3 / 2)
    assert height > 10 * page.mm


def test_the_emblem_is_drawn_in_its_two_colours(unsealed: bytes) -> None:
    drawn = PdfFileReader(io.BytesIO(unsealed)).root["/Pages"]["/Kids"][0]["/Contents"].data

    assert b"0 .2 .6 rg" in drawn
    assert b"1 .8 0 rg" in drawn
