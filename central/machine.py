"""The clock and the randomness of this machine: for the two compositions, `__main__` and `serve`."""

import secrets
import time
from datetime import UTC, datetime

from central.mint import Mint


def clock() -> datetime:
    """Return the instant of this machine."""
    return datetime.fromtimestamp(time.time(), UTC)


MINT = Mint(clock, secrets.token_bytes)
