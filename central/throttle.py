"""What slows down the guessing of codes: after too many failures in a minute, everyone waits."""

from collections import deque
from threading import Lock

from central import problems
from central.mint import Clock

FAILURES, WINDOW_SECONDS = 10, 60


class Throttle:
    """The failures of the last minute, of the whole application."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures: deque[float] = deque(maxlen=FAILURES)

    def check(self) -> None:
        """Let the try begin.

        Raises:
            Refused: too many failures; the refusal says how many seconds to wait.
        """
        with self._lock:
            if len(self._failures) < FAILURES:
                return
            elapsed = self._clock().timestamp() - self._failures[0]
            # A clock set back must not close the door for longer than the window.
            if 0 <= elapsed < WINDOW_SECONDS:
                raise problems.too_many_tries(int(WINDOW_SECONDS - elapsed) + 1)

    def failed(self) -> None:
        """Count one failure."""
        with self._lock:
            self._failures.append(self._clock().timestamp())
