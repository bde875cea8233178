"""Where new things come from: the clock and the random bytes, both given by the composition."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from plie.kinds import Id
from wire.ids import RANDOM_BYTES, uuid7

TokenBytes = Callable[[int], bytes]
Clock = Callable[[], datetime]


def iso(stored: datetime | None) -> str | None:
    """Return an instant of the tables as it is said on the line."""
    return stored.replace(tzinfo=UTC).isoformat() if stored else None


@dataclass(frozen=True, slots=True)
class Mint:
    """A clock that tells aware instants, a source of random bytes, and the zone whose days count."""

    clock: Clock
    token_bytes: TokenBytes
    zone: tzinfo = UTC

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return self.clock().astimezone(UTC)

    def stored_now(self) -> datetime:
        """Return the instant as the tables keep it: UTC, without its zone."""
        return self.now().replace(tzinfo=None)

    def today(self) -> date:
        """Return the day of the zone."""
        return self.clock().astimezone(self.zone).date()

    def day(self, stored: datetime) -> date:
        """Return the day, in the zone, of an instant of the tables."""
        return stored.replace(tzinfo=UTC).astimezone(self.zone).date()

    def stored_beginning(self, day: date) -> datetime:
        """Return, as the tables keep it, the instant at which a day begins in the zone."""
        begins = datetime.combine(day, time(), tzinfo=self.zone)
        return begins.astimezone(UTC).replace(tzinfo=None)

    def new_id(self) -> Id:
        """Return a new UUIDv7."""
        return uuid7(int(self.now().timestamp() * 1000), self.token_bytes(RANDOM_BYTES))

    def token(self) -> str:
        """Return an opaque secret of 256 bits."""
        return self.token_bytes(32).hex()
