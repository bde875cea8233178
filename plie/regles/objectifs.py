"""`ObjectifDate`: figures that a comité de pilotage sets and revises, each dated by its decision (P2, P6, P8)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from plie.regles import choix
from plie.table import Table

_MOST = 1_000_000
_UNITES = ("personnes", "%")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectifDate:
    """A target over a period, both ends included: a range, `maximum` equal to `minimum` for one figure.

    `unite` is "personnes" or "%"; `lot` names the one it is of, "" for the whole PLIE; `projection`
    until a decision confirms it.
    """

    code: str
    libelle: str
    debut: date
    fin: date
    minimum: float
    maximum: float
    unite: str
    lot: str
    projection: bool
    decision: str


def read(table: Table, key: str, *, lots: Collection[str]) -> tuple[ObjectifDate, ...]:
    """Read the list of targets, of the whole PLIE or of one of its `lots`; absent, it is empty.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or contradicts another.
    """
    return tuple(_objectif(item, lots) for item in table.optional_tables(key))


def _objectif(table: Table, lots: Collection[str]) -> ObjectifDate:
    minimum = table.number("minimum", low=0, high=_MOST)
    found = ObjectifDate(
        code=choix.code(table),
        libelle=table.text("libelle"),
        debut=table.day("debut"),
        fin=table.day("fin"),
        minimum=minimum,
        maximum=table.number("maximum", low=0, high=_MOST) if table.has("maximum") else minimum,
        unite=table.text("unite"),
        lot=table.text("lot") if table.has("lot") else "",
        projection=table.boolean("projection") if table.has("projection") else False,
        decision=table.text("decision"),
    )
    table.close()
    choix.known(table, "lot", (found.lot,) if found.lot else (), lots, "[[lot]]")
    if found.unite not in _UNITES:
        raise table.refusal("unite", f"unité inconnue, attendu\u00a0: {', '.join(_UNITES)}")
    if found.fin < found.debut:
        raise table.refusal("fin", "la fin précède le début")
    if found.maximum < minimum:
        raise table.refusal("maximum", "le maximum est sous le minimum")
    return found
