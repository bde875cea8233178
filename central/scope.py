"""Which dossiers a person may see: the one door to the rows and the operations of dossiers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select, true

from central import tables
from central.ledger import chunks
from plie.droits import OF_LOT, PLIE_ENTIER, REFERENT
from plie.vocabulaire import Role, RoleSuivi
from wire.op import PLIE_SCOPE

_WHOLE_ORGANISATION = frozenset({Role.RESPONSABLE.value, Role.RELATIONS_ENTREPRISES.value})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: an enrolled device, and the person and the role it was enrolled for."""

    plie: str
    device: str
    utilisateur: str
    role: str
    organisation: str | None = None


def visible(caller: Caller, *, today: date) -> Select[tuple[str]]:
    """Return the ids of the dossiers that someone may see on a day (domain.md §2), to select from.

    Coordination and gestionnaire see the whole PLIE, an accompagnateur·rice what is assigned to
    them, in part included, the others what is assigned within their organisation; an unknown role
    sees nothing.
    """
    return _open_to(caller, today, in_part=caller.role == Role.ACCOMPAGNATEUR.value)


def whole(caller: Caller, *, today: date) -> Select[tuple[str]]:
    """Return the same without the dossiers that are open in part only (C9-3-6)."""
    return _open_to(caller, today, in_part=False)


def within(caller: Caller, column: ColumnElement[str], *, today: date) -> ColumnElement[bool]:
    """Return the condition that a scope is one that someone may see, the directory included."""
    return or_(column == PLIE_SCOPE, column.in_(visible(caller, today=today)))


def of_their_lots(caller: Caller) -> ColumnElement[bool]:
    """Return the condition that an operation is of no lot, or of one whose things a responsable may see.

    Of the others, `plie.droits` says who reads of every lot, and who of none.
    """
    if caller.role != Role.RESPONSABLE.value:
        return true()
    op = tables.op
    return and_(
        *(
            or_(
                op.c.kind != word,
                op.c.thing.in_(
                    select(table.c.id).where(
                        table.c.plie == caller.plie, table.c.lot.in_(_lots(caller))
                    )
                ),
            )
            for word in OF_LOT
            for table in (tables.KINDS[word],)
        )
    )


def lots(connection: Connection, caller: Caller) -> frozenset[str] | None:
    """Return the lots of which a responsable may write; None for the others, whom no lot bounds."""
    if caller.role != Role.RESPONSABLE.value:
        return None
    return frozenset(connection.scalars(_lots(caller)))


def open_among(
    connection: Connection, caller: Caller, dossiers: Iterable[str], *, today: date
) -> set[str]:
    """Return those of these dossiers that are wholly open to someone."""
    mine = whole(caller, today=today).subquery()
    return {
        id_
        for some in chunks(dossiers)
        for id_ in connection.scalars(select(mine.c[0]).where(mine.c[0].in_(some)))
    }


def visible_among(
    connection: Connection, caller: Caller, dossiers: Iterable[str], *, today: date
) -> set[str]:
    """Return those of these dossiers that someone may see, in part included."""
    mine = visible(caller, today=today).subquery()
    return {
        id_
        for some in chunks(dossiers)
        for id_ in connection.scalars(select(mine.c[0]).where(mine.c[0].in_(some)))
    }


def followed_among(
    connection: Connection, caller: Caller, dossiers: Iterable[str], *, today: date
) -> set[str]:
    """Return those of these dossiers that someone follows or has followed, in charge or standing in.

    What was written before the news of a transfer reached its author is merged all the same.
    """
    given = tables.KINDS["affectation"]
    return {
        id_
        for some in chunks(dossiers)
        for id_ in connection.scalars(
            select(given.c.dossier).where(
                given.c.plie == caller.plie,
                given.c.dossier.in_(some),
                given.c.utilisateur == caller.utilisateur,
                given.c.role.in_([role.value for role in RoleSuivi]),
                or_(given.c.debut.is_(None), given.c.debut <= today),
            )
        )
    }


