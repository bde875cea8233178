"""`ReglesAdhesion`: who may join: territory, declared conditions, criteria, flags, publics (P5, C5, A3.1)."""

from dataclasses import dataclass
from datetime import date

from plie.calendrier import age
from plie.regles import choix
from plie.regles.choix import Choix
from plie.table import Table

_OLDEST = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """People of an age: from `au_moins` included to `moins_de` excluded, in whole years."""

    code: str
    libelle: str
    article: str
    au_moins: int | None = None
    moins_de: int | None = None

    def has(self, birth: date | None, *, on: date) -> bool:
        """Whether someone born that day is of it on a day; never when the birth is unknown."""
        if birth is None:
            return False
        years = age(birth, on=on)
        return (self.au_moins is None or years >= self.au_moins) and (
            self.moins_de is None or years < self.moins_de
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReglesAdhesion:
    """What is checked before the Commission.

    Attributes:
        communes: INSEE codes of the territory; empty when the protocol names none.
        conditions: declared, each answered and argued.
        criteres: administrative; at least `criteres_requis` of them.
        attentions: flags that the person's situation shows, never criteria.
        ages: flags computed from the age.
        publics: what a lot is chosen by.
    """

    communes: tuple[str, ...]
    conditions: tuple[Choix, ...]
    criteres: tuple[Choix, ...]
    criteres_requis: int
    attentions: tuple[Choix, ...]
    ages: tuple[Tranche, ...]
    publics: tuple[Tranche, ...]
    article: str

    def public(self, birth: date | None, *, on: date) -> str:
        """Return the public of someone on a day, the orientation's (C8); "" when unknown."""
        return next((p.code for p in self.publics if p.has(birth, on=on)), "")

    def in_territory(self, insee: str) -> bool:
        """Whether a commune is of the territory; any is, where none is named."""
        return not self.communes or insee in self.communes


def read(table: Table) -> ReglesAdhesion:
    """Read `[adhesion]`.

    Raises:
        Illisible: a key is unknown, missing, or of a wrong shape.
    """
    criteres = choix.read(table, "criteres")
    regles = ReglesAdhesion(
        communes=choix.communes(table, "communes") if table.has("communes") else (),
        conditions=choix.read(table, "conditions"),
        criteres=criteres,
        criteres_requis=table.integer("criteres_requis", low=0, high=len(criteres)),
        attentions=choix.read(table, "attentions"),
        ages=_tranches(table, "ages"),
        publics=_tranches(table, "publics"),
        article=table.text("article"),
    )
    table.close()
    return regles


def _tranches(table: Table, key: str) -> tuple[Tranche, ...]:
    found = []
    for item in table.tables(key):
        tranche = Tranche(
            code=choix.code(item),
            libelle=item.text("libelle"),
            au_moins=_age(item, "au_moins"),
            moins_de=_age(item, "moins_de"),
            article=item.text("article"),
        )
        item.close()
        if tranche.au_moins is None and tranche.moins_de is None:
            raise item.refusal("au_moins", "un âge au moins est attendu")
        found.append(tranche)
    choix.once(table, key, (tranche.code for tranche in found))
    return tuple(found)


def _age(table: Table, key: str) -> int | None:
    return table.integer(key, low=0, high=_OLDEST) if table.has(key) else None
