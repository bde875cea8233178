"""How far the dossiers that changed hands have gone: asked, the former device heard, erased from it.

A device purges once all that was written there has been taken (decision 0030): its receipt says both.
What is told is what the store has anyway; nothing is kept of it here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, select

from central import scope, tables
from central.affectations import of_row
from central.context import the_store
from central.mint import Mint, iso
from central.scope import Caller
from central.store import Store
from plie.affectation import en_vigueur, titulaire
from plie.kinds import Affectation
from wire.transfers import Transfer, Transfers

# What is over is told for as long; and so is what a device that was heard since never erased: it may
# never have held it.
TOLD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class _Left:
    """A dossier that someone follows no more, since an instant.

    `taker`: who is in charge of it; `to_fetch`: they were not while the other followed it.
    """

    dossier: str
    utilisateur: str
    since: datetime
    taker: str
    to_fetch: bool


def told(store: Store, caller: Caller, mint: Mint) -> Transfers:
    """Return the transfers under way and the recent ones, to who sees every dossier of the PLIE."""
    if not scope.sees_all(caller):
        return Transfers()
    # Receipts and the devices of others are no reader's rows: of the dossiers that they see, the
    # store says this.
    with store.look(the_store(caller.plie)) as connection:
        found = tuple(_transfers(connection, caller.plie, mint))
    return Transfers(transfers=found)


def _transfers(connection: Connection, plie: str, mint: Mint) -> Iterator[Transfer]:
    names, devices = _names(connection, plie), _devices(connection, plie)
    receipts = _receipts(connection, plie)
    recent = mint.stored_now() - TOLD
    for left in _left(connection, plie, mint):
        heard = [d.seen_at for d in devices.get(left.taker, ()) if d.seen_at]
        for device in devices.get(left.utilisateur, ()):
            receipt = receipts.get((device.id, left.dossier))
            if receipt is not None and receipt.received_at < left.since:
                receipt = None
            if device.enrolled_at > left.since or _is_over(left, device, receipt, recent):
                continue
            yield Transfer(
                dossier=left.dossier,
                utilisateur=left.utilisateur,
                nom=names.get(left.utilisateur, ""),
                device=device.id,
                poste=device.nom,
                since=iso(left.since) or "",
                seen_at=iso(device.seen_at),
                revoked_at=iso(device.revoked_at),
                erased_at=iso(receipt.received_at) if receipt else None,
                ops=receipt.ops if receipt else 0,
                taker=names.get(left.taker, ""),
                taker_seen_at=iso(max(heard)) if heard else None,
                to_fetch=left.to_fetch,
            )


def _is_over(left: _Left, device: Row[Any], receipt: Row[Any] | None, recent: datetime) -> bool:
    if receipt is not None:
        return bool(receipt.received_at < recent)
    answered = device.revoked_at or (device.seen_at and device.seen_at >= left.since)
    return bool(answered) and left.since < recent


def _left(connection: Connection, plie: str, mint: Mint) -> Iterator[_Left]:
    """Return who follows a dossier no more: since the store knows it, and its day has come."""
    today = mint.today()
    held: dict[str, list[tuple[Affectation, datetime]]] = {}
    for row in connection.execute(_given(plie)):
        held.setdefault(row.dossier, []).append((of_row(row), row.at))
    for dossier, given in held.items():
        charged = titulaire((one for one, _ in given), today)
        still = {one.utilisateur for one, _ in given if en_vigueur(one, today)}
        last: dict[str, tuple[date, datetime]] = {}
        for one, at in given:
            if one.utilisateur and one.utilisateur not in still and one.fin and one.fin < today:
                last[one.utilisateur] = max((one.fin, at), last.get(one.utilisateur, (one.fin, at)))
        for who, (fin, at) in last.items():
            since = max(at, mint.stored_beginning(fin + timedelta(days=1)))
            begun = charged.debut if charged else None
            taker = (charged.utilisateur if charged else None) or ""
            yield _Left(dossier, who, since, taker, to_fetch=bool(begun and begun > fin))


def _given(plie: str) -> Select[Any]:
    """Return every affectation, with when the store was last told of it."""
    given, op = tables.KINDS["affectation"], tables.op
    # For each, its own operations by their index: grouped, those of the whole PLIE would be read.
    told_at = (
        select(func.max(op.c.received_at))
        .where(
            op.c.plie == given.c.plie,
            op.c.thing == given.c.id,
            op.c.kind == "affectation",
            op.c.number.is_not(None),
        )
        .scalar_subquery()
    )
    return select(given, told_at.label("at")).where(given.c.plie == plie)


def _names(connection: Connection, plie: str) -> dict[str, str]:
    user = tables.KINDS["utilisateur"]
    query = select(user.c.id, user.c.nom).where(user.c.plie == plie)
    return {row.id: row.nom for row in connection.execute(query)}


def _devices(connection: Connection, plie: str) -> dict[str, list[Row[Any]]]:
    device, known = tables.device, tables.KINDS["appareil"]
    named = and_(known.c.plie == device.c.plie, known.c.id == device.c.id)
    query = select(device, known.c.nom).select_from(device.join(known, named))
    found: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(query.where(device.c.plie == plie).order_by(device.c.id)):
        found.setdefault(row.utilisateur, []).append(row)
    return found


def _receipts(connection: Connection, plie: str) -> dict[tuple[str, str], Row[Any]]:
    """Return the last receipt of each device for each dossier."""
    table = tables.purge
    query = select(table).where(table.c.plie == plie).order_by(table.c.received_at)
    return {(row.device, row.dossier): row for row in connection.execute(query)}
