"""Dates, hours and durations in French."""

from datetime import date, datetime, time

import pytest

from desktop.documents import dates
from tests.desktop.documents.papers import PARIS


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 19), "jeudi 19 novembre 2026"),
        (date(2026, 3, 1), "dimanche 1er mars 2026"),
        (date(2024, 2, 29), "jeudi 29 février 2024"),
    ],
)
def test_a_date_is_written_in_words(day: date, written: str) -> None:
    assert dates.long_date(day).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("minutes", "written"), [(45, "45 min"), (60, "1 h"), (75, "1 h 15"), (125, "2 h 05")]
)
def test_a_duration_is_written_in_hours(minutes: int, written: str) -> None:
    assert dates.duration(minutes).replace("\u00a0", " ") == written


def test_an_hour_is_never_cut_at_a_line_end() -> None:
    assert dates.hour(time(9, 5)) == "9\u00a0h\u00a005"
    assert dates.hour(time(14, 0)) == "14\u00a0h"


def test_the_end_follows_the_start() -> None:
    assert dates.end(date(2026, 11, 19), time(23, 30), 45) == time(0, 15)


def test_a_moment_is_told_in_its_own_offset() -> None:
    at = datetime(2026, 11, 19, 15, 22, tzinfo=PARIS)

    assert dates.moment(at).replace("\u00a0", " ") == "19 novembre 2026 à 15 h 22"
