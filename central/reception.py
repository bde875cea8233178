"""What a machine handed over as a sealed file, taken in as if it had come by the line.

Twice or in any order changes nothing: each batch has its name, each file its sha256. A device that
was revoked since is heard as well, once, by its gestionnaire's hand; rights are judged as always.
"""

from collections import Counter
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path

from sqlalchemy import and_, select

from central import batches, blobs, tables, trail
from central.authority import Authority
from central.context import the_store
from central.mint import Mint
from central.problems import Refused
from central.scope import Caller
from central.store import Store
from plie.refus import Refus
from wire.messages import BLOB_PIECE, Fates
from wire.pack import BadBodyError, unpack
from wire.parcel import MAX_BYTES, BadParcelError, Parcel, unseal


@dataclass(frozen=True, slots=True)
class Recu:
    """What came of a file: whose it was, what was numbered, what was set aside and why."""

    appareil: str
    utilisateur: str
    emballe_le: str
    operations: int
    fichiers: int
    mis_de_cote: dict[str, int] = field(default_factory=dict)


def receive(store: Store, authority: Authority, mint: Mint, *, plie: str, path: Path) -> Recu:
    """Take a sealed file in.

    Raises:
        Refus: no such file for this store, or not packed by the device that it names; nothing is
            taken in.
    """
    parcel = _opened(path, authority)
    caller, nom = _packer(store, parcel, plie)
    operations, aside = 0, Counter[str]()
    for body in parcel.bodies:
        fates = unpack(_pushed(store, caller, body, mint), Fates).fates
        operations += sum(fate.number is not None for fate in fates)
        aside.update(fate.reason for fate in fates if fate.reason is not None)
    files = sum(_filed(store, caller, name, parcel.files[name], mint) for name in parcel.files)
    with store.write(the_store(plie)) as connection:
        trail.note(connection, mint, "reception", plie=plie, device=caller.device)
    return Recu(
        caller.device,
        nom,
        parcel.manifest.packed_at,
        operations,
        files,
        dict(sorted(aside.items())),
    )


def _opened(path: Path, authority: Authority) -> Parcel:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise _no("il est trop gros pour en être un")
    try:
        with path.open("rb") as file:
            # Of an empty file there is nothing to map.
            if not size:
                raise _no("il est vide")
            with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
                return unseal(content, authority.key)
    except BadParcelError as error:
        raise _no("il est abîmé, ou destiné à un autre magasin") from error


def _packer(store: Store, parcel: Parcel, plie: str) -> tuple[Caller, str]:
    manifest = parcel.manifest
    device, user = tables.device, tables.KINDS["utilisateur"]
    owned = and_(user.c.plie == device.c.plie, user.c.id == device.c.utilisateur)
    query = (
        select(device.c.utilisateur, device.c.public_key, user.c.nom, user.c.role)
        .add_columns(user.c.organisation)
        .select_from(device.join(user, owned))
        .where(device.c.plie == plie, device.c.id == manifest.device)
    )
    with store.look(the_store(plie)) as connection:
        known = connection.execute(query).one_or_none()
    if known is None or manifest.plie != plie:
        raise _no("aucun appareil de ce PLIE n’a pu le faire")
    try:
        parcel.check(known.public_key)
    except BadParcelError as error:
        raise _no("il n’est pas signé par l’appareil qu’il nomme") from error
    caller = Caller(plie, manifest.device, known.utilisateur, known.role, known.organisation)
    return caller, known.nom


def _pushed(store: Store, caller: Caller, body: bytes, mint: Mint) -> bytes:
    try:
        return batches.receive(store, caller, body, mint)
    except (BadBodyError, Refused) as error:
        raise _no("un de ses envois ne se lit pas") from error


def _filed(store: Store, caller: Caller, name: str, content: bytes, mint: Mint) -> bool:
    """Keep a file, unless the store holds it whole."""
    with store.look(the_store(caller.plie)) as connection:
        held = blobs.held(connection, store, caller.plie, name)
    if held.complete:
        return False
    at = held.stored if held.size == len(content) else 0
    while at < len(content):
        piece = content[at : at + BLOB_PIECE]
        today = mint.today()
        at = blobs.receive(store, caller, name, piece, offset=at, size=len(content), today=today)
    return True


def _no(why: str) -> Refus:
    return Refus(
        "colis_refuse",
        f"Ce fichier de travail non envoyé ne peut pas être reçu\u00a0: {why}. Rien n’a été modifié.",
    )
