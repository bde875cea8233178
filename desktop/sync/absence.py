"""`Absences`: the files that did not pass, either way, and when to try again."""

from datetime import datetime, timedelta

# Its author is often sending it at that moment; after days, their machine is in a drawer. A store that
# had no room for one may be given some the same day.
FIRST, LONGEST = timedelta(minutes=2), timedelta(days=1)


class Absences:
    """Kept while the application runs: opened again, it tries once for each."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[datetime, timedelta]] = {}
        self._why: dict[str, str] = {}

    def note(self, digest: str, *, now: datetime, why: str = "") -> None:
        """Keep that a file did not pass, and why; each time, it is left alone for twice as long."""
        _, pause = self._known.get(digest, (now, FIRST / 2))
        self._known[digest] = (now, min(2 * pause, LONGEST))
        self._why[digest] = why

    def why(self, digest: str) -> str:
        """Return what was said of a file that did not pass."""
        return self._why.get(digest, "")

    def due(self, digest: str, *, now: datetime) -> bool:
        """Whether a file is to be tried; a clock set back makes nothing wait longer."""
        if digest not in self._known:
            return True
        since, pause = self._known[digest]
        return not since <= now < since + pause
