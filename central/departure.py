"""Someone who leaves: their access is taken away whole, what they wrote stays; it may be given back."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, select, update

from central import crl, gestion, ledger, people, tables, trail
from central.authority import Authority, Motif
from central.context import the_store
from central.mint import Mint
from central.store import Store
from plie.refus import Refus


@dataclass(frozen=True, slots=True)
class Depart:
    """What was taken away, and how many dossiers still wait to be given to someone else."""

    utilisateur: str
    appareils: int
    invitations: int
    dossiers: int


def deactivate(
    store: Store, authority: Authority, mint: Mint, *, plie: str, qui: str, motif: Motif
) -> Depart:
    """Revoke every device of someone and void their invitations; they can be invited no more.

    Raises:
        Refus: nobody, or several; already done.
    """
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        person = people.one(connection, plie, qui)
        if _left(connection, plie, person):
            raise Refus("deja_desactive", "Cet accès est déjà retiré. Rien n’a été modifié.")
        people.patch(connection, plie, person, {"desactive_le": mint.today().isoformat()}, mint)
        devices = _devices(connection, plie, person)
        for device in devices:
            gestion.take_away(connection, plie, device, motif, mint)
        crl.issue(connection, plie, authority, mint)
        void = _void(connection, plie, person, mint)
        left = _followed(connection, plie, person, mint)
        trail.note(connection, mint, "utilisateur_retire", plie=plie, utilisateur=person)
    crl.publish(store, plie)
    return Depart(person, len(devices), void, left)


def reactivate(store: Store, mint: Mint, *, plie: str, qui: str) -> str:
    """Give access back to someone, who is then invited anew; return their id.

    Raises:
        Refus: nobody, or several; they have access already.
    """
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        person = people.one(connection, plie, qui)
        if not _left(connection, plie, person):
            raise Refus("deja_actif", "Cette personne a déjà accès. Rien n’a été modifié.")
        people.patch(connection, plie, person, {"desactive_le": None}, mint)
        trail.note(connection, mint, "utilisateur_rendu", plie=plie, utilisateur=person)
    return person


def _left(connection: Connection, plie: str, person: str) -> bool:
    user = tables.KINDS["utilisateur"]
    return (
        connection.scalar(select(user.c.desactive_le).filter_by(plie=plie, id=person)) is not None
    )


def _devices(connection: Connection, plie: str, person: str) -> list[str]:
    device = tables.device
    query = select(device.c.id).where(
        device.c.plie == plie, device.c.utilisateur == person, device.c.revoked_at.is_(None)
    )
    return list(connection.scalars(query.order_by(device.c.id)))


def _void(connection: Connection, plie: str, person: str, mint: Mint) -> int:
    code = tables.invitation
    waiting = update(code).where(
        code.c.plie == plie,
        code.c.utilisateur == person,
        code.c.used_at.is_(None),
        code.c.expires_at > mint.stored_now(),
    )
    # What is past at this very instant: a code is good until its last second.
    return connection.execute(
        waiting.values(expires_at=mint.stored_now() - timedelta(seconds=1))
    ).rowcount


def _followed(connection: Connection, plie: str, person: str, mint: Mint) -> int:
    user = tables.KINDS["utilisateur"]
    query = select(people.followed(mint.today())).select_from(user)
    return int(connection.scalar(query.where(user.c.plie == plie, user.c.id == person)) or 0)
