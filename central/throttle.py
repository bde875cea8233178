"""What slows down the guessing of codes: after too many failures in a minute, their address waits.

Addresses are many for who hires some: all together are counted too, far beyond what one may reach.
"""

from collections import deque
from ipaddress import IPv6Address, ip_address
from threading import Lock

from central import problems
from central.mint import Clock

FAILURES, WINDOW_SECONDS = 10, 60
# Of all addresses together: a code has 50 bits, and 200 tries a minute would take millions of years.
FAILURES_OF_ALL = 200
# One subscriber holds all that begins alike in so many bits.
_IPV6_BITS = 64


class Throttle:
    """The failures of the last minute, by address."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures: deque[tuple[float, str]] = deque(maxlen=FAILURES_OF_ALL)

    def check(self, address: str) -> None:
        """Let the try begin.

        Raises:
            Refused: too many failures; the refusal says how many seconds to wait.
        """
        whose = _subscriber(address)
        with self._lock:
            now = self._clock().timestamp()
            _wait([at for at, who in self._failures if who == whose], FAILURES, now)
            _wait([at for at, _ in self._failures], FAILURES_OF_ALL, now)

    def failed(self, address: str) -> None:
        """Count one failure."""
        with self._lock:
            self._failures.append((self._clock().timestamp(), _subscriber(address)))


def _wait(failures: list[float], most: int, now: float) -> None:
    if len(failures) < most:
        return
    elapsed = now - failures[-most]
    # A clock set back must not close the door for longer than the window.
    if 0 <= elapsed < WINDOW_SECONDS:
        raise problems.too_many_tries(int(WINDOW_SECONDS - elapsed) + 1)


def _subscriber(address: str) -> str:
    """Return what one subscriber cannot change: their IPv4 address, the beginning of an IPv6 one."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(int(known) >> (128 - _IPV6_BITS))
