"""What is being typed, beside the drafts of entretiens: kept until its fact is written, or its form is left.

Of a card that tells a fact, the words, which no kind holds; of a form that saves by itself, only that it is open.
Local to this vault, never sent, no operation. What is still `ouverte` at a start was left by an unclean end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from desktop.models.tables import SAISIE


@dataclass(frozen=True, slots=True)
class Carte:
    """A card: of which dossier ("" for one that is not there yet), its name there, its title, where it opens."""

    dossier: str
    nom: str
    titre: str
    lieu: str
    lieu_id: str = ""


@dataclass(frozen=True, slots=True)
class Saisie:
    """What was typed in a card, by form and field, and when it was kept last."""

    carte: Carte
    mots: Mapping[str, Mapping[str, object]]
    le: datetime


def keep(
    connection: Connection, carte: Carte, mots: Mapping[str, Mapping[str, object]], *, at: datetime
) -> None:
    """Keep what is typed in a card, in place of what was."""
    said = {
        "titre": carte.titre,
        "lieu": carte.lieu,
        "lieu_id": carte.lieu_id,
        "mots": mots,
        # As text these sort only in one time zone.
        "le": at.astimezone(UTC).isoformat(timespec="milliseconds"),
        "ouverte": True,
    }
    query = insert(SAISIE).values(dossier=carte.dossier, carte=carte.nom, **said)
    connection.execute(query.on_conflict_do_update(("dossier", "carte"), set_=said))


def take_up(connection: Connection, carte: Carte) -> None:
    """Note that a card is typed in again."""
    connection.execute(update(SAISIE).where(_is(carte)).values(ouverte=True))


def find(connection: Connection, carte: Carte) -> Saisie | None:
    """Return what was typed in a card; None where nothing waits."""
    found = connection.execute(select(SAISIE).where(_is(carte))).first()
    return _saisie(found) if found is not None else None


def of_dossier(connection: Connection, dossier: str) -> tuple[Saisie, ...]:
    """Return what was typed of a dossier and waits, last kept first."""
    query = select(SAISIE).where(SAISIE.c.dossier == dossier).order_by(SAISIE.c.le.desc())
    return tuple(_saisie(row) for row in connection.execute(query))


def last_of(connection: Connection, dossier: str) -> datetime | None:
    """Return when words that wait in a card of a dossier were kept last; None when none wait."""
    query = select(func.max(SAISIE.c.le)).where(SAISIE.c.dossier == dossier, SAISIE.c.mots != {})
    found = connection.scalar(query)
    return None if found is None else datetime.fromisoformat(found)


def forget(connection: Connection, carte: Carte) -> None:
    """Forget what was typed in a card: the fact is written, or given up."""
    connection.execute(delete(SAISIE).where(_is(carte)))


def open_ones(connection: Connection) -> tuple[Saisie, ...]:
    """Return what was being typed when the application ended, last kept first."""
    query = select(SAISIE).where(SAISIE.c.ouverte).order_by(SAISIE.c.le.desc())
    return tuple(_saisie(row) for row in connection.execute(query))


def rest(connection: Connection) -> None:
    """Note that the application ends as it should, or that what was found again was told."""
    connection.execute(delete(SAISIE).where(SAISIE.c.mots == {}))
    connection.execute(update(SAISIE).where(SAISIE.c.ouverte).values(ouverte=False))


def _is(carte: Carte) -> ColumnElement[bool]:
    return and_(SAISIE.c.dossier == carte.dossier, SAISIE.c.carte == carte.nom)


def _saisie(row: Row[tuple[object, ...]]) -> Saisie:
    found = row._mapping  # noqa: SLF001 - the public way of SQLAlchemy to read a row by name
    carte = Carte(found["dossier"], found["carte"], found["titre"], found["lieu"], found["lieu_id"])
    return Saisie(carte, found["mots"], datetime.fromisoformat(found["le"]))
