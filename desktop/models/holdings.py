"""Which dossiers this vault holds, which are on their way here, which on their way out, how far.

A dossier leaves by steps, each durable before the next: `demande` (too many at once: the person is
asked), `accorde`, `efface` (gone from the database), `copies` (gone from its copies), `parti`.
One that stays may be told to lose something: `suppression` asks, `suppression_admise` lets it come.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.models.tables import ARRIVAGE, CONTROLE, DEPART, OP
from wire.op import PLIE_SCOPE, Verb


class Etape(StrEnum):
    """How far a dossier that leaves has gone."""

    DEMANDE = "demande"
    ACCORDE = "accorde"
    EFFACE = "efface"
    COPIES = "copies"
    PARTI = "parti"
    SUPPRESSION = "suppression"
    SUPPRESSION_ADMISE = "suppression_admise"


_AGREED = {Etape.DEMANDE: Etape.ACCORDE, Etape.SUPPRESSION: Etape.SUPPRESSION_ADMISE}
_UNDER_WAY = (Etape.EFFACE.value, Etape.COPIES.value)


@dataclass(frozen=True, slots=True)
class Depart:
    """A dossier erased from here: its id, how many operations went, when, its receipt."""

    dossier: str
    ops: int
    le: datetime
    recu: str


def held(connection: Connection) -> frozenset[str]:
    """Return the dossiers that the store gave a number to and that are here from their beginning."""
    coming = select(ARRIVAGE.c.dossier).where(ARRIVAGE.c.le.is_(None))
    query = select(OP.c.thing).where(
        OP.c.kind == "personne",
        OP.c.verb == Verb.INSERT.value,
        OP.c.number.is_not(None),
        OP.c.thing.not_in(coming),
    )
    return frozenset(connection.scalars(query))


def present(connection: Connection) -> frozenset[str]:
    """Return the dossiers of which anything came from the store, or was taken by it."""
    query = select(OP.c.scope).where(OP.c.scope != PLIE_SCOPE, OP.c.number.is_not(None))
    return frozenset(connection.scalars(query.distinct()))


def unfinished(connection: Connection) -> bool:
    """Tell whether a dossier is half arrived, or half gone."""
    coming = select(ARRIVAGE.c.dossier).where(ARRIVAGE.c.le.is_(None)).limit(1)
    going = select(DEPART.c.dossier).where(DEPART.c.etape.in_(_UNDER_WAY)).limit(1)
    return any(connection.scalar(query) is not None for query in (coming, going))


def expect(connection: Connection, dossier: str) -> int:
    """Begin to receive a dossier, or go on; return up to which number it is here."""
    connection.execute(delete(DEPART).where(DEPART.c.dossier == dossier))
    row = insert(ARRIVAGE).values(dossier=dossier, position=0, le=None)
    connection.execute(row.on_conflict_do_nothing())
    query = select(ARRIVAGE.c.position, ARRIVAGE.c.le).where(ARRIVAGE.c.dossier == dossier)
    known = connection.execute(query).one()
    if known.le is None:
        return int(known.position)
    again = update(ARRIVAGE).where(ARRIVAGE.c.dossier == dossier).values(position=0, le=None)
    connection.execute(again)
    return 0


def reached(connection: Connection, dossier: str, position: int, *, le: datetime | None) -> None:
    """Note up to which number a dossier is here; `le`: it is whole since."""
    row = update(ARRIVAGE).where(ARRIVAGE.c.dossier == dossier)
    connection.execute(row.values(position=position, le=_text(le) if le else None))


def give_up(connection: Connection, dossier: str) -> None:
    """Await a dossier no more."""
    connection.execute(delete(ARRIVAGE).where(ARRIVAGE.c.dossier == dossier))


def arrived(connection: Connection) -> dict[str, datetime]:
    """Return when each dossier that was received by itself was whole."""
    query = select(ARRIVAGE.c.dossier, ARRIVAGE.c.le).where(ARRIVAGE.c.le.is_not(None))
    return {row.dossier: datetime.fromisoformat(row.le) for row in connection.execute(query)}


def among(connection: Connection, etape: Etape) -> frozenset[str]:
    """Return the dossiers that have gone so far, and no further."""
    query = select(DEPART.c.dossier).where(DEPART.c.etape == etape.value)
    return frozenset(connection.scalars(query))


def ask(
    connection: Connection,
    dossiers: Collection[str],
    *,
    at: datetime,
    what: Etape = Etape.DEMANDE,
) -> None:
    """Ask the person about these dossiers, and about no others any more."""
    connection.execute(delete(DEPART).where(DEPART.c.etape == what.value))
    for dossier in sorted(dossiers):
        step(connection, dossier, what, at=at)


def agree(connection: Connection, what: Etape = Etape.DEMANDE) -> int:
    """Let go what was asked about; return how many dossiers."""
    asked = update(DEPART).where(DEPART.c.etape == what.value)
    return connection.execute(asked.values(etape=_AGREED[what].value)).rowcount


def step(
    connection: Connection,
    dossier: str,
    etape: Etape,
    *,
    at: datetime,
    ops: int = 0,
    recu: str = "",
) -> None:
    """Note that a dossier begins to leave, how far it has gone."""
    values = {"etape": etape.value, "le": _text(at), "ops": ops, "recu": recu}
    row = insert(DEPART).values(dossier=dossier, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["dossier"], set_=values))


def advance(connection: Connection, dossiers: Collection[str], etape: Etape) -> None:
    """Note that dossiers on their way out have gone further."""
    row = update(DEPART).where(DEPART.c.dossier.in_(list(dossiers)))
    connection.execute(row.values(etape=etape.value))


def stay(connection: Connection, dossiers: Collection[str]) -> None:
    """Forget that dossiers were about to leave: they are this person's again."""
    connection.execute(delete(DEPART).where(DEPART.c.dossier.in_(list(dossiers))))


def gone(connection: Connection, etape: Etape) -> tuple[Depart, ...]:
    """Return the dossiers erased from here that have gone so far, the first gone first."""
    query = select(DEPART).where(DEPART.c.etape == etape.value)
    found = connection.execute(query.order_by(DEPART.c.le, DEPART.c.dossier))
    return tuple(map(_depart, found))


def last_check(connection: Connection) -> datetime | None:
    """Return when what is held was last compared with the store; None: never."""
    said = connection.scalar(select(CONTROLE.c.le))
    return datetime.fromisoformat(said) if said else None


def checked(connection: Connection, at: datetime) -> None:
    """Note that what is held was compared with the store."""
    row = insert(CONTROLE).values(id=1, le=_text(at))
    connection.execute(
        row.on_conflict_do_update(index_elements=["id"], set_={"le": row.excluded.le})
    )


def _depart(row: Row[tuple[str, str, str, int, str]]) -> Depart:
    return Depart(row.dossier, row.ops, datetime.fromisoformat(row.le), row.recu)


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
