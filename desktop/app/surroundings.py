"""What comes from outside: the clock, the source of randomness, the disk; the real ones, or a test's."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from desktop.disk import Disk


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The clock (aware, UTC), the source of random bytes, and what is asked of the disk."""

    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    disk: Disk = field(default_factory=Disk)

    def local(self) -> datetime:
        """Return the instant in this machine's time zone: while no vault says of which PLIE one is."""
        return self.clock().astimezone()


def real() -> Surroundings:
    """Return the machine's own."""
    return Surroundings(lambda: datetime.fromtimestamp(time.time(), UTC), os.urandom)
