"""Devices as they are told over the line, and withdrawn from there: one's own, or all of the PLIE's.

The gestionnaire keeps those of the whole PLIE; anyone else sees their own, and may declare one lost.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, and_, func, outerjoin, select, true

from central import devices, gestion, ledger, problems, tables, trail
from central.authority import DEVICE_LIFE, Authority, Motif
from central.context import reading, the_store
from central.mint import Mint, iso
from central.scope import Caller
from central.store import Store
from plie.vocabulaire import Role
from wire.messages import Awaited, Device, Devices, Withdraw


def told(store: Store, caller: Caller, mint: Mint) -> Devices:
    """Return the devices that someone may see, and to the gestionnaire the invitations not used yet."""
    with store.look(reading(caller, mint.today())) as connection:
        seen = _devices(connection, caller)
        awaited = tuple(_awaited(connection, caller, mint.stored_now()))
    # No reader sees the journal's lines of devices: of those that they see, the store says this.
    with store.look(the_store(caller.plie)) as connection:
        retaken = devices.retaken(connection, caller.plie, [one.id for one in seen])
    return Devices(
        devices=tuple(replace(one, retaken_at=iso(retaken.get(one.id))) for one in seen),
        awaited=awaited,
    )


def withdraw(
    store: Store, authority: Authority, caller: Caller, message: Withdraw, mint: Mint
) -> Devices:
    """Revoke a device that someone may see, at its next request; return what they then see.

    Raises:
        Refused: none of this id among those; the very one that asks; no such reason.
    """
    motif = next((m for m in Motif if m.value == message.motif), None)
    if motif is None or (motif is not Motif.PERDU and not _keeps(caller)):
        raise problems.withdrawal_refused()
    if message.device == caller.device:
        raise problems.own_device()
    with store.look(reading(caller, mint.today())) as connection:
        seen = {one.id for one in _devices(connection, caller)}
    if message.device not in seen:
        raise problems.device_absent()
    plie = caller.plie
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        trail.note(
            connection, mint, "retrait_demande", plie=plie, device=message.device,
            utilisateur=caller.utilisateur, code=motif.value,
        )  # fmt: skip
    gestion.revoke(store, authority, mint, plie=plie, device=message.device, motif=motif)
    return told(store, caller, mint)


def _keeps(caller: Caller) -> bool:
    return caller.role == Role.GESTIONNAIRE.value


def _devices(connection: Connection, caller: Caller) -> list[Device]:
    device, card = tables.device, tables.certificate
    known, user = tables.KINDS["appareil"], tables.KINDS["utilisateur"]
    named = and_(known.c.plie == device.c.plie, known.c.id == device.c.id)
    owned = and_(user.c.plie == device.c.plie, user.c.id == device.c.utilisateur)
    signed = (
        select(
            card.c.device,
            func.max(card.c.issued_at).label("issued_at"),
            func.max(card.c.motif).label("motif"),
        )
        .where(card.c.plie == caller.plie)
        .group_by(card.c.device)
        .subquery()
    )
    joined = outerjoin(
        device.join(known, named).join(user, owned), signed, signed.c.device == device.c.id
    )
    columns = (known.c.nom, user.c.nom.label("titulaire"), user.c.role, signed)
    query = (
        select(device, *columns)
        .select_from(joined)
        .where(
            device.c.plie == caller.plie,
            true() if _keeps(caller) else device.c.utilisateur == caller.utilisateur,
        )
        .order_by(user.c.nom, device.c.enrolled_at, device.c.id)
    )
    return [
        Device(
            id=row.id,
            utilisateur=row.utilisateur,
            titulaire=row.titulaire,
            role=row.role,
            nom=row.nom,
            enrolled_at=iso(row.enrolled_at) or "",
            seen_at=iso(row.seen_at),
            until=iso(row.issued_at + DEVICE_LIFE) if row.issued_at else None,
            revoked_at=iso(row.revoked_at),
            motif=(row.motif or "") if row.revoked_at else "",
            doubled_at=iso(row.doubled_at),
        )
        for row in connection.execute(query)
    ]


def _awaited(connection: Connection, caller: Caller, now: datetime) -> list[Awaited]:
    if not _keeps(caller):
        return []
    invited, user = tables.invitation, tables.KINDS["utilisateur"]
    owned = and_(user.c.plie == invited.c.plie, user.c.id == invited.c.utilisateur)
    query = (
        select(invited.c.utilisateur, user.c.nom, user.c.role, invited.c.expires_at)
        .select_from(invited.join(user, owned))
        .where(
            invited.c.plie == caller.plie, invited.c.used_at.is_(None), invited.c.expires_at > now
        )
        .order_by(user.c.nom, invited.c.expires_at)
    )
    return [
        Awaited(
            utilisateur=row.utilisateur,
            titulaire=row.nom,
            role=row.role,
            until=iso(row.expires_at) or "",
        )
        for row in connection.execute(query)
    ]
