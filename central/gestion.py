"""What the gestionnaire does: open a PLIE, invite people, revoke devices, count dossiers.

Every gesture is one transaction; people and devices are written as the store's own operations.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from sqlalchemy import Connection, and_, case, func, insert, outerjoin, select, update

from central import crl, devices, ledger, people, tables, trail
from central.authority import Authority, Motif
from central.codes import digest, new_code
from central.context import the_store
from central.mint import Mint
from central.record import Saying, record
from central.store import Store
from plie.kinds import Id
from plie.refus import Refus
from plie.vocabulaire import Role
from wire.op import Verb

VALID_DAYS = 7


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code to give to one person, by hand or by file, until it expires."""

    code: str
    utilisateur: Id
    expires_at: datetime
    nouveau: bool


@dataclass(frozen=True, slots=True)
class Appareil:
    """A device as the gestionnaire sees it.

    `vu_le`: when it was last heard; `double_le`: when two copies of its vault were; `repris_le`: when
    it last went on from an older copy.
    """

    id: str
    nom: str
    utilisateur: str
    enrole_le: datetime
    revoque_le: datetime | None
    vu_le: datetime | None = None
    double_le: datetime | None = None
    repris_le: datetime | None = None


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier without anything of the person: its AE, how much was written."""

    id: str
    ae: str | None
    operations: int
    comptes_rendus: int


def the_plie(store: Store) -> str:
    """Return the id of the PLIE that this store holds.

    Raises:
        Refus: none was opened yet.
    """
    with store.look() as connection:
        found = connection.scalar(select(tables.plie.c.plie))
    if found is None:
        raise Refus(
            "magasin_vide",
            "Ce magasin ne tient aucun PLIE\u00a0: commencez par «\u00a0init\u00a0».",
        )
    return str(found)


def open_plie(
    store: Store,
    authority: Authority,
    mint: Mint,
    *,
    plie: str,
    nom: str,
    referentiel: str,
    organisation: str,
) -> None:
    """Open the PLIE of a new store, with its first organisation and an empty revocation list.

    Raises:
        Refus: the store already holds one; nothing is changed.
    """
    with store.write(the_store(plie)) as connection:
        if connection.scalar(select(tables.plie.c.plie)) is not None:
            raise Refus("plie_existant", "Ce magasin tient déjà un PLIE. Rien n’a été modifié.")
        connection.execute(
            insert(tables.plie).values(
                plie=plie,
                schema=tables.SCHEMA,
                nom=nom,
                referentiel=referentiel,
                epoch=mint.new_id(),
                counter=0,
                durable=0,
            )
        )
        employer = Saying(Verb.INSERT, "organisation", mint.new_id(), {"nom": organisation})
        record(connection, plie, [employer], mint)
        crl.issue(connection, plie, authority, mint)
    crl.publish(store, plie)


def invite(
    store: Store,
    authority: Authority,
    mint: Mint,
    *,
    plie: str,
    nom: str,
    role: Role,
    organisation: str | None = None,
    days: int = VALID_DAYS,
) -> Invitation:
    """Make a one-time code for someone, which pins the authority.

    The same name in the same role is the same person.
    A namesake who works for another organisation is another person, once it is named.

    Raises:
        Refus: several have this name in this role, and no organisation says which, or their access
            was taken away; nothing is made.
    """
    code = new_code(mint.token_bytes, authority)
    expires_at = mint.now() + timedelta(days=days)
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        known = people.known(connection, plie, nom, role, organisation)
        if known is not None:
            _refuse_gone(connection, plie, known)
        person = known or people.make(connection, plie, nom, role, organisation, mint=mint)
        connection.execute(
            insert(tables.invitation).values(
                plie=plie,
                code_sha256=digest(code),
                utilisateur=person,
                expires_at=expires_at.replace(tzinfo=None),
            )
        )
        trail.note(connection, mint, "invitation", plie=plie)
    return Invitation(code, Id(person), expires_at, known is None)


def revoke(
    store: Store,
    authority: Authority,
    mint: Mint,
    *,
    plie: str,
    device: str,
    motif: Motif = Motif.PERDU,
) -> str:
    """Revoke a device, named by its id or the beginning of it, and return its id.

    It is refused at its next request, and its certificates enter the revocation list. One that was
    given back may be declared lost later; what is lost stays so.

    Raises:
        Refus: no device, or several, have this id.
    """
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        id_ = _one_device(connection, plie, device)
        take_away(connection, plie, id_, motif, mint)
        crl.issue(connection, plie, authority, mint)
    crl.publish(store, plie)
    return id_


def take_away(connection: Connection, plie: str, device: str, motif: Motif, mint: Mint) -> None:
    """Revoke one device within a writing transaction; the revocation list is to be issued after."""
    at, table = mint.stored_now(), tables.device
    gone = update(table).where(table.c.plie == plie, table.c.id == device)
    connection.execute(gone.where(table.c.revoked_at.is_(None)).values(revoked_at=at))
    _take_back(connection, plie, device, motif, at)
    record(connection, plie, [Saying(Verb.PATCH, "appareil", device, {"revoque": True})], mint)
    trail.note(connection, mint, "revocation", plie=plie, device=device, code=motif.value)


def allow_offline(store: Store, mint: Mint, *, plie: str, days: int) -> None:
    """Say how many days a vault may go without its store; 0: no limit. Devices hear it at hello."""
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        table = tables.plie
        connection.execute(update(table).where(table.c.plie == plie).values(offline_days=days))
        trail.note(connection, mint, "hors_ligne", plie=plie, code=str(days))


def offline_days(store: Store, *, plie: str) -> int:
    """Return how many days a vault may go without its store; 0: no limit."""
    with store.look(the_store(plie)) as connection:
        query = select(tables.plie.c.offline_days).filter_by(plie=plie)
        return int(connection.execute(query).scalar_one())


def appareils(store: Store, *, plie: str) -> list[Appareil]:
    """Return every device enrolled, revoked ones included, the oldest first."""
    device, known, user = tables.device, tables.KINDS["appareil"], tables.KINDS["utilisateur"]
    named = and_(known.c.plie == device.c.plie, known.c.id == device.c.id)
    owned = and_(user.c.plie == device.c.plie, user.c.id == device.c.utilisateur)
    query = (
        select(device, known.c.nom, user.c.nom.label("utilisateur_nom"))
        .select_from(device.join(known, named).join(user, owned))
        .where(device.c.plie == plie)
        .order_by(device.c.enrolled_at, device.c.id)
    )
    with store.look(the_store(plie)) as connection:
        found = connection.execute(query).all()
        retaken = devices.retaken(connection, plie, [row.id for row in found])
        return [
            Appareil(
                row.id,
                row.nom,
                row.utilisateur_nom,
                row.enrolled_at.replace(tzinfo=UTC),
                _aware(row.revoked_at),
                _aware(row.seen_at),
                _aware(row.doubled_at),
                _aware(retaken.get(row.id)),
            )
            for row in found
        ]


def etat_de(line: Appareil, zone: tzinfo) -> str:
    """Say in words where a device stands, in the days and hours of a zone."""
    if line.revoque_le:
        return f"révoqué le {line.revoque_le.astimezone(zone):%d/%m/%Y}"
    seen = "jamais vu"
    if line.vu_le:
        seen = f"vu le {line.vu_le.astimezone(zone):%d/%m/%Y à %H:%M}"
    copied = ""
    if line.double_le:
        copied = f", son coffre a servi en double le {line.double_le.astimezone(zone):%d/%m/%Y}"
    elif line.repris_le:
        on = line.repris_le.astimezone(zone)
        copied = f", son coffre a été repris d’une copie le {on:%d/%m/%Y}"
    return f"actif, {seen}{copied}"


def dossiers(store: Store, mint: Mint, *, plie: str) -> list[DossierLine]:
    """Return each dossier with its current AE and what was written in it, for the operator."""
    op, dossier = tables.op, tables.dossier
    written = and_(
        op.c.plie == dossier.c.plie, op.c.scope == dossier.c.id, op.c.number.is_not(None)
    )
    reports = func.sum(case((op.c.kind == "compte_rendu", 1), else_=0))
    query = (
        select(dossier.c.id, func.count(op.c.op_id).label("operations"), reports.label("reports"))
        .select_from(outerjoin(dossier, op, written))
        .where(dossier.c.plie == plie)
        .group_by(dossier.c.id)
        .order_by(dossier.c.id)
    )
    with store.look(the_store(plie)) as connection:
        names = _advisers(connection, plie, mint)
        return [
            DossierLine(row.id, names.get(row.id), row.operations, row.reports)
            for row in connection.execute(query)
        ]


def _aware(stored: datetime | None) -> datetime | None:
    return None if stored is None else stored.replace(tzinfo=UTC)


def _advisers(connection: Connection, plie: str, mint: Mint) -> dict[str, str]:
    given, user = tables.KINDS["affectation"], tables.KINDS["utilisateur"]
    query = (
        select(given.c.dossier, user.c.nom)
        .join(user, and_(user.c.plie == given.c.plie, user.c.id == given.c.utilisateur))
        .where(
            given.c.plie == plie,
            given.c.role == Role.ACCOMPAGNATEUR.value,
            (given.c.fin.is_(None)) | (given.c.fin >= mint.today()),
        )
        .order_by(given.c.debut)
    )
    return {row.dossier: row.nom for row in connection.execute(query)}


def _refuse_gone(connection: Connection, plie: str, person: str) -> None:
    user = tables.KINDS["utilisateur"]
    if connection.scalar(select(user.c.desactive_le).filter_by(plie=plie, id=person)) is not None:
        raise Refus(
            "acces_retire",
            "L’accès de cette personne a été retiré\u00a0: «\u00a0utilisateurs reactiver\u00a0» le "
            "lui rend d’abord. Aucun code n’a été fait.",
        )


def _take_back(connection: Connection, plie: str, device: str, motif: Motif, at: datetime) -> None:
    card = tables.certificate
    ours = update(card).where(card.c.plie == plie, card.c.device == device)
    connection.execute(
        ours.where(card.c.revoked_at.is_(None)).values(revoked_at=at, motif=motif.value)
    )
    if motif is Motif.PERDU:
        connection.execute(ours.where(card.c.motif != motif.value).values(motif=motif.value))


def _one_device(connection: Connection, plie: str, start: str) -> str:
    table = tables.device
    found = list(
        connection.scalars(
            select(table.c.id).where(
                table.c.plie == plie, table.c.id.startswith(start, autoescape=True)
            )
        )
    )
    if start in found:
        return start
    if len(found) != 1 or not start:
        phrase = "Aucun appareil ne porte cet identifiant."
        if len(found) > 1:
            phrase = "Plusieurs appareils commencent ainsi\u00a0: donnez l’identifiant plus long."
        raise Refus(
            "appareil_introuvable", f"{phrase} La commande «\u00a0appareils\u00a0» les montre."
        )
    return str(found[0])
