"""Where new things come from: the clock and the random bytes, both given by the composition."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from plie.kinds import Id
from wire.ids import RANDOM_BYTES, uuid7

TokenBytes = Callable[[int], bytes]
Clock = Callable[[], datetime]


def iso(stored: datetime | None) -> str | None:
    """Return an instant of the tables as it is said on the line."""
    return stored.replace(tzinfo=UTC).isoformat() if stored else None


@dataclass(frozen=True, slots=True)
class Mint:
    """A clock that tells aware instants, and a source of random bytes."""

    clock: Clock
    token_bytes: TokenBytes

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return self.clock().astimezone(UTC)

    def stored_now(self) -> datetime:
        """Return the instant as the tables keep it: UTC, without its zone."""
        return self.now().replace(tzinfo=None)

    def today(self) -> date:
        """Return the day in UTC."""
        return self.now().date()

    def new_id(self) -> Id:
        """Return a new UUIDv7."""
        return uuid7(int(self.now().timestamp() * 1000), self.token_bytes(RANDOM_BYTES))

    def token(self) -> str:
        """Return an opaque secret of 256 bits."""
        return self.token_bytes(32).hex()
