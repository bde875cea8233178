"""`Financement`: the funding notice of each period, and the funded operation that documents name (C12, P10)."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from plie.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """The funded operation that documents name; `numero` is printed after « n° »."""

    nom: str
    numero: str
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Financement:
    """The funding notice of the facts of a period, both ends included (C12, P10)."""

    depuis: date | None
    jusqu_au: date | None
    phrase: str
    embleme: bool
    article: str


def operation(table: Table) -> Operation:
    """Read `[operation]`.

    Raises:
        Illisible: a key is unknown, missing, or of a wrong shape.
    """
    found = Operation(
        nom=table.text("nom"), numero=table.text("numero"), article=table.text("article")
    )
    table.close()
    return found


def read(top: Table) -> tuple[Financement, ...]:
    """Read the periods, which follow each other without a hole.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or contradicts another.
    """
    periods = tuple(_financement(table) for table in top.tables("financement"))
    if not periods:
        raise top.refusal("financement", "au moins une période est attendue")
    if periods[0].depuis is not None or periods[-1].jusqu_au is not None:
        raise top.refusal(
            "financement",
            "la première période n’a pas de «\u00a0depuis\u00a0», la dernière pas de «\u00a0jusqu_au\u00a0»",
        )
    for before, after in pairwise(periods):
        if before.jusqu_au is None or after.depuis != before.jusqu_au + timedelta(days=1):
            raise top.refusal(
                "financement",
                "chaque période commence le lendemain de la fin de la précédente",
            )
        if after.jusqu_au is not None and after.depuis > after.jusqu_au:
            raise top.refusal("financement", "une période finit avant de commencer")
    return periods


def _financement(table: Table) -> Financement:
    financement = Financement(
        depuis=table.optional_day("depuis"),
        jusqu_au=table.optional_day("jusqu_au"),
        phrase=table.text("phrase"),
        embleme=table.boolean("embleme"),
        article=table.text("article"),
    )
    table.close()
    return financement
