"""Who opens dossiers that are not theirs to follow: noted here to be told, or told by the store.

With them goes what else the store's journal keeps: the vault opened, something taken out of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.models.tables import LECTURE, VISITE
from wire.messages import Doing, Reading, Visit

# Opened again within the hour, it is one reading.
AGAIN = timedelta(hours=1)
_MOST = 200


@dataclass(frozen=True, slots=True)
class Visite:
    """One opening: by whom, in which role, when (ISO, or "" when their clock said nothing)."""

    nom: str
    role: str
    le: str


def note(
    connection: Connection, id_: str, dossier: str, at: datetime, genre: Doing = Doing.LECTURE
) -> bool:
    """Note that a dossier is opened here, or else what is done; whether it is one time more.

    An export counts each time; what is opened again within the hour was opened once.
    """
    same = (LECTURE.c.dossier == dossier, LECTURE.c.genre == genre.value)
    last = connection.scalar(select(func.max(LECTURE.c.le)).where(*same))
    opens = genre in {Doing.LECTURE, Doing.OUVERTURE}
    if opens and last and at - datetime.fromisoformat(last) < AGAIN:
        return False
    connection.execute(delete(LECTURE).where(*same, LECTURE.c.dite.is_(True)))
    le = at.isoformat(timespec="seconds")
    row = {"id": id_, "dossier": dossier, "le": le, "dite": False, "genre": genre.value}
    connection.execute(insert(LECTURE).values(row))
    return True


def to_tell(connection: Connection) -> tuple[Reading, ...]:
    """Return what the store was not told yet, the oldest first."""
    query = select(LECTURE).where(LECTURE.c.dite.is_(False)).order_by(LECTURE.c.id).limit(_MOST)
    return tuple(
        Reading(id=row.id, dossier=row.dossier, at=row.le, genre=row.genre)
        for row in connection.execute(query)
    )


def told(connection: Connection, readings: Sequence[Reading]) -> None:
    """The store noted these."""
    ids = [reading.id for reading in readings]
    connection.execute(update(LECTURE).where(LECTURE.c.id.in_(ids)).values(dite=True))


def keep(connection: Connection, visits: Sequence[Visit]) -> None:
    """Keep what the store told."""
    for one in visits:
        row = {
            "number": one.number, "dossier": one.dossier, "nom": one.nom, "role": one.role,
            "le": one.at,
        }  # fmt: skip
        connection.execute(insert(VISITE).values(row).on_conflict_do_nothing())


def number(connection: Connection) -> int:
    """Return the last line of the journal that the store told."""
    return int(connection.scalar(select(func.max(VISITE.c.number))) or 0)


def of(connection: Connection, dossier: str) -> tuple[Visite, ...]:
    """Return the openings of a dossier by others, the latest first."""
    query = select(VISITE).where(VISITE.c.dossier == dossier).order_by(VISITE.c.number.desc())
    return tuple(Visite(row.nom, row.role, row.le) for row in connection.execute(query))


def last(connection: Connection, dossier: str) -> Visite | None:
    """Return the last opening of a dossier by someone else."""
    query = select(VISITE).where(VISITE.c.dossier == dossier).order_by(VISITE.c.number.desc())
    row = connection.execute(query.limit(1)).one_or_none()
    return None if row is None else Visite(row.nom, row.role, row.le)
