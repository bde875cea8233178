"""How long this vault may go without its store, and what the store said last: one row, never sent.

Time is counted in steps, never read off a date: a clock set back gives nothing back, and one that
was wrong and is set right costs the time that went by, no more than once.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from desktop.models.tables import LEASE

DAYS = 30
# The row is written again once this much has gone by: each write is a commit.
STEP = timedelta(minutes=10)
_READ = select(LEASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The row.

    Attributes:
        days: how many days without contact the store allows; 0: no limit.
        contact: the store's last answer, by its own clock.
        latest: the latest instant ever seen on this machine's clock.
        looked: the instant of the last look, earlier than `latest` once the clock was set back.
        spent: seconds gone by since the last contact.
        withdrawn: when the store said that this device has no access any more; None once it answers.
    """

    days: int = DAYS
    contact: datetime | None = None
    latest: datetime | None = None
    looked: datetime | None = None
    spent: int = 0
    withdrawn: datetime | None = None

    def at(self, now: datetime) -> "Lease":
        """Return the lease after a look at the clock."""
        if self.latest is None or self.looked is None:
            return replace(self, latest=now, looked=now)
        # Behind the latest instant seen, only what goes by from one look to the next counts.
        since = self.latest if now >= self.latest else self.looked
        gone = max(now - since, timedelta())
        return replace(
            self,
            latest=max(now, self.latest),
            looked=now,
            spent=self.spent + round(gone.total_seconds()),
        )

    def contacted(
        self, now: datetime, *, days: int | None, by_store: datetime | None = None
    ) -> "Lease":
        """Return the lease after the store answered.

        `days` is what it allows, None if not said; `by_store`: what its own clock says, if it is known.
        """
        allowed = self.days if days is None else days
        return Lease(days=allowed, contact=by_store or now, latest=now, looked=now)

    @property
    def by_the_store(self) -> datetime | None:
        """What the store's clock says, as of the last look at this machine's; None before any contact."""
        return None if self.contact is None else self.contact + timedelta(seconds=self.spent)

    @property
    def left(self) -> timedelta | None:
        """What is left before the vault closes until the next contact; None: no limit."""
        if not self.days:
            return None
        return timedelta(days=self.days) - timedelta(seconds=self.spent)


def lease_of(connection: Connection) -> Lease:
    """Return the row."""
    row = dict(connection.execute(_READ).mappings().one())
    row.pop("id")
    for name in ("contact", "latest", "looked", "withdrawn"):
        row[name] = datetime.fromisoformat(row[name]) if row[name] else None
    return Lease(**row)


def save_lease(connection: Connection, lease: Lease) -> None:
    """Replace the row."""
    values = asdict(lease)
    connection.execute(
        update(LEASE).values(
            {
                name: value.isoformat() if isinstance(value, datetime) else value
                for name, value in values.items()
            }
        )
    )


def worth_writing(before: Lease, after: Lease) -> bool:
    """Whether a look at the clock changed enough for the row to be written again."""
    if before.latest is None or after.latest is None or before.looked is None:
        return before != after
    moved = abs((after.looked or before.looked) - before.looked)
    counted = timedelta(seconds=abs(after.spent - before.spent))
    told = timedelta()
    if before.contact is not None and after.contact is not None:
        told = abs(after.contact - before.contact)
    elif before.contact != after.contact:
        return True
    return max(moved, counted, told) >= STEP or (before.days, before.withdrawn) != (
        after.days,
        after.withdrawn,
    )
