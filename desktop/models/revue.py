"""The review seen from this vault: questions and their answers, comments nobody acknowledged yet.

Who wrote a fact is what the store checked of its operation, never the name written in it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, exists, select

from desktop.models.rows import Rows
from desktop.models.tables import KIND_TABLES, OP
from plie.kinds import AccuseReception, Commentaire, Demande, PriseDeConnaissance, by_class
from wire.op import Verb

T = TypeVar("T")
_ABOUT_QUESTIONS = "demande"


@dataclass(frozen=True, slots=True)
class Said:
    """Who wrote a fact, by what the store checked: the user's id and role."""

    author: str
    role: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, who asked it, what was said of it since, oldest first, and whether it is closed."""

    demande: Demande
    by: Said
    said: tuple[tuple[Commentaire, Said], ...]
    closed: bool
    received: bool


def questions(rows: Rows) -> tuple[Asked, ...]:
    """Return every question of this vault, oldest first, with its answers."""
    asked = _written(rows, Demande)
    if not asked:
        return ()
    about = KIND_TABLES[by_class(Commentaire).word].c.sur_kind == _ABOUT_QUESTIONS
    answers: dict[str, list[tuple[Commentaire, Said]]] = {}
    for comment, by in _written(rows, Commentaire, about):
        answers.setdefault(comment.sur_id, []).append((comment, by))
    noted = KIND_TABLES[by_class(PriseDeConnaissance).word].c.sur_kind == _ABOUT_QUESTIONS
    closed = {
        (n.sur_id, n.dossier, by.author) for n, by in _written(rows, PriseDeConnaissance, noted)
    }
    received = {a.commentaire for a in rows.all(AccuseReception)}
    return tuple(
        Asked(
            one,
            by,
            # What is told of it from another dossier is no answer: its author had no right there.
            tuple(a for a in answers.get(one.id, ()) if a[0].dossier == one.dossier),
            (one.id, one.dossier, by.author) in closed,
            one.id in received,
        )
        for one, by in asked
    )


def unacknowledged(rows: Rows, *, reader: str) -> tuple[Commentaire | Demande, ...]:
    """Return what others than `reader` (a user's id) said or asked and nobody acknowledged yet."""
    return (*_pending(rows, Commentaire, reader), *_pending(rows, Demande, reader))


def written_by(rows: Rows, cls: type, things: Collection[str], *, author: str) -> frozenset[str]:
    """Return those of these things of a kind that `author` (a user's id) wrote."""
    word = by_class(cls).word
    query = select(OP.c.thing).where(
        OP.c.kind == word,
        OP.c.thing.in_(things),
        OP.c.verb == Verb.INSERT.value,
        OP.c.author == author,
        OP.c.fate.is_(None),
    )
    return frozenset(rows.connection.scalars(query)) if things else frozenset()


def read_by(rows: Rows, things: Collection[str], *, reader: str) -> frozenset[str]:
    """Return those of these things that `reader` (a user's id) said to have read."""
    noted = rows.among(PriseDeConnaissance, "sur_id", things) if things else ()
    theirs = written_by(rows, PriseDeConnaissance, [p.id for p in noted], author=reader)
    return frozenset(p.sur_id for p in noted if p.id in theirs)


def _pending(rows: Rows, cls: type[T], reader: str) -> tuple[T, ...]:
    spec = by_class(cls)
    said, receipt = KIND_TABLES[spec.word], KIND_TABLES[by_class(AccuseReception).word]
    written = and_(OP.c.kind == spec.word, OP.c.thing == said.c.id, OP.c.verb == Verb.INSERT.value)
    query = (
        select(said.c.id)
        .join(OP, written)
        .where(
            OP.c.author != reader,
            OP.c.number.is_not(None),
            ~exists().where(receipt.c.commentaire == said.c.id),
        )
        .order_by(said.c.id)
    )
    return tuple(rows.get(cls, id_) for id_ in rows.connection.scalars(query))


def _written(
    rows: Rows, cls: type[T], condition: ColumnElement[bool] | None = None
) -> tuple[tuple[T, Said], ...]:
    """Return the facts of a kind, in the order this vault learnt of them, with who wrote each."""
    spec = by_class(cls)
    table = KIND_TABLES[spec.word]
    query = (
        select(table.c.id, OP.c.author, OP.c.role)
        .join_from(
            table,
            OP,
            and_(
                OP.c.kind == spec.word, OP.c.thing == table.c.id, OP.c.verb == Verb.INSERT.value,
                OP.c.fate.is_(None),
            ),
        )
        .order_by(OP.c.seq)
    )  # fmt: skip
    if condition is not None:
        query = query.where(condition)
    found = rows.connection.execute(query).all()
    things = {thing.id: thing for thing in rows.among(cls, "id", [row.id for row in found])}  # type: ignore[attr-defined]  # every kind has an id
    return tuple((things[row.id], Said(row.author, row.role)) for row in found)
