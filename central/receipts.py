"""The receipts of purges: which device erased which dossier, once all its work was taken."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, insert, select

from central import ledger, scope, tables, trail
from central.mint import Mint
from central.offer import is_identifier
from central.scope import Caller
from wire.messages import Kept, Receipt
from wire.pack import BadBodyError


@dataclass(frozen=True, slots=True)
class Purge:
    """A receipt, as coordination's operator reads it."""

    dossier: str
    utilisateur: str
    device: str
    ops: int
    recu_le: datetime


def keep(connection: Connection, caller: Caller, told: Receipt, mint: Mint) -> Kept:
    """Keep a receipt; the same one told again is kept once.

    Of a dossier that its device cannot have held nothing is kept, and nothing is said of it: whether
    there is one is none of theirs to learn, and a device must not tell it again for ever.

    Raises:
        BadBodyError: it names nothing that the store could keep.
    """
    if not (is_identifier(told.id) and is_identifier(told.dossier)):
        raise BadBodyError("a receipt without its names")
    table = tables.purge
    ledger.lock(connection, caller.plie)
    known = select(table.c.id).where(table.c.plie == caller.plie, table.c.id == told.id)
    held = scope.held_once(connection, caller, told.dossier, today=mint.today())
    if held and connection.scalar(known) is None:
        connection.execute(
            insert(table).values(
                plie=caller.plie,
                id=told.id,
                device=caller.device,
                utilisateur=caller.utilisateur,
                dossier=told.dossier,
                ops=max(0, min(told.ops, _MOST)),
                erased_at=told.erased_at[:_INSTANT].replace("\x00", ""),
                received_at=mint.stored_now(),
            )
        )
        who, dossier = caller.utilisateur, told.dossier
        trail.note(
            connection, mint, "purge", plie=caller.plie, device=caller.device, utilisateur=who,
            dossier=dossier,
        )  # fmt: skip
    return Kept(id=told.id)


def kept(connection: Connection, plie: str) -> list[Purge]:
    """Return every receipt, the oldest first."""
    table, user = tables.purge, tables.KINDS["utilisateur"]
    named = and_(user.c.plie == table.c.plie, user.c.id == table.c.utilisateur)
    query = (
        select(table, user.c.nom)
        .select_from(table.join(user, named))
        .where(table.c.plie == plie)
        .order_by(table.c.received_at, table.c.id)
    )
    return [
        Purge(row.dossier, row.nom, row.device, row.ops, row.received_at.replace(tzinfo=UTC))
        for row in connection.execute(query)
    ]


# More operations than a dossier ever has; longer than an instant is written.
_MOST, _INSTANT = 1_000_000, 40
