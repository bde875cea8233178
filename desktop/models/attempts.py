"""How many times the quick code was mistyped: counted on disk before each try is judged.

The count lies beside the vault, in `coffre.essais`, and the machine's keyring holds another; the
greater one is believed. Three failures make one wait, twice as long each time; at ten the code is
destroyed.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from desktop.models.envelope import sync_folder

FILE = "coffre.essais"
_PREPARED = f"{FILE}.nouveau"
MOST = 10
_FREE, _FIRST_WAIT = 3, 30


@dataclass(frozen=True, slots=True, order=True)
class Attempts:
    """Failures in a row, and the instant (POSIX seconds) of the last one."""

    failures: int = 0
    last: float = 0.0

    def wait(self, now: float) -> float:
        """Return how many seconds must pass before another try."""
        if self.failures < _FREE:
            return 0.0
        delay: float = _FIRST_WAIT * 2 ** (self.failures - _FREE)
        # A clock set back may not shorten the wait; `anchored` keeps it from being endless.
        return min(delay, max(0.0, self.last + delay - now))

    def anchored(self, now: float) -> "Attempts":
        """Return the count as told by this clock: a failure to come was told by one that was ahead."""
        return Attempts(self.failures, min(self.last, now))

    def one_more(self, now: float) -> "Attempts":
        """Return the count with one more failure."""
        return Attempts(self.failures + 1, now)


def read(folder: Path, code: str) -> Attempts | None:
    """Return the count of a code; None when there is none that can be believed."""
    try:
        kept = json.loads((folder / FILE).read_bytes())
        if kept["code"] != code:
            return None
        return Attempts(int(kept["failures"]), float(kept["last"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None


def write(folder: Path, code: str, count: Attempts) -> None:
    """Keep the count of a code, durable when this returns."""
    kept = {"code": code, "failures": count.failures, "last": count.last}
    with (folder / _PREPARED).open("wb") as file:
        file.write(json.dumps(kept).encode())
        file.flush()
        os.fsync(file.fileno())
    (folder / _PREPARED).replace(folder / FILE)
    sync_folder(folder)


def forget(folder: Path) -> None:
    """Remove the count: there is no code any more."""
    for name in (FILE, _PREPARED):
        (folder / name).unlink(missing_ok=True)
