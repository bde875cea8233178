"""The clock and the randomness of this machine: for the two compositions, `__main__` and `serve`."""

import secrets
import time
from datetime import UTC, datetime

from central import clocks
from central.mint import Mint
from central.store import Store


def clock() -> datetime:
    """Return the instant of this machine."""
    return datetime.fromtimestamp(time.time(), UTC)


MINT = Mint(clock, secrets.token_bytes)


def mint(store: Store) -> Mint:
    """Return them with the days of the people whose store it is.

    Raises:
        Refus: the référentiel of the store is not known here.
    """
    return clocks.of_people(store, MINT)
