"""One measure: what, how much, against what; and the median of repeated timings."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure beside its limit, in one unit. `ratio` under 1 is within the limit.

    Attributes:
        what: what was measured.
        value, limit: in `unit`; the limit is a peer's own figure times what is allowed, or fixed.
        against: what the limit is made of.
    """

    what: str
    value: float
    limit: float
    unit: str
    against: str

    @property
    def ratio(self) -> float:
        """Value over limit."""
        return self.value / self.limit

    def __str__(self) -> str:
        return (
            f"{'✓' if self.ratio <= 1 else '✗'} {self.what}: {self.value:.2f} {self.unit}"
            f" = {self.ratio:.2f} × {self.against} ({self.limit:.2f} {self.unit})"
        )


def medians_ms(*peers: Callable[[], object], times: int) -> tuple[float, ...]:
    """Return the median duration of each, in milliseconds: taken in turns, cold calls left out.

    In turns, so that the machine's moods (another process, the disk's journal) are shared.
    """
    found: tuple[list[float], ...] = tuple([] for _ in peers)
    for peer in peers:
        peer()
    for _ in range(times):
        for peer, durations in zip(peers, found, strict=True):
            began = time.perf_counter()
            peer()
            durations.append((time.perf_counter() - began) * 1000)
    return tuple(statistics.median(durations) for durations in found)


def median_ms(do: Callable[[], object], times: int) -> float:
    """Return the median duration of `do` in milliseconds, the first call left out (cold)."""
    return medians_ms(do, times=times)[0]


def each_ms(do: Callable[[T], object], things: Iterable[T]) -> tuple[float, ...]:
    """Return how long `do` took of each thing, in milliseconds of this thread's processor, from the shortest.

    Of one thing alone there is no median that would leave out what another process took meanwhile.
    """
    durations = []
    for thing in things:
        began = time.thread_time()
        do(thing)
        durations.append((time.thread_time() - began) * 1000)
    return tuple(sorted(durations))
