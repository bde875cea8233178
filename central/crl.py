"""The revocation list in force: signed again at each revocation, and before it grows old.

Each list issued is also left in a file beside the authority's certificate, for verifiers.
"""

import os
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from central import ledger, tables
from central.authority import Authority, Motif, Revoked
from central.context import the_store
from central.mint import Mint
from central.store import Store

# A list is valid for 30 days; a device that comes once a month always leaves with a fresh one.
FRESH = timedelta(days=7)
_YEAR_ZERO = datetime(2020, 1, 1, tzinfo=UTC)


def latest(connection: Connection, plie: str) -> Row[Any] | None:
    """Return the list in force (number, pem, issued_at); None before the first."""
    table = tables.crl
    query = select(table).where(table.c.plie == plie).order_by(table.c.number.desc()).limit(1)
    return connection.execute(query).one_or_none()


def is_stale(row: Row[Any] | None, mint: Mint) -> bool:
    """Tell whether the list should be signed again, though nothing was revoked since."""
    return row is None or mint.stored_now() - row.issued_at > FRESH


def issue(
    connection: Connection, plie: str, authority: Authority, mint: Mint, *, least: int = 1
) -> None:
    """Sign and keep the next list, within the writing transaction given; its number is at `least` that."""
    card = tables.certificate
    revoked = connection.execute(
        select(card.c.serial, card.c.revoked_at, card.c.motif)
        .where(card.c.plie == plie, card.c.revoked_at.is_not(None))
        .order_by(card.c.revoked_at, card.c.serial)
    )
    lines = [
        Revoked(int(row.serial, 16), _aware(row.revoked_at), Motif(row.motif)) for row in revoked
    ]
    last = latest(connection, plie)
    number = max(last.number + 1 if last else 1, least)
    pem = authority.revocations(lines, number=number, at=mint.now())
    values = {"plie": plie, "number": number, "pem": pem, "issued_at": mint.stored_now()}
    connection.execute(insert(tables.crl).values(values))


def after_all(mint: Mint) -> int:
    """Return a number above those of every list signed before now, known to this store or not.

    A backup does not know the lists signed since it was made: counting on from its own last would
    give their numbers again, and devices that hold one of them would keep it. Nobody revokes once a
    second; seconds since 2020 fit the column until 2088.
    """
    return int((mint.now() - _YEAR_ZERO).total_seconds())


def publish(store: Store, plie: str) -> None:
    """Leave the list in force in its file, whole or not at all; to be called after each issue."""
    path = store.settings.revocations
    # As a writer: of two processes that publish at once, the last one leaves the last list.
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        row = latest(connection, plie)
        if row is None:
            return
        aside = path.with_suffix(".tmp")
        with aside.open("w", encoding="ascii") as file:
            file.write(row.pem)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)


def _aware(stored: datetime) -> datetime:
    return stored.replace(tzinfo=UTC)
