"""The lots of a PLIE (C8): listed, added, changed, entrusted to one AE, read from a file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from central import ledger, people, tables, trail
from central.context import the_store
from central.lots_csv import LotLu
from central.mint import Mint
from central.record import Saying, record
from central.store import Store
from plie.phrases import nom_du_lot
from plie.refus import Refus
from plie.vocabulaire import Role
from wire.op import Verb

_MAX_NUMERO = 9_999


@dataclass(frozen=True, slots=True)
class LotTenu:
    """A lot as the gestionnaire sees it, with who holds it."""

    id: str
    numero: int
    nom: str
    public: str
    organisation: str | None
    accompagnateurs: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Import:
    """What a file of lots gave; a lot that the file does not name is left as it is."""

    ajoutes: int
    modifies: int
    inchanges: int


def lots(store: Store, *, plie: str) -> list[LotTenu]:
    """Return every lot, numbered ones first, with the accompagnateur·rices who hold it."""
    lot, user = tables.KINDS["lot"], tables.KINDS["utilisateur"]
    employer = tables.KINDS["organisation"]
    with store.look(the_store(plie)) as connection:
        names = {
            row.id: row.nom for row in connection.execute(select(employer).filter_by(plie=plie))
        }
        held: dict[str, list[str]] = {}
        here = select(user).filter_by(plie=plie, desactive_le=None)
        for row in connection.execute(here.where(user.c.lot.is_not(None))):
            held.setdefault(row.lot, []).append(row.nom)
        found = [
            LotTenu(
                row.id, row.numero, row.nom, row.public, names.get(row.organisation),
                sorted(held.get(row.id, ()), key=str.casefold),
            )
            for row in connection.execute(select(lot).filter_by(plie=plie))
        ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.numero, one.numero, one.nom.casefold(), one.id))


def add(
    store: Store,
    mint: Mint,
    *,
    plie: str,
    numero: int,
    nom: str,
    public: str = "",
    organisation: str | None = None,
) -> str:
    """Add a lot and return its id.

    Raises:
        Refus: the number or the name is none, or a lot has it already.
    """
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        fields = _fields(numero, nom, public)
        if organisation is not None:
            fields["organisation"] = people.employer_of(connection, plie, organisation, mint)
        _refuse_taken(connection, plie, numero, str(fields["nom"]))
        made = mint.new_id()
        record(connection, plie, [Saying(Verb.INSERT, "lot", made, fields)], mint)
        trail.note(connection, mint, "lot_ajoute", plie=plie, code=made)
    return made


def change(
    store: Store,
    mint: Mint,
    *,
    plie: str,
    lot: str,
    numero: int | None = None,
    nom: str | None = None,
    public: str | None = None,
    organisation: str | None = None,
) -> str:
    """Change what is given of a lot, named by its number, its name or its id; return its id.

    Raises:
        Refus: no lot, or several; nothing to change; a number or a name that another has.
    """
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        id_ = one(connection, plie, lot)
        fields = _fields(numero, nom, public)
        if organisation is not None:
            fields["organisation"] = people.employer_of(connection, plie, organisation, mint)
        if not fields:
            raise Refus(
                "rien_a_changer",
                "Dites ce qui change\u00a0: --numero, --nom, --public ou --organisation.",
            )
        _refuse_taken(connection, plie, numero or 0, str(fields.get("nom", "")), but=id_)
        record(connection, plie, [Saying(Verb.PATCH, "lot", id_, fields)], mint)
        trail.note(connection, mint, "lot_change", plie=plie, code=id_)
    return id_


def entrust(store: Store, mint: Mint, *, plie: str, lot: str, qui: str | None) -> str:
    """Entrust a lot to one accompagnateur·rice, or to nobody; who held it does no more. Return its id.

    Raises:
        Refus: no such lot; nobody, several, or someone who is not accompagnateur·rice.
    """
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        id_ = one(connection, plie, lot)
        to = _adviser(connection, plie, qui) if qui is not None else None
        user = tables.KINDS["utilisateur"]
        before = list(connection.scalars(select(user.c.id).filter_by(plie=plie, lot=id_)))
        sayings = [
            Saying(Verb.PATCH, "utilisateur", person, {"lot": None})
            for person in before
            if person != to
        ]
        if to is not None and to not in before:
            sayings.append(Saying(Verb.PATCH, "utilisateur", to, {"lot": id_}))
        if sayings:
            record(connection, plie, sayings, mint)
            trail.note(connection, mint, "lot_confie", plie=plie, utilisateur=to or "", code=id_)
    return id_


def take(store: Store, mint: Mint, *, plie: str, lus: Iterable[LotLu]) -> Import:
    """Add the lots that were read, or bring those of the same number (else name) up to them.

    Raises:
        Refus: a lot would have the name of another; which line, and nothing is changed.
    """
    lus = list(lus)
    with store.write(the_store(plie)) as connection:
        ledger.lock(connection, plie)
        table = tables.KINDS["lot"]
        known = {
            _key(row.numero, row.nom): row
            for row in connection.execute(select(table).filter_by(plie=plie))
        }
        names = _names({key: row.nom for key, row in known.items()}, lus)
        sayings, same = [], 0
        for lu in lus:
            row = known.get(_key(lu.numero, lu.nom))
            said: dict[str, str | int | bool | None] = {"numero": lu.numero, "public": lu.public}
            if row is None:
                named = {**said, "nom": lu.nom or _free(lu, names)}
                sayings.append(Saying(Verb.INSERT, "lot", mint.new_id(), named))
                continue
            if lu.nom:
                said["nom"] = lu.nom
            other = {name: value for name, value in said.items() if getattr(row, name) != value}
            if other:
                sayings.append(Saying(Verb.PATCH, "lot", row.id, other))
            same += not other
        if sayings:
            record(connection, plie, sayings, mint)
            trail.note(connection, mint, "lots_importes", plie=plie, code=str(len(sayings)))
    new = sum(saying.verb is Verb.INSERT for saying in sayings)
    return Import(new, len(sayings) - new, same)


def one(connection: Connection, plie: str, lot: str) -> str:
    """Return the id of a lot named by its number, its name or its id.

    Raises:
        Refus: none, or several.
    """
    table = tables.KINDS["lot"]
    ours = select(table.c.id).where(table.c.plie == plie)
    ways = [table.c.id == lot, table.c.nom == lot]
    digits = lot.lstrip("0")
    # Counted before they are read: Python refuses a number of thousands of digits.
    if lot.isascii() and lot.isdigit() and 0 < len(digits) <= len(str(_MAX_NUMERO)):
        ways.insert(0, table.c.numero == int(digits))
    for condition in ways:
        found = list(connection.scalars(ours.where(condition)))
        if len(found) == 1:
            return str(found[0])
        if found:
            raise _unknown("Plusieurs lots répondent à ce nom")
    raise _unknown("Aucun lot n’a ce numéro ni ce nom")


def _unknown(phrase: str) -> Refus:
    return Refus(
        "lot_introuvable",
        f"{phrase}\u00a0: la commande «\u00a0lots\u00a0» les montre. Rien n’a été modifié.",
    )


def _key(numero: int, nom: str) -> tuple[int, str]:
    return (numero, "") if numero else (0, nom)


def _names(before: dict[tuple[int, str], str], lus: Iterable[LotLu]) -> dict[tuple[int, str], str]:
    """Return what each lot is called once the file is in.

    Raises:
        Refus: the file would give a lot the name of another.
    """
    said = {_key(lu.numero, lu.nom): lu for lu in lus if lu.nom}
    names = {**before, **{key: lu.nom for key, lu in said.items()}}
    for key, lu in said.items():
        other = next((one for one, nom in names.items() if nom == lu.nom and one != key), None)
        if other is not None:
            raise Refus(
                "lot_existant",
                f"La ligne {lu.ligne} donne à un lot le nom que porte déjà le lot "
                f"«\u00a0{nom_du_lot(other[0], lu.nom)}\u00a0». Rien n’a été modifié.",
            )
    return names


def _free(lu: LotLu, names: dict[tuple[int, str], str]) -> str:
    """Name a new lot by its territory, where two lots may be: then its number tells it apart."""
    nom = lu.territoire
    if nom in names.values():
        nom = f"{nom} (lot {lu.numero})"
    names[_key(lu.numero, lu.nom)] = nom
    return nom


def _fields(
    numero: int | None, nom: str | None, public: str | None
) -> dict[str, str | int | bool | None]:
    given: dict[str, str | int | bool | None] = {
        "numero": numero,
        "nom": None if nom is None else people.named(nom),
        "public": public,
    }
    return {name: value for name, value in given.items() if value is not None}


def _refuse_taken(
    connection: Connection, plie: str, numero: int, nom: str, *, but: str = ""
) -> None:
    table = tables.KINDS["lot"]
    for row in connection.execute(select(table).filter_by(plie=plie)):
        same = (numero and row.numero == numero) or (nom and row.nom == nom)
        if same and row.id != but:
            raise Refus(
                "lot_existant",
                f"Le lot «\u00a0{nom_du_lot(row.numero, row.nom)}\u00a0» a déjà ce numéro ou ce nom. "
                "Rien n’a été modifié.",
            )


def _adviser(connection: Connection, plie: str, qui: str) -> str:
    person = people.one(connection, plie, qui)
    user = tables.KINDS["utilisateur"]
    row = connection.execute(select(user).filter_by(plie=plie, id=person)).one()
    if row.role != Role.ACCOMPAGNATEUR.value or row.desactive_le is not None:
        raise Refus(
            "pas_accompagnateur",
            f"{row.nom} n’est pas accompagnateur·rice, ou n’a plus accès. Rien n’a été modifié.",
        )
    return person
