"""`MotifSortie`: the exits that are not positive, by kind, with the pieces that prove them (P7, C9-3-4, C7-3)."""

from collections.abc import Collection
from dataclasses import dataclass

from plie.regles import choix
from plie.table import Table
from plie.vocabulaire import Mot


class FamilleSortie(Mot):
    """How an exit counts (P7, P8)."""

    POSITIVE = "positive", "Sortie positive"
    NEUTRALISEE = "neutralisee", "Sortie neutralisée"
    AUTRE = "autre", "Autre sortie"


@dataclass(frozen=True, slots=True, kw_only=True)
class MotifSortie:
    """A motive of exit; `comite`: it may be put to the comité technique (C9-3-4); `suivi`: what becomes of them is asked later."""

    code: str
    libelle: str
    famille: FamilleSortie
    pieces: tuple[str, ...]
    comite: bool
    suivi: bool
    article: str


def read(table: Table, key: str, *, pieces: Collection[str]) -> tuple[MotifSortie, ...]:
    """Read the list of motives, each code once, their pieces among `pieces`; absent, it is empty.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or names what is not there.
    """
    found = []
    for item in table.optional_tables(key):
        motif = MotifSortie(
            code=choix.code(item),
            libelle=item.text("libelle"),
            famille=item.mot("famille", FamilleSortie),
            pieces=choix.pieces(item, "pieces", pieces),
            comite=item.boolean("comite") if item.has("comite") else False,
            suivi=item.boolean("suivi") if item.has("suivi") else True,
            article=item.text("article"),
        )
        item.close()
        found.append(motif)
    choix.once(table, key, (motif.code for motif in found))
    return tuple(found)
