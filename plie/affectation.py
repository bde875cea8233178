"""Who follows a dossier on a day: the one in charge, and who stands in during an absence (C9-3-6).

Two hands may have given the same dossier to two people at once: the one given last is in charge, the
same for everyone who reads, until someone settles it.
"""

from collections.abc import Iterable
from datetime import date

from plie.droits import REFERENT
from plie.kinds import Affectation
from plie.vocabulaire import RoleSuivi


def en_vigueur(affectation: Affectation, on: date) -> bool:
    """Tell whether an affectation holds on a day, its first and last days included."""
    begun = affectation.debut is None or affectation.debut <= on
    return begun and (affectation.fin is None or affectation.fin >= on)


def titulaire(affectations: Iterable[Affectation], on: date) -> Affectation | None:
    """Return the affectation of whoever is in charge of a dossier on a day, if anyone is."""
    return max(titulaires(affectations, on), key=_given, default=None)


def titulaires(affectations: Iterable[Affectation], on: date) -> tuple[Affectation, ...]:
    """Return every affectation in charge on a day: one, unless two hands gave the dossier at once."""
    return _held(affectations, on, RoleSuivi.ACCOMPAGNATEUR)


def remplacants(affectations: Iterable[Affectation], on: date) -> tuple[Affectation, ...]:
    """Return the affectations of who stands in on a day."""
    return _held(affectations, on, RoleSuivi.REMPLACANT)


def a_finir(
    affectations: Iterable[Affectation], utilisateur: str, on: date
) -> tuple[Affectation, ...]:
    """Return what ends so that someone is alone in charge of a dossier: others, their own standing in."""
    held = tuple(affectations)
    return tuple(a for a in titulaires(held, on) if a.utilisateur != utilisateur) + tuple(
        a for a in remplacants(held, on) if a.utilisateur == utilisateur
    )


def suit(affectations: Iterable[Affectation], utilisateur: str, on: date) -> bool:
    """Tell whether someone is in charge of a dossier on a day."""
    return any(a.utilisateur == utilisateur for a in titulaires(affectations, on))


def ouvertures(affectations: Iterable[Affectation]) -> tuple[Affectation, ...]:
    """Return, of these, the limited openings: to the referent of a structure (C9-3-6)."""
    return tuple(a for a in affectations if a.role == REFERENT)


def en_partie(affectations: Iterable[Affectation], utilisateur: str, on: date) -> bool:
    """Tell whether a dossier is open to someone in part only on a day: they follow it in no other way."""
    mine = [a for a in affectations if a.utilisateur == utilisateur and en_vigueur(a, on)]
    return bool(mine) and len(ouvertures(mine)) == len(mine)


def _held(
    affectations: Iterable[Affectation], on: date, role: RoleSuivi
) -> tuple[Affectation, ...]:
    return tuple(a for a in affectations if a.role == role.value and en_vigueur(a, on))


def _given(affectation: Affectation) -> tuple[date, str]:
    return affectation.debut or date.min, affectation.id