def in_charge(connection: Connection, caller: Caller, dossier: str, *, today: date) -> bool:
    """Tell whether someone is in charge of a dossier on a day: not standing in, nor open to them only."""
    given = tables.KINDS["affectation"]
    found = select(given.c.dossier).where(
        given.c.plie == caller.plie,
        given.c.dossier == dossier,
        given.c.utilisateur == caller.utilisateur,
        given.c.role == RoleSuivi.ACCOMPAGNATEUR.value,
        _in_force(today),
    )
    return connection.scalar(found.limit(1)) is not None


def held_once(connection: Connection, caller: Caller, dossier: str, *, today: date) -> bool:
    """Tell whether someone's devices may ever have held a dossier, until today."""
    if sees_all(caller):
        return bool(existing_among(connection, caller.plie, [dossier]))
    given = tables.KINDS["affectation"]
    found = select(given.c.dossier).where(
        given.c.plie == caller.plie,
        given.c.dossier == dossier,
        _assigned_to(caller),
        or_(given.c.debut.is_(None), given.c.debut <= today),
    )
    return connection.scalar(found.limit(1)) is not None


def sees_all(caller: Caller) -> bool:
    """Tell whether someone sees every dossier of the PLIE."""
    return caller.role in PLIE_ENTIER


def reach(connection: Connection, caller: Caller, *, today: date) -> frozenset[str] | None:
    """Return the dossiers that someone's devices may hold; None when that is the whole PLIE."""
    if sees_all(caller):
        return None
    return frozenset(connection.scalars(visible(caller, today=today)))


def existing_among(connection: Connection, plie: str, dossiers: Iterable[str]) -> set[str]:
    """Return those of these dossiers that the PLIE holds, seen or not."""
    table = tables.dossier
    return {
        id_
        for some in chunks(dossiers)
        for id_ in connection.scalars(
            select(table.c.id).where(table.c.plie == plie, table.c.id.in_(some))
        )
    }


def _open_to(caller: Caller, today: date, *, in_part: bool) -> Select[tuple[str]]:
    if sees_all(caller):
        return select(tables.dossier.c.id).where(tables.dossier.c.plie == caller.plie)
    given = tables.KINDS["affectation"]
    found = select(given.c.dossier).where(
        given.c.plie == caller.plie,
        _in_force(today),
        _assigned_to(caller),
    )
    return found if in_part else found.where(given.c.role != REFERENT)


def _lots(caller: Caller) -> Select[tuple[str]]:
    """Those that a responsable's organisation carries, or that one of its people holds."""
    lot, user = tables.KINDS["lot"], tables.KINDS["utilisateur"]
    carried = select(lot.c.id).where(
        lot.c.plie == caller.plie, lot.c.organisation == caller.organisation
    )
    held = select(user.c.lot).where(
        user.c.plie == caller.plie,
        user.c.organisation == caller.organisation,
        user.c.lot.is_not(None),
    )
    theirs = carried.union(held).subquery()
    # Without an organisation one carries nothing: what names none is not theirs.
    return select(theirs.c[0]).where(true() if caller.organisation else false())


def _in_force(today: date) -> ColumnElement[bool]:
    given = tables.KINDS["affectation"]
    return and_(
        or_(given.c.debut.is_(None), given.c.debut <= today),
        or_(given.c.fin.is_(None), given.c.fin >= today),
    )


def _assigned_to(caller: Caller) -> ColumnElement[bool]:
    given, user = tables.KINDS["affectation"], tables.KINDS["utilisateur"]
    if caller.role == Role.ACCOMPAGNATEUR.value:
        return given.c.utilisateur == caller.utilisateur
    if caller.role in _WHOLE_ORGANISATION and caller.organisation:
        colleagues = select(user.c.id).where(
            user.c.plie == caller.plie, user.c.organisation == caller.organisation
        )
        return given.c.utilisateur.in_(colleagues)
    return false()
