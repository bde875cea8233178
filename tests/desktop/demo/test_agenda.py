"""The calendar: no two rendez-vous at once, no holiday, a Commission a month."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest

from desktop.demo.agenda import (
    Agenda,
    commission_from,
    commission_until,
    easter,
    is_open,
    working_day,
)

MONDAY = date(2026, 11, 23)


def a_random() -> Random:
    return Random(7)  # noqa: S311 - the same draws each time


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(2023, date(2023, 4, 9)), (2024, date(2024, 3, 31)), (2038, date(2038, 4, 25))],
)
def test_easter_falls_on_its_sunday(year: int, sunday: date) -> None:
    assert easter(year) == sunday


@pytest.mark.parametrize(
    "closed",
    [
        date(2026, 11, 22),
        date(2026, 11, 11),
        date(2026, 4, 6),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 28),
    ],
)
def test_sundays_holidays_and_the_last_week_of_the_year_are_closed(closed: date) -> None:
    assert not is_open(closed)


def test_the_first_working_day_is_looked_for_on_both_sides() -> None:
    assert working_day(date(2026, 11, 11), step=1) == date(2026, 11, 12)
    assert working_day(date(2026, 11, 22), step=-1) == date(2026, 11, 20)


def test_a_day_is_filled_without_overlap_nor_lunch_taken() -> None:
    agenda, rng = Agenda(until=MONDAY), a_random()
    starts = []
    while (start := agenda.book(MONDAY, 60, rng)) is not None:
        starts.append(datetime.combine(MONDAY, start))

    assert len(starts) >= 4
    assert all(
        second - first >= timedelta(minutes=65) for first, second in pairwise(sorted(starts))
    )
    assert all(not time(11, 20) < s.time() < time(13, 30) for s in starts)
    assert all(time(9) <= s.time() <= time(16, 30) for s in starts)


def test_a_slot_is_taken_on_the_persons_weekday_and_never_after_the_last_day() -> None:
    agenda = Agenda(until=MONDAY)
    thursday = frozenset({3})

    day, _ = agenda.book_between(
        MONDAY + timedelta(days=9), date(2026, 11, 10), 45, a_random(), weekdays=thursday
    )

    assert day == date(2026, 11, 19)


def test_an_agenda_with_no_room_says_so() -> None:
    agenda, rng = Agenda(until=MONDAY), a_random()
    for back in range(30):
        while agenda.book(MONDAY - timedelta(days=back), 60, rng) is not None:
            pass

    with pytest.raises(LookupError):
        agenda.book_between(MONDAY, MONDAY, 60, rng, weekdays=frozenset({0}))


def test_a_commission_sits_on_each_second_thursday() -> None:
    assert commission_from(date(2026, 11, 12)) == date(2026, 11, 12)
    assert commission_from(date(2026, 11, 13)) == date(2026, 12, 10)
    assert commission_from(date(2026, 12, 11)) == date(2027, 1, 14)
    assert commission_until(date(2027, 1, 13)) == date(2026, 12, 10)
