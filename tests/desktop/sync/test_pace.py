"""When to try again: steps of patience, jitter, the store's own wish."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.sync.errors import LineError, StoreBusy, StoreUnreachable
from desktop.sync.pace import AFTER_CHANGE, IDLE, after_change, next_try
from desktop.sync.turn import Outcome

NOW = datetime(2026, 9, 10, 8, 30, tzinfo=UTC)
GOOD = Outcome(at=NOW)


def bad(failure: LineError | None = None) -> Outcome:
    return Outcome(at=NOW, failure=failure or StoreUnreachable())


def wait(*outcomes: Outcome, jitter: float = 0.0) -> float:
    return (next_try(outcomes, now=NOW, jitter=jitter) - NOW).total_seconds()


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 60), (1, 5), (2, 15), (3, 60), (4, 300), (40, 300)]
)
def test_each_failure_asks_for_more_patience(failures: int, seconds: int) -> None:
    assert wait(GOOD, *[bad()] * failures) == seconds


def test_a_success_forgets_the_failures_before_it() -> None:
    assert wait(bad(), bad(), bad(), GOOD) == IDLE.total_seconds()
    assert wait(bad(), bad(), GOOD, bad()) == 5


def test_the_first_turn_of_the_day_is_soon_and_spread() -> None:
    assert wait() == 0
    assert 0 < wait(jitter=0.9) <= 5


def test_two_thousand_machines_do_not_come_back_together() -> None:
    instants = {wait(bad(), jitter=n / 2_000) for n in range(2_000)}

    assert len(instants) == 2_000
    assert min(instants) == 5
    assert max(instants) < 8


def test_the_store_s_wish_is_honoured_and_never_shortens_the_step() -> None:
    patient = StoreBusy(retry_after=timedelta(seconds=120))
    hasty = StoreBusy(retry_after=timedelta(seconds=1))

    assert wait(bad(patient)) == 120
    assert wait(bad(), bad(), bad(hasty)) == 60


def test_a_change_goes_up_three_seconds_later_on_a_line_that_is_up() -> None:
    planned = next_try([GOOD], now=NOW, jitter=0)

    assert after_change(planned, [GOOD], now=NOW) == NOW + AFTER_CHANGE
    assert after_change(NOW, [GOOD], now=NOW) == NOW


def test_a_change_does_not_hammer_a_line_that_is_down() -> None:
    outcomes = [bad(StoreBusy(retry_after=timedelta(seconds=120)))]
    planned = next_try(outcomes, now=NOW, jitter=0)

    assert after_change(planned, outcomes, now=NOW) == planned
