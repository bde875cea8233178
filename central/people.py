"""The people of a PLIE and their employers: listed, added, changed. All is written as the store's own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Label, and_, func, select

from central import ledger, tables, trail
from central.context import the_store
from central.mint import Mint
from central.record import Saying, record
from central.store import Store
from plie.phrases import nom_du_lot
from plie.refus import Refus
from plie.vocabulaire import Role
from wire.op import Verb

# Who may be given access: the store itself is nobody.
ROLES = tuple(role for role in Role if role is not Role.MAGASIN)
_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Compte:
    """Someone who has access, as the gestionnaire sees them; `appareils`: how many are not revoked."""

    id: str
    nom: str
    role: str
    organisation: str | None
    lot: str | None
    desactive_le: date | None
    appareils: int
    dossiers: int


def comptes(store: Store, mint: Mint, *, plie: str) -> list[Compte]:
    """Return everyone, by name; those whose access was taken away included."""
    user, employer = tables.KINDS["utilisateur"], tables.KINDS["organisation"]
    lot = tables.KINDS["lot"]
    employed = and_(employer.c.plie == user.c.plie, employer.c.id == user.c.organisation)
    entrusted = and_(lot.c.plie == user.c.plie, lot.c.id == user.c.lot)
    query = (
        select(
            user, employer.c.nom.label("employer"), lot.c.numero, lot.c.nom.label("lot_nom"),
            _devices(), followed(mint.today()),
        )
        .select_from(user.outerjoin(employer, employed).outerjoin(lot, entrusted))
        .where(user.c.plie == plie)
    )  # fmt: skip
    with store.look(the_store(plie)) as connection:
        found = [
            Compte(
                row.id, row.nom, row.role, row.employer,
                None if row.lot_nom is None else nom_du_lot(row.numero, row.lot_nom),
                row.desactive_le, row.appareils, row.dossiers,
            )
            for row in connection.execute(query)
        ]  # fmt: skip
    return sorted(found, key=lambda one: (one.nom.casefold(), one.id))


def add(
    store: Store,
    mint: Mint,
    *,
    plie: str,
    nom: str,
    role: Role,
    organisation: str | None = None,
) -> str:
    """Make someone known and return their id; they are invited apart.

    Raises:
        Refus: the name is none, or someone has it in this role already.
    """
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        if known(connection, plie, nom, role, organisation) is not None:
            raise Refus(
                "personne_connue",
                f"{nom} a déjà un compte dans ce rôle. Rien n’a été modifié. Un·e homonyme "
                "d’une autre organisation s’ajoute en la nommant (--organisation).",
            )
        person = make(connection, plie, nom, role, organisation, mint=mint)
        trail.note(connection, mint, "utilisateur_ajoute", plie=plie, utilisateur=person)
    return person


def change(
    store: Store,
    mint: Mint,
    *,
    plie: str,
    qui: str,
    nom: str | None = None,
    role: Role | None = None,
    organisation: str | None = None,
) -> str:
    """Change what is given of someone and return their id.

    Raises:
        Refus: nobody, or several; nothing to change; a role, while devices are enrolled for it.
    """
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        person = one(connection, plie, qui)
        fields: dict[str, str | None] = {}
        if nom is not None:
            fields["nom"] = named(nom)
        if role is not None:
            _refuse_enrolled(connection, plie, person)
            fields["role"] = role.value
        if organisation is not None:
            fields["organisation"] = employer_of(connection, plie, organisation, mint)
        _refuse_namesake(connection, plie, person, fields)
        if not fields:
            raise Refus(
                "rien_a_changer", "Dites ce qui change\u00a0: --nom, --role ou --organisation."
            )
        patch(connection, plie, person, fields, mint)
        changed = " ".join(sorted(fields))
        trail.note(
            connection, mint, "utilisateur_change", plie=plie, utilisateur=person, code=changed
        )
    return person


def nom_de(store: Store, *, plie: str, utilisateur: str) -> str:
    """Return the name of someone known by their id."""
    user = tables.KINDS["utilisateur"]
    with store.look(the_store(plie)) as connection:
        return str(connection.scalar(select(user.c.nom).filter_by(plie=plie, id=utilisateur)))


def one(connection: Connection, plie: str, qui: str) -> str:
    """Return the id of someone named by it, by its beginning, or by their whole name.

    Raises:
        Refus: nobody, or several.
    """
    user = tables.KINDS["utilisateur"]
    ours = select(user.c.id).where(user.c.plie == plie)
    found = list(connection.scalars(ours.where(user.c.nom == plain(qui))))
    if not found and qui:
        found = list(connection.scalars(ours.where(user.c.id.startswith(qui, autoescape=True))))
    if qui in found:
        return qui
    if len(found) != 1:
        phrase = "Personne ne porte ce nom ni cet identifiant."
        if found:
            phrase = "Plusieurs personnes répondent à ce nom\u00a0: donnez l’identifiant."
        raise Refus(
            "personne_introuvable", f"{phrase} La commande «\u00a0utilisateurs\u00a0» les montre."
        )
    return str(found[0])


def known(
    connection: Connection, plie: str, nom: str, role: Role, organisation: str | None
) -> str | None:
    """Return who has this name in this role, within an organisation if one is named.

    Raises:
        Refus: it is no name; several have it, and no organisation says which.
    """
    user, employer = tables.KINDS["utilisateur"], tables.KINDS["organisation"]
    query = select(user.c.id).where(
        user.c.plie == plie, user.c.nom == named(nom), user.c.role == role.value
    )
    if organisation is not None:
        theirs = select(employer.c.id).where(
            employer.c.plie == plie, employer.c.nom == named(organisation)
        )
        query = query.where(user.c.organisation.in_(theirs))
    found = list(connection.scalars(query))
    if len(found) > 1:
        raise Refus(
            "homonymes",
            "Plusieurs personnes portent ce nom dans ce rôle\u00a0: précisez l’organisation. "
            "Rien n’a été fait.",
        )
    return str(found[0]) if found else None


def make(
    connection: Connection,
    plie: str,
    nom: str,
    role: Role,
    organisation: str | None,
    *,
    mint: Mint,
) -> str:
    """Write someone new and return their id."""
    employer = employer_of(connection, plie, organisation, mint)
    fields = {"nom": named(nom), "role": role.value, "organisation": employer}
    person = mint.new_id()
    record(connection, plie, [Saying(Verb.INSERT, "utilisateur", person, fields)], mint)
    return person


def patch(
    connection: Connection, plie: str, person: str, fields: Mapping[str, str | None], mint: Mint
) -> None:
    """Write what changes of someone."""
    record(connection, plie, [Saying(Verb.PATCH, "utilisateur", person, fields)], mint)


def employer_of(connection: Connection, plie: str, nom: str | None, mint: Mint) -> str | None:
    """Return the organisation of that name, made if it is new; without a name, the first of the PLIE."""
    table = tables.KINDS["organisation"]
    ours = select(table.c.id).where(table.c.plie == plie)
    if nom is None:
        return connection.scalar(ours.order_by(table.c.id).limit(1))
    found = connection.scalar(ours.where(table.c.nom == named(nom)))
    if found is not None:
        return str(found)
    employer = mint.new_id()
    said = Saying(Verb.INSERT, "organisation", employer, {"nom": named(nom)})
    record(connection, plie, [said], mint)
    return employer


def named(nom: str) -> str:
    """Return a name fit to be kept: one line, spaces once.

    Raises:
        Refus: it is none.
    """
    one_line = plain(nom)
    if not one_line or len(one_line) > _LETTERS or not one_line.isprintable():
        raise Refus(
            "nom_refuse",
            f"Ce nom ne peut pas être enregistré\u00a0: de 1 à {_LETTERS} lettres, sur une ligne.",
        )
    return one_line


def plain(nom: str) -> str:
    """Return a name as it is kept, whatever spaces it was typed with."""
    return " ".join(nom.split())


def followed(today: date) -> Label[Any]:
    """Return how many dossiers someone follows now or later, as a column beside `utilisateur`."""
    given, user = tables.KINDS["affectation"], tables.KINDS["utilisateur"]
    return (
        select(func.count(given.c.dossier.distinct()))
        .where(
            given.c.plie == user.c.plie,
            given.c.utilisateur == user.c.id,
            (given.c.fin.is_(None)) | (given.c.fin >= today),
        )
        .scalar_subquery()
        .label("dossiers")
    )


def _refuse_namesake(
    connection: Connection, plie: str, person: str, fields: Mapping[str, str | None]
) -> None:
    """Refuse that two become one to whoever names them: neither could be invited any more."""
    user = tables.KINDS["utilisateur"]
    row = connection.execute(select(user).filter_by(plie=plie, id=person)).mappings().one()
    shown = {name: fields.get(name, row[name]) for name in ("nom", "role", "organisation")}
    same = select(user.c.id).filter_by(plie=plie, **shown).where(user.c.id != person)
    if fields and connection.scalar(same.limit(1)) is not None:
        raise Refus(
            "personne_connue",
            f"{shown['nom']} a déjà un compte dans ce rôle et cette organisation. Rien n’a été modifié.",
        )


def _refuse_enrolled(connection: Connection, plie: str, person: str) -> None:
    # A vault knows itself by the role that it was enrolled for.
    device = tables.device
    query = select(func.count()).where(
        device.c.plie == plie, device.c.utilisateur == person, device.c.revoked_at.is_(None)
    )
    if connection.scalar(query):
        raise Refus(
            "appareils_enroles",
            "Un coffre sert le rôle pour lequel il a été relié\u00a0: révoquez d’abord ses appareils "
            "(--motif rendu), changez le rôle, puis réinvitez. Rien n’a été modifié.",
        )


def _devices() -> Label[Any]:
    device, user = tables.device, tables.KINDS["utilisateur"]
    return (
        select(func.count())
        .select_from(device)
        .where(
            device.c.plie == user.c.plie,
            device.c.utilisateur == user.c.id,
            device.c.revoked_at.is_(None),
        )
        .scalar_subquery()
        .label("appareils")
    )
