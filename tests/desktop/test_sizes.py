"""Sizes, told in French."""

import pytest

from desktop.sizes import taille


@pytest.mark.parametrize(
    ("octets", "said"),
    [
        (0, "0\u00a0octet"),
        (512, "512\u00a0octets"),
        (89_190, "89\u00a0Ko"),
        (320_400_000, "320\u00a0Mo"),
        (1_000_000_000, "1,0\u00a0Go"),
        (38_250_000_000, "38,2\u00a0Go"),
    ],
)
def test_sizes_are_told_in_french(octets: int, said: str) -> None:
    assert taille(octets) == said
