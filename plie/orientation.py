"""What became of the people whom a structure sent: each orientation, integrated, waiting, or without follow-up (C9-3-1).

A figure is the length of its list; the three that follow add up to the first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from plie.annuaire import Annuaire
from plie.dossier import Dossier
from plie.kinds import Id, Prescription
from plie.mouvement import CANDIDAT
from plie.vocabulaire import Mot


class SuiteOrientation(Mot):
    """What an orientation led to."""

    INTEGREE = "integree", "Intégrée"
    EN_INSTANCE = "en_instance", "En instance"
    SANS_SUITE = "sans_suite", "Sans suite ou refusée"


@dataclass(frozen=True, slots=True)
class Orientation:
    """One orientation: who was sent, when, by which structure and professional in force, and what came of it."""

    dossier: Id
    nom: str
    structure: str
    professionnel: str
    recue_le: date | None
    suite: SuiteOrientation


def orientations(annuaire: Annuaire, dossiers: Iterable[Dossier]) -> tuple[Orientation, ...]:
    """Return the orientations of the directory's structures in these dossiers, the latest first."""
    found = [
        made
        for dossier in dossiers
        for prescription in dossier.prescriptions
        if (made := _orientation(annuaire, dossier, prescription)) is not None
    ]
    return tuple(
        sorted(found, key=lambda one: (one.recue_le or date.min, one.dossier), reverse=True)
    )


def suite(dossier: Dossier, prescription: Prescription) -> SuiteOrientation:
    """Return what an orientation led to, in the parcours that it opened."""
    own = tuple(p for p in dossier.parcours if p.id == prescription.parcours)
    opened = replace(dossier, parcours=own) if own else dossier
    if opened.integration is not None:
        return SuiteOrientation.INTEGREE
    if opened.etat in CANDIDAT:
        return SuiteOrientation.EN_INSTANCE
    return SuiteOrientation.SANS_SUITE


def _orientation(
    annuaire: Annuaire, dossier: Dossier, prescription: Prescription
) -> Orientation | None:
    structure = annuaire.orientee_par(prescription.structure, prescription.professionnel)
    who = annuaire.professionnel(prescription.professionnel)
    if structure is None and who is None:
        return None
    return Orientation(
        dossier.id,
        dossier.personne.nom,
        structure.id if structure else "",
        who.id if who else "",
        prescription.recue_le or prescription.orientee_le,
        suite(dossier, prescription),
    )
