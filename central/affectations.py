"""Dossiers given from one accompagnateur·rice to another, at the store's own machine.

What coordination does from its desktop, as the store's own operations: grants begin today,
revocations end yesterday, so that no day has two people in charge.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from central import ledger, people, scope, tables, trail
from central.context import the_store
from central.ledger import chunks
from central.mint import Mint
from central.record import Saying, record
from central.store import Store
from plie.affectation import a_finir, a_prolonger, a_venir, refuser_absence, suit
from plie.kinds import Affectation, Id
from plie.refus import Refus
from plie.vocabulaire import Role, RoleSuivi
from wire.op import Verb


def reaffecter(
    store: Store, mint: Mint, *, plie: str, dossiers: Sequence[str], utilisateur: str
) -> int:
    """Give dossiers to someone, for good; return how many changed hands.

    Raises:
        Refus: no such accompagnateur·rice, or a dossier that the store does not hold; nothing changed.
    """
    with store.write(the_store(plie)) as connection:
        given = _given(connection, plie, dossiers, utilisateur)
        today = mint.today()
        ended = [a for held in given.values() for a in a_finir(held, utilisateur, today)]
        new = [d for d, held in given.items() if not suit(held, utilisateur, today)]
        sayings = [_over(a, today) for a in ended]
        sayings += [_grant(d, utilisateur, today, None, mint) for d in new]
        _say(connection, plie, sayings, mint, "reaffectation")
    return len({saying.scope for saying in sayings})


def confier(
    store: Store,
    mint: Mint,
    *,
    plie: str,
    dossiers: Sequence[str],
    utilisateur: str,
    jusqu_au: date,
    du: date | None = None,
) -> int:
    """Hand dossiers over to someone until a day, included; who is in charge keeps them. Return how many.

    `du`: from which day on; today without it.

    Raises:
        Refus: no such accompagnateur·rice, an unknown dossier, or days that are past or in disorder.
    """
    today = mint.today()
    begins = du or today
    refuser_absence(begins, jusqu_au, today)
    with store.write(the_store(plie)) as connection:
        given = _given(connection, plie, dossiers, utilisateur)
        sayings = []
        for dossier, held in given.items():
            if suit(held, utilisateur, begins):
                continue
            known = a_prolonger(held, utilisateur, begins, jusqu_au, today)
            sayings += [
                _end(a, jusqu_au, debut=begins if a_venir(a, today) else None) for a in known
            ] or [_grant(dossier, utilisateur, begins, jusqu_au, mint)]
        _say(connection, plie, sayings, mint, "absence")
    return len({saying.scope for saying in sayings})


def of_name(store: Store, *, plie: str, nom: str) -> str:
    """Return the id of the accompagnateur·rice of that name, or of that id: a name may be several people's.

    Raises:
        Refus: none, or several.
    """
    user = tables.KINDS["utilisateur"]
    here = {"role": Role.ACCOMPAGNATEUR.value, "desactive_le": None}
    query = select(user.c.id).filter_by(plie=plie, **here)
    query = query.where(or_(user.c.nom == people.plain(nom), user.c.id == nom))
    with store.look(the_store(plie)) as connection:
        found = list(connection.scalars(query))
    if len(found) != 1:
        why = (
            "Plusieurs accompagnateur·rices portent ce nom\u00a0: donnez l’identifiant, que montre "
            "«\u00a0utilisateurs\u00a0»"
            if found
            else "Aucun·e accompagnateur·rice ne porte ce nom"
        )
        raise Refus("accompagnateur_introuvable", f"{why}. Rien n’a été modifié.")
    return str(found[0])


def of_row(row: Row[Any]) -> Affectation:
    """Return the affectation that a row of its table says."""
    return Affectation(
        id=Id(row.id), dossier=Id(row.dossier), utilisateur=row.utilisateur, role=row.role,
        debut=row.debut, fin=row.fin,
    )  # fmt: skip


def _given(
    connection: Connection, plie: str, dossiers: Sequence[str], utilisateur: str
) -> dict[str, list[Affectation]]:
    """Return who follows each of these dossiers, once they and the person are known."""
    ledger.lock(connection, plie)
    user, table = tables.KINDS["utilisateur"], tables.KINDS["affectation"]
    here = {"id": utilisateur, "desactive_le": None}
    role = connection.scalar(select(user.c.role).filter_by(plie=plie, **here))
    if role != Role.ACCOMPAGNATEUR.value:
        raise Refus(
            "accompagnateur_introuvable",
            "Cette personne n’est pas accompagnateur·rice, ou n’a plus accès.",
        )
    unknown = set(dossiers) - scope.existing_among(connection, plie, dossiers)
    if unknown:
        raise Refus(
            "dossier_inconnu",
            f"Le magasin ne tient pas le dossier {min(unknown)}. Rien n’a été modifié.",
        )
    found: dict[str, list[Affectation]] = {dossier: [] for dossier in dossiers}
    for some in chunks(dossiers):
        query = select(table).where(table.c.plie == plie, table.c.dossier.in_(some))
        for row in connection.execute(query):
            found[row.dossier].append(of_row(row))
    return found


def _over(affectation: Affectation, today: date) -> Saying:
    """End an affectation the day before; what never began is removed: nobody has followed by it."""
    if not a_venir(affectation, today):
        return _end(affectation, today - timedelta(days=1))
    return Saying(Verb.DELETE, "affectation", affectation.id, {}, scope=affectation.dossier)


def _end(affectation: Affectation, fin: date, debut: date | None = None) -> Saying:
    ended = {"fin": fin.isoformat()} | ({"debut": debut.isoformat()} if debut else {})
    return Saying(Verb.PATCH, "affectation", affectation.id, ended, scope=affectation.dossier)


def _grant(dossier: str, utilisateur: str, du: date, jusqu_au: date | None, mint: Mint) -> Saying:
    role = RoleSuivi.REMPLACANT if jusqu_au else RoleSuivi.ACCOMPAGNATEUR
    fields: dict[str, str | bool | None] = {
        "dossier": dossier,
        "utilisateur": utilisateur,
        "role": role.value,
        "debut": du.isoformat(),
    }
    if jusqu_au:
        fields["fin"] = jusqu_au.isoformat()
    return Saying(Verb.INSERT, "affectation", mint.new_id(), fields, scope=dossier)


def _say(
    connection: Connection, plie: str, sayings: Sequence[Saying], mint: Mint, event: str
) -> None:
    if sayings:
        record(connection, plie, sayings, mint)
        for dossier in dict.fromkeys(saying.scope for saying in sayings):
            trail.note(connection, mint, event, plie=plie, dossier=dossier)
