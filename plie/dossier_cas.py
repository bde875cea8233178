"""The `Cas` of a `Dossier`: what its contracts, certifications and pièces tell the exit rules (domain.md §7)."""

from collections.abc import Iterator
from datetime import date

from plie.dossier import Dossier
from plie.kinds import Emploi
from plie.piece import tenues
from plie.sortie.cas import Cas, Certification, Contrat
from plie.vocabulaire import NatureCertification, TypeContrat


def cas(dossier: Dossier) -> Cas:
    """Return what the exit rules look at: the dated contracts and certifications of the current parcours."""
    return Cas(
        integration=dossier.integration,
        contrats=tuple(_contrats(dossier)),
        certifications=tuple(_certifications(dossier)),
    )


def _contrats(dossier: Dossier) -> Iterator[Contrat]:
    for emploi in dossier.emplois:
        # A draft may lack its start or its type: it counts once it has both.
        if emploi.debut is None or emploi.type not in tuple(TypeContrat):
            continue
        if dossier.belongs(emploi.parcours, emploi.debut) and _in_order(emploi):
            yield _contrat(dossier, emploi, emploi.debut)


def _in_order(emploi: Emploi) -> bool:
    return emploi.fin is None or emploi.debut is None or emploi.debut <= emploi.fin


def _contrat(dossier: Dossier, emploi: Emploi, debut: date) -> Contrat:
    return Contrat(
        id=emploi.id,
        type=emploi.type,
        debut=debut,
        fin=emploi.fin,
        heures_hebdo=emploi.heures_hebdo,
        temps_plein=emploi.temps_plein,
        temps_partiel_convenu=emploi.temps_partiel_convenu,
        derogation_duree=emploi.derogation_duree.strip(),
        employeur=emploi.employeur,
        pieces=tenues(dossier, emploi.id),
    )


def _certifications(dossier: Dossier) -> Iterator[Certification]:
    for one in dossier.certifications:
        if one.obtenue_le is None or one.nature not in tuple(NatureCertification):
            continue
        if dossier.belongs(one.parcours, one.obtenue_le):
            yield Certification(
                id=one.id,
                nature=one.nature,
                obtenue_le=one.obtenue_le,
                suivi_jusqu_au=one.suivi_jusqu_au,
                formation_superieure_jusqu_au=one.formation_superieure_jusqu_au,
                pieces=tenues(dossier, one.id),
            )
