"""`Conservation`: how long personal data is kept, in two stages (domain.md §11, CNIL, règlement 2021/1060 art. 82)."""

from dataclasses import dataclass

from plie.table import Table

_MOST_YEARS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Conservation:
    """Years in the active base after the last contact; years of restricted archive for the evidence.

    The archive is counted from 31 December of the year of the last payment, which is known per
    operation; unknown, nothing is purged.
    """

    base_active_ans: int
    archive_ans: int
    article: str


def read(table: Table) -> Conservation:
    """Read `[conservation]`.

    Raises:
        Illisible: a key is unknown, missing, or of a wrong shape.
    """
    found = Conservation(
        base_active_ans=table.integer("base_active_ans", low=1, high=_MOST_YEARS),
        archive_ans=table.integer("archive_ans", low=1, high=_MOST_YEARS),
        article=table.text("article"),
    )
    table.close()
    return found
