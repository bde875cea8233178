"""Tells the log and the counts of each answer; the path and the body are not theirs to know."""

from dataclasses import dataclass

from central import trail
from central.measures import Measures
from central.watch import Watch


@dataclass(frozen=True, slots=True)
class Teller:
    """What an endpoint tells of what it answered."""

    log: trail.Log
    measures: Measures

    def answered(self, endpoint: str, status: int, seconds: float) -> None:
        """An answer left, whatever it says."""
        self.measures.answered(endpoint, status, seconds)
        # Whoever watches asks all day long: counted, and no line of the log.
        if endpoint not in (Watch.health.__name__, Watch.figures.__name__):
            ms = round(seconds * 1000)
            self.log.info("request", endpoint=endpoint, status=status, ms=ms)

    def refused(self, endpoint: str, code: str) -> None:
        """The request itself was refused."""
        self.measures.refused(code)
        self.log.info("refused", endpoint=endpoint, code=code)

    def broke(self, endpoint: str, error: Exception) -> None:
        """A bug: its kind and its place, nothing of what it says."""
        kind = type(error).__name__
        self.log.critical("error", endpoint=endpoint, error=kind, where=trail.where(error))
