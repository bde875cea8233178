"""`Absences`: the files that the store did not hold when they were asked for, and when to ask again."""

from datetime import datetime, timedelta

# Its author is often sending it at that moment; after days, their machine is in a drawer.
FIRST, LONGEST = timedelta(minutes=2), timedelta(days=1)


class Absences:
    """Kept while the application runs: opened again, it asks once for each."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[datetime, timedelta]] = {}

    def note(self, digest: str, *, now: datetime) -> None:
        """Keep that the store does not hold a file; each time, it is left alone for twice as long."""
        _, pause = self._known.get(digest, (now, FIRST / 2))
        self._known[digest] = (now, min(2 * pause, LONGEST))

    def due(self, digest: str, *, now: datetime) -> bool:
        """Whether a file is to be asked for; a clock set back makes nothing wait longer."""
        if digest not in self._known:
            return True
        since, pause = self._known[digest]
        return not since <= now < since + pause
