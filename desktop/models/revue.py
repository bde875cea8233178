"""The review seen from this vault: what was noted here, which comments nobody acknowledged yet.

Who wrote a fact is what the store checked of its operation, never the name written in it.
"""

from sqlalchemy import and_, exists, select

from desktop.models.rows import Rows
from desktop.models.tables import KIND_TABLES, OP
from plie.kinds import AccuseReception, Commentaire, PriseDeConnaissance, by_class
from wire.op import Verb


def unacknowledged(rows: Rows, *, reader: str) -> tuple[Commentaire, ...]:
    """Return the comments of others than `reader` (a user's id) that came in unacknowledged."""
    spec = by_class(Commentaire)
    comment, receipt = KIND_TABLES[spec.word], KIND_TABLES[by_class(AccuseReception).word]
    written = and_(
        OP.c.kind == spec.word, OP.c.thing == comment.c.id, OP.c.verb == Verb.INSERT.value
    )
    query = (
        select(comment.c.id)
        .join(OP, written)
        .where(
            OP.c.author != reader,
            OP.c.number.is_not(None),
            ~exists().where(receipt.c.commentaire == comment.c.id),
        )
        .order_by(comment.c.id)
    )
    return tuple(rows.get(Commentaire, id_) for id_ in rows.connection.scalars(query))


def noted(rows: Rows, *, reader: str) -> frozenset[tuple[str, str]]:
    """Return (dossier, thing) of what `reader` (a user's id) took note of."""
    spec = by_class(PriseDeConnaissance)
    note = KIND_TABLES[spec.word]
    written = and_(OP.c.kind == spec.word, OP.c.thing == note.c.id, OP.c.verb == Verb.INSERT.value)
    query = select(note.c.dossier, note.c.sur_id).join(OP, written).where(OP.c.author == reader)
    return frozenset((row.dossier, row.sur_id) for row in rows.connection.execute(query))
