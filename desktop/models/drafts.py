"""Which drafts are being written: held by their first save, let go when they are left. Ids only.

Local to this vault, never sent. What is still held at a start was left by an unclean end.
"""

from sqlalchemy import Connection, delete, insert, select

from desktop.models.tables import EN_COURS


def hold(connection: Connection, entretien: str) -> None:
    """Note that a draft is being written, in the transaction of what is written."""
    connection.execute(insert(EN_COURS).prefix_with("OR IGNORE").values(entretien=entretien))


def let_go(connection: Connection, entretien: str) -> None:
    """Note that a draft was left as it should be."""
    connection.execute(delete(EN_COURS).where(EN_COURS.c.entretien == entretien))


def held(connection: Connection) -> tuple[str, ...]:
    """Return the drafts that nobody left."""
    return tuple(connection.scalars(select(EN_COURS.c.entretien).order_by(EN_COURS.c.entretien)))
