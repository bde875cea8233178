"""`ReglesSuiviEmploi`: how long someone is followed in employment, and which étapes are work (C9-3-3, A4.2)."""

from dataclasses import dataclass

from plie.table import Table

_MOST_MONTHS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesSuiviEmploi:
    """`mois`: months of follow-up after a hiring or an exit; `etapes`: kinds of étape that put someone to work."""

    mois: int
    etapes: tuple[str, ...]
    article: str


def read(table: Table) -> ReglesSuiviEmploi:
    """Read `[suivi_emploi]`.

    Raises:
        Illisible: a key is unknown, missing, or of a wrong shape.
    """
    regles = ReglesSuiviEmploi(
        mois=table.integer("mois", low=1, high=_MOST_MONTHS),
        etapes=table.texts("etapes"),
        article=table.text("article"),
    )
    table.close()
    return regles
