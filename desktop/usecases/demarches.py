"""Every gesture that a dossier offers before the Commission: those that move it, and what its file receives."""

from datetime import date

from desktop.models.changes import Changes
from desktop.models.unit_of_work import Work
from desktop.usecases import annulations, instruction, parcours, retraits
from desktop.usecases.dits import Dits
from desktop.usecases.parcours import Geste
from plie import phrases
from plie.dossier import Dossier
from plie.instruction import Apport
from plie.objection import Objection
from plie.referentiel import Referentiel
from plie.refus import Refus

Demarche = Geste | Apport


def refus(
    demarche: Demarche, dossier: Dossier, *, role: str, referentiel: Referentiel, tenue: bool
) -> Refus | None:
    """Return why a role does not do it now; None when it may. `tenue`: whether its sitting has been held."""
    if demarche is Geste.ANNULER:
        return annulations.refus(dossier, role=role)
    if isinstance(demarche, Geste):
        return parcours.refus(demarche, dossier, role=role, referentiel=referentiel, tenue=tenue)
    return instruction.refus(demarche, dossier, role=role, referentiel=referentiel)


def raison(
    demarche: Demarche, dossier: Dossier, *, role: str, referentiel: Referentiel, tenue: bool
) -> str:
    """Say why, with its article as their protocol calls it; "" when it may."""
    found = refus(demarche, dossier, role=role, referentiel=referentiel, tenue=tenue)
    article = referentiel.citer(found.article or "") if found else ""
    if found is None or not article:
        return found.phrase if found else ""
    return f"{found.phrase.removesuffix('.')}{phrases.cited(article)}."


def objections(
    demarche: Demarche, dossier: Dossier, asked: Dits, *, referentiel: Referentiel, on: date
) -> tuple[Objection, ...]:
    """Return what stands against it as its form says it, field by field."""
    if demarche is Geste.ANNULER:
        return annulations.objections(dossier, asked, on=on)
    if isinstance(demarche, Geste) and demarche in retraits.GESTES:
        return retraits.objections(demarche, dossier, asked, referentiel=referentiel, on=on)
    if isinstance(demarche, Geste):
        return parcours.objections(demarche, dossier, asked, referentiel=referentiel, on=on)
    return instruction.objections(demarche, dossier, asked, referentiel=referentiel, on=on)


def faire(
    work: Work,
    demarche: Demarche,
    dossier: str,
    asked: Dits,
    *,
    referentiel: Referentiel,
    on: date,
) -> Changes:
    """Write it.

    Raises:
        Refus: this role does not, it is not the moment, or a field is not as it must be.
    """
    if demarche is Geste.ANNULER:
        return annulations.faire(work, dossier, asked, on=on)
    if isinstance(demarche, Geste) and demarche in retraits.GESTES:
        return retraits.faire(work, demarche, dossier, asked, referentiel=referentiel, on=on)
    if isinstance(demarche, Geste):
        return parcours.faire(work, demarche, dossier, asked, referentiel=referentiel, on=on)
    return instruction.apporter(work, demarche, dossier, asked, referentiel=referentiel, on=on)


__all__ = ["Apport", "Demarche", "Geste", "faire", "objections", "raison", "refus"]
