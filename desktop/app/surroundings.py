"""What comes from outside: the clock and the source of randomness; the real ones, or a test's."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The clock (aware, UTC) and the source of random bytes."""

    clock: Callable[[], datetime]
    random: Callable[[int], bytes]

    def local(self) -> datetime:
        """Return the instant in this machine's time zone: while no vault says of which PLIE one is."""
        return self.clock().astimezone()


def real() -> Surroundings:
    """Return the machine's own."""
    return Surroundings(lambda: datetime.fromtimestamp(time.time(), UTC), os.urandom)
