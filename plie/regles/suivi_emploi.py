"""`ReglesSuiviEmploi`: how long someone is followed in employment, and which étapes are work (C9-3-3, A4.2)."""

from collections.abc import Collection
from dataclasses import dataclass

from plie.regles import choix
from plie.table import Table

_MOST_MONTHS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesSuiviEmploi:
    """`mois`: months of follow-up after a hiring or an exit; `etapes`: kinds of étape that put someone to work."""

    mois: int
    etapes: tuple[str, ...]
    article: str


def read(table: Table, *, etapes: Collection[str]) -> ReglesSuiviEmploi:
    """Read `[suivi_emploi]`; `etapes` are the kinds of étape that there are.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or names what is not there.
    """
    regles = ReglesSuiviEmploi(
        mois=table.integer("mois", low=1, high=_MOST_MONTHS),
        etapes=table.texts("etapes"),
        article=table.text("article"),
    )
    table.close()
    choix.known(table, "etapes", regles.etapes, etapes, "[[etape]]")
    return regles
