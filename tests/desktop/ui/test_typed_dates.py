from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.ui.typed_dates import (
    FARTHEST,
    LONGEST,
    OLDEST,
    Unreadable,
    read_date,
    read_minutes,
    read_time,
    show_date,
    show_minutes,
    show_time,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("120785", date(1985, 7, 12)),
        ("12071985", date(1985, 7, 12)),
        ("12/07/1985", date(1985, 7, 12)),
        ("12.7.85", date(1985, 7, 12)),
        (" 12 07 1985 ", date(1985, 7, 12)),
        ("1985-07-12", date(1985, 7, 12)),
        ("12 juillet 1985", date(1985, 7, 12)),
        ("1er août 2026", date(2026, 8, 1)),
        ("3 févr. 2026", date(2026, 2, 3)),
        ("3 dec", date(2026, 12, 3)),
        ("010136", date(2036, 1, 1)),
        ("010137", date(1937, 1, 1)),
        ("12/7", date(2026, 7, 12)),
        ("0501", date(2027, 1, 5)),
        ("29/2", None),
        ("auj.", TODAY),
        ("Aujourd’hui", TODAY),
        ("hier", TODAY - timedelta(days=1)),
        ("demain", TODAY + timedelta(days=1)),
        ("dem.", TODAY + timedelta(days=1)),
        ("+7", TODAY + timedelta(days=7)),
        ("+ 10 j", TODAY + timedelta(days=10)),
        ("-3", TODAY - timedelta(days=3)),
        ("lundi", date(2026, 11, 23)),
        ("dim.", date(2026, 11, 29)),  # a Sunday itself: the next one
        ("Mardi prochain", date(2026, 11, 24)),
        ("lundi dernier", date(2026, 11, 16)),
        ("dimanche dernier", date(2026, 11, 15)),
    ],
)
def test_a_date_is_read_as_it_is_typed(typed: str, meant: object) -> None:
    if meant is None:
        with pytest.raises(Unreadable, match="n’existe pas"):
            read_date(typed, on=TODAY)
    else:
        assert read_date(typed, on=TODAY) == meant


@pytest.mark.parametrize("typed", ["+9999", "luni", "lundi 3", "+", "+-3", "mar 3 dernier"])
def test_a_day_from_today_is_bounded_and_not_guessed(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_date(typed, on=TODAY)


def test_without_a_year_the_nearest_day_is_meant() -> None:
    assert read_date("20/12", on=date(2027, 1, 4)) == date(2026, 12, 20)
    assert read_date("5/1", on=date(2026, 12, 20)) == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Écrivez une date"),
        ("bientôt", "Écrivez une date"),
        ("31/02/2026", "n’existe pas"),
        ("12 brumaire", "n’est pas un mois"),
        ("12/07/1885", "trop loin"),
        ("12/07/2126", "trop loin"),
        ("12/07/0000", "n’existe pas"),
    ],
)
def test_what_is_not_a_date_is_said_in_words(typed: str, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence) as refusal:
        read_date(typed, on=TODAY)

    assert refusal.value.phrase == str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9h30", time(9, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9 h 30", time(9, 30)),
        ("14h", time(14)),
        ("14", time(14)),
        ("1405", time(14, 5)),
    ],
)
def test_a_time_is_read_as_it_is_typed(typed: str, meant: object) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "25h", "9h75", "midi passé", "12345", "9h3"])
def test_what_is_not_a_time_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("45", 45),
        ("45 min", 45),
        ("90mn", 90),
        ("1h15", 75),
        ("1 h 15", 75),
        ("1:15", 75),
        ("1h", 60),
        ("1h5", 65),
        ("0", 0),
    ],
)
def test_a_duration_is_read_in_minutes(typed: str, minutes: int) -> None:
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["", "une heure", "25h", "9999", "-5"])
def test_what_is_not_a_duration_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_minutes(typed)


@given(some.dates(date(TODAY.year - OLDEST, 1, 1), date(TODAY.year + FARTHEST, 12, 31)))
def test_a_date_shown_is_read_back(day: date) -> None:
    assert read_date(show_date(day), on=TODAY) == day


@given(some.times())
def test_a_time_shown_is_read_back(at: time) -> None:
    assert read_time(show_time(at)) == at.replace(second=0, microsecond=0)


@given(some.integers(0, LONGEST))
def test_a_duration_shown_is_read_back(minutes: int) -> None:
    assert read_minutes(show_minutes(minutes)) == minutes


@given(some.text(alphabet="0123456789/.-: hmin", max_size=12), some.dates())
def test_anything_typed_is_read_or_refused_and_never_fails_otherwise(typed: str, on: date) -> None:
    for read in (
        lambda: read_date(typed, on=on),
        lambda: read_time(typed),
        lambda: read_minutes(typed),
    ):
        with suppress(Unreadable):
            read()


@pytest.mark.parametrize("word", ["auj.", "hier", "demain"])
@pytest.mark.parametrize("on", [date.min, date.max])
def test_words_for_near_days_hold_at_the_ends_of_the_calendar(word: str, on: date) -> None:
    with suppress(Unreadable):
        assert abs(read_date(word, on=on) - on) <= timedelta(days=1)
