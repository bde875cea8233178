"""When to try again: pure, from the last outcomes, the instant and a draw."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from desktop.sync.turn import Outcome

IDLE = timedelta(seconds=60)
AFTER_CHANGE = timedelta(seconds=3)
AFTER_FAILURES = (
    timedelta(seconds=5),
    timedelta(seconds=15),
    timedelta(seconds=60),
    timedelta(minutes=5),
)


def next_try(outcomes: Sequence[Outcome], *, now: datetime, jitter: float) -> datetime:
    """Return the instant of the next turn.

    Args:
        outcomes: the last turns, oldest first; none yet means now, spread by the jitter.
        now: the instant.
        jitter: a draw in [0, 1[, so that two thousand machines do not come back together.
    """
    if not outcomes:
        return now + AFTER_FAILURES[0] * jitter
    failed = sum(1 for _ in takewhile(lambda o: o.failure, reversed(outcomes)))
    delay = AFTER_FAILURES[min(failed, len(AFTER_FAILURES)) - 1] if failed else IDLE
    # Never sooner than the step, never sooner than the store asked; up to half as much again.
    return now + max(delay, outcomes[-1].retry_after or delay) * (1 + jitter / 2)


def after_change(planned: datetime, outcomes: Sequence[Outcome], *, now: datetime) -> datetime:
    """Return the instant of the next turn once something was written here.

    A line that was up is used soon; one that was down, or a store that asked for patience, is left
    to its step: the change waits, saved and counted.
    """
    if outcomes and outcomes[-1].failure:
        return planned
    return min(planned, now + AFTER_CHANGE)
