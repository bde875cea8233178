"""Who follows a dossier on a day: the one in charge, and who stands in during an absence (C9-3-6).

Two hands may have given the same dossier to two people at once: the one given last is in charge, the
same for everyone who reads, until someone settles it.
"""

from collections.abc import Iterable
from datetime import date

from plie.droits import REFERENT
from plie.kinds import Affectation
from plie.refus import Refus
from plie.vocabulaire import RoleSuivi


def en_vigueur(affectation: Affectation, on: date) -> bool:
    """Tell whether an affectation holds on a day, its first and last days included."""
    begun = affectation.debut is None or affectation.debut <= on
    return begun and (affectation.fin is None or affectation.fin >= on)


def titulaire(affectations: Iterable[Affectation], on: date) -> Affectation | None:
    """Return the affectation of whoever is in charge of a dossier on a day, if anyone is."""
    return max(titulaires(affectations, on), key=_given, default=None)


def titulaire_des_le_debut(affectations: Iterable[Affectation], on: date) -> Affectation | None:
    """Return the same; before the dossier was first given, it was of who had it first."""
    held = tuple(a for a in affectations if a.role == RoleSuivi.ACCOMPAGNATEUR.value)
    first = min((a.debut or date.min for a in held), default=on)
    return titulaire(held, max(on, first))


def titulaires(affectations: Iterable[Affectation], on: date) -> tuple[Affectation, ...]:
    """Return every affectation in charge on a day: one, unless two hands gave the dossier at once."""
    return _held(affectations, on, RoleSuivi.ACCOMPAGNATEUR)


def remplacements(affectations: Iterable[Affectation], on: date) -> tuple[Affectation, ...]:
    """Return the affectations of who stands in on a day, or will."""
    standing = (a for a in affectations if a.role == RoleSuivi.REMPLACANT.value)
    return tuple(a for a in standing if a.fin is None or a.fin >= on)


def absence_finie(affectations: Iterable[Affectation], utilisateur: str, on: date) -> bool:
    """Tell whether someone stood in for a dossier until a day that is past, and follows it no more."""
    mine = [a for a in affectations if a.utilisateur == utilisateur]
    stood_in = any(a.role == RoleSuivi.REMPLACANT.value for a in mine)
    return stood_in and not any(a.fin is None or a.fin >= on for a in mine)


def a_venir(affectation: Affectation, on: date) -> bool:
    """Tell whether an affectation has not begun yet."""
    return affectation.debut is not None and affectation.debut > on


def refuser_absence(du: date, jusqu_au: date, on: date) -> None:
    """Refuse an absence that nobody can be replaced in.

    Raises:
        Refus: it begins before today, or ends before it begins.
    """
    if du < on or jusqu_au < on:
        raise Refus(
            "date_passee", "Cette date est passée\u00a0: choisissez aujourd’hui ou plus tard."
        )
    if jusqu_au < du:
        raise Refus("fin_avant_debut", "Cette absence finirait avant de commencer.")


def a_prolonger(
    affectations: Iterable[Affectation], utilisateur: str, du: date, jusqu_au: date, on: date
) -> tuple[Affectation, ...]:
    """Return, of what someone stands in for or will, what meets an absence: it is moved, not doubled."""
    return tuple(
        a
        for a in remplacements(affectations, on)
        if a.utilisateur == utilisateur
        and (a.debut is None or a.debut <= jusqu_au)
        and (a.fin is None or a.fin >= du)
    )


def a_finir(
    affectations: Iterable[Affectation], utilisateur: str, on: date
) -> tuple[Affectation, ...]:
    """Return what ends so that someone is alone in charge of a dossier: others, their own standing in.

    Who stood in for the former one goes with them: an absence is of the one who is in charge (C9-3-6).
    """
    held = tuple(affectations)
    changes = not suit(held, utilisateur, on)
    return tuple(a for a in titulaires(held, on) if a.utilisateur != utilisateur) + tuple(
        a for a in remplacements(held, on) if changes or a.utilisateur == utilisateur
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
