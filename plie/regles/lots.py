"""`LotPrevu`: the lots of a protocol: a public and communes, entrusted to one adviser (C8)."""

from collections.abc import Iterable
from dataclasses import dataclass

from plie.kinds import Lot
from plie.phonetique import mots
from plie.regles import choix
from plie.regles.adhesion import ReglesAdhesion
from plie.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class LotPrevu:
    """A lot as the protocol cuts it; `communes` are INSEE codes, `secteurs` what they share of one.

    A commune may be of several lots: the lot is proposed, and chosen by a person where several fit.
    `magasin` is what the store calls it: its number, or the beginning of its name.
    """

    code: str
    libelle: str
    publics: tuple[str, ...]
    communes: tuple[str, ...]
    secteurs: tuple[str, ...]
    porteur: str
    magasin: str
    article: str

    @property
    def intitule(self) -> str:
        """What tells it from the others when one chooses: its name, its sectors, who holds it."""
        parts = (self.libelle, ", ".join(self.secteurs), self.porteur)
        return " · ".join(part for part in parts if part)

    def est(self, lot: Lot) -> bool:
        """Whether a lot of the store is this one: what it is called there, and a public of it."""
        called = str(lot.numero) if lot.numero else lot.nom.partition(" · ")[0]
        publics = lot.public.split("+") if lot.public else self.publics
        return called == self.magasin and any(public in self.publics for public in publics)


def read(table: Table, key: str, *, adhesion: ReglesAdhesion | None) -> tuple[LotPrevu, ...]:
    """Read the list of lots, each code once, of the publics and territory of `[adhesion]`; absent, it is empty.

    Raises:
        Illisible: a key is unknown, missing, of a wrong shape, or names what is not there.
    """
    publics = {public.code for public in adhesion.publics} if adhesion else set()
    found = []
    for item in table.optional_tables(key):
        code = choix.code(item)
        lot = LotPrevu(
            code=code,
            libelle=item.text("libelle"),
            publics=item.texts("publics"),
            communes=choix.communes(item, "communes"),
            secteurs=item.optional_texts("secteurs"),
            porteur=item.text("porteur") if item.has("porteur") else "",
            magasin=item.text("magasin") if item.has("magasin") else code,
            article=item.text("article"),
        )
        item.close()
        # A lot of nobody, or of nowhere, would be proposed for no one, and nothing would say so.
        for covers, codes in (("publics", lot.publics), ("communes", lot.communes)):
            if not codes:
                raise item.refusal(covers, "au moins un code est attendu")
        choix.known(item, "publics", lot.publics, publics, "[adhesion] publics")
        if adhesion and adhesion.communes:
            choix.known(item, "communes", lot.communes, adhesion.communes, "[adhesion] communes")
        found.append(lot)
    choix.once(table, key, (lot.code for lot in found))
    return tuple(found)


def proposer(
    lots: Iterable[LotPrevu], *, public: str, commune: str, lieu: str = "", ville: str = ""
) -> tuple[LotPrevu, ...]:
    """Return the lots of a public and of a commune (INSEE code), in their order (C8).

    Args:
        lots: those of the protocol.
        public: a code of it.
        commune: its INSEE code.
        lieu: what is known of the place there, a quartier or an address: where it names a sector of some of
            them, the others are not proposed.
        ville: the name of the commune, which goes without saying before the name of a sector.
    """
    fit = tuple(lot for lot in lots if public in lot.publics and commune in lot.communes)
    there = f" {mots(lieu)} "
    named = tuple(
        lot
        for lot in fit
        if any(f" {_alone(mots(s), mots(ville))} " in there for s in lot.secteurs)
    )
    return named or fit


def _alone(secteur: str, ville: str) -> str:
    """Return the words of a sector without its town before them: « rive gauche »."""
    return secteur.removeprefix(f"{ville} ") if ville else secteur
