"""`ReglesSommeil`: for how long an alert may be put off (domain.md §6: « mettre en sommeil »)."""

from dataclasses import dataclass

from plie.table import Table

_MOST_MONTHS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesSommeil:
    """`mois`: the months that an alert sleeps, at most."""

    mois: int
    article: str


def read(table: Table) -> ReglesSommeil:
    """Read `[sommeil]`.

    Raises:
        Illisible: a key is unknown, missing, or of a wrong shape.
    """
    regles = ReglesSommeil(
        mois=table.integer("mois", low=1, high=_MOST_MONTHS), article=table.text("article")
    )
    table.close()
    return regles
