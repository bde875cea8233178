"""A day pushed on a poor line: 64 kbit/s and half a second to and fro, by a relay on this machine.

The relay takes a connection at once: what opening it (TCP, TLS) would add is not in the figures.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from statistics import median

from bench.line import Relay, client_of, complete, exchange, identity_of, relayed
from bench.measure import Measure
from bench.push import drafts, work_a_day
from bench.vaults import enrolled
from desktop.models.vault import Vault
from desktop.sync.cycle import send
from desktop.usecases.synchronisation import Outcome, synchronise

RATE, DELAY_S = 8_000, 0.25
LINE = "at 64 kbit/s and 500 ms"
_LIMIT_MS, _TIMES = 1_500, 5

Way = Callable[..., Outcome]


def measures() -> Iterator[Measure]:
    """Push alone, as after each change; then a whole exchange, that greets the store first."""
    with enrolled() as vault:
        for what, way in (("push alone", send), ("greeting and push", synchronise)):
            took = day_ms(vault, way)
            yield Measure(f"a day {LINE}, {what}", took, _LIMIT_MS, "ms", "the limit")


def day_ms(
    vault: Vault, way: Way, *, rate: int = RATE, delay: float = DELAY_S, times: int = _TIMES
) -> float:
    """Return the median of the same day over and over, of other words each time."""
    who = identity_of(vault)
    ids = drafts(vault)
    straight = client_of(who)
    complete(exchange(vault, straight))
    straight.close()
    took = []
    relay = Relay(int(who.url.rpartition(":")[2]), rate=rate, delay=delay)
    with relayed(relay), closing(client_of(who, url=relay.url)) as client:
        for number in range(times):
            work_a_day(vault, ids, seed=number * len(ids))
            took.append(timed(lambda: complete(exchange(vault, client, way=way))))
    return median(took)


def timed(do: Callable[[], None]) -> float:
    """Return how long it took, milliseconds."""
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000
