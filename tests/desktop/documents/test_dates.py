"""When something ends, and instants, as they are written on paper."""

from datetime import UTC, date, datetime, time

from desktop.documents import dates
from tests.desktop.documents.papers import PARIS


def test_the_end_follows_the_start() -> None:
    assert dates.end(date(2026, 11, 19), time(23, 30), 45) == time(0, 15)


def test_a_moment_is_told_in_its_own_offset() -> None:
    at = datetime(2026, 11, 19, 15, 22, tzinfo=PARIS)

    assert dates.moment(at).replace("\u00a0", " ") == "19 novembre 2026 à 15 h 22"


def test_a_universal_hour_says_that_it_is_one() -> None:
    at = datetime(2026, 9, 3, 15, 0, tzinfo=UTC)

    assert dates.moment(at).replace("\u00a0", " ") == "3 septembre 2026 à 15 h UTC"
