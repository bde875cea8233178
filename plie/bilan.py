"""The bilans d’activité of the lots: what is known of each, whose they are, what stands against noting one (C11)."""

from collections.abc import Iterable
from datetime import date

from plie import nir
from plie.kinds import BilanLot, Lot, Utilisateur
from plie.objection import Objection
from plie.phrases import short_date
from plie.vocabulaire import Role

ARTICLE = "C11"


def en_vigueur(bilans: Iterable[BilanLot], lot: str) -> dict[date, BilanLot]:
    """Return the last noted of each bilan of a lot, by the day it is stopped at."""
    of_lot = (bilan for bilan in bilans if bilan.lot == lot)
    return {b.arrete_au: b for b in sorted(of_lot, key=lambda b: (b.note_le, b.id))}


def transmis(bilans: Iterable[BilanLot], lot: str, *, on: date) -> frozenset[date]:
    """Return the days at which are stopped the bilans of a lot that were sent by a day."""
    held = en_vigueur(bilans, lot).items()
    return frozenset(fin for fin, b in held if b.transmis_le is not None and b.transmis_le <= on)


def confies(
    lots: Iterable[Lot], equipe: Iterable[Utilisateur], *, role: str, organisation: str
) -> tuple[Lot, ...]:
    """Return the lots of which someone writes the bilans, by number then name (domain.md §2).

    Coordination those of the PLIE; a responsable de l’action those that their organisation carries, or that
    one of its people holds.
    """
    held = {one.lot for one in equipe if organisation and one.organisation == organisation}
    theirs = (
        lot
        for lot in lots
        if role == Role.COORDINATION
        or (
            role == Role.RESPONSABLE
            and (lot.id in held or (organisation and lot.organisation == organisation))
        )
    )
    return tuple(sorted(theirs, key=lambda lot: (not lot.numero, lot.numero, lot.nom, lot.id)))


def objections(
    transmis_le: date | None, echange: str, connu: BilanLot | None, *, arrete_au: date, on: date
) -> tuple[Objection, ...]:
    """Return what stands against noting a bilan, `connu` as it is: a day that cannot be, nothing new, a NIR."""
    found = []
    before = (connu.transmis_le, connu.echange) if connu else (None, "")
    if (transmis_le, echange.strip()) == before:
        new = "Rien n’a changé\u00a0: notez le jour de l’envoi, ou l’échange."
        found.append(Objection("transmis_le", "bilan_inchange", new, ARTICLE))
    if transmis_le is not None and transmis_le > on:
        found.append(
            Objection("transmis_le", "bilan_futur", "Ce jour n’est pas encore venu.", ARTICLE)
        )
    elif transmis_le is not None and transmis_le < arrete_au:
        phrase = (
            f"Ce bilan est arrêté au {short_date(arrete_au)}\u00a0: il part ce jour-là au plus tôt."
        )
        found.append(Objection("transmis_le", "bilan_trop_tot", phrase, ARTICLE))
    if nir.said(echange):
        found.append(Objection("echange", "nir_ecrit", nir.PHRASE, None))
    return tuple(found)
