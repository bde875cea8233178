"""DOSSIER.json: a dossier as its full export writes it, read strictly (interfaces.md).

Only `etat` is required, and `integration` once integrated. What the alerts do not look at is read
all the same: a key that the form does not have is refused with its path.
"""

import datetime as dt

from plie.formes import cas as cases
from plie.formes import export
from plie.json_table import JsonTable
from plie.sortie.cas import Cas
from plie.suivi import EntretienSuivi, EtapeSuivie, ObjectifSuivi, Reexamen, Suivi, Suspension
from plie.vocabulaire import (
    EtatCompteRendu,
    EtatParcours,
    IssueCommission,
    Modalite,
    NatureEntretien,
)
from plie.vocabulaire_dossier import MotifReexamen

_JOINED = frozenset({EtatParcours.INTEGRE, EtatParcours.SUSPENDU, EtatParcours.SORTI})
# What a réexamen may decide (C7-2), and in which states an export writes a compte-rendu.
_DECISIONS = (
    IssueCommission.SUSPENSION,
    IssueCommission.REPRISE,
    IssueCommission.MAINTIEN,
    IssueCommission.SORTIE,
)
_ETATS = (EtatCompteRendu.BROUILLON, EtatCompteRendu.FINALISE, EtatCompteRendu.SIGNE)
_LONGEST_MINUTES = 24 * 60
_NEVER = dt.date.max


def read(text: str, *, source: str) -> Suivi:
    """Read a dossier; `source` is the name by which a refusal calls the file.

    Raises:
        Illisible: the text is no JSON, or a key is unknown, missing, or of a wrong shape.
    """
    table = JsonTable.parse(text, source=source)
    etat = table.mot("etat", EtatParcours)
    joined = table.day("integration") if etat in _JOINED else table.optional_day("integration")
    found = Suivi(
        etat=etat,
        orientation=table.optional_day("orientation"),
        integration=joined,
        suspensions=tuple(_suspension(item) for item in table.optional_tables("suspensions")),
        suspendu_jusqu_au=table.optional_day("suspendu_jusqu_au"),
        diagnostic_renforce_le=table.optional_day("diagnostic_renforce_le"),
        prochain_reexamen=table.optional_day("prochain_reexamen"),
        acte_signe_le=table.optional_day("acte_signe_le"),
        entretiens=tuple(
            entretien
            for entretien in map(_entretien, table.optional_tables("entretiens"))
            if entretien is not None
        ),
        etapes=tuple(_etape(item) for item in table.optional_tables("etapes")),
        reexamens=tuple(_reexamen(item) for item in table.optional_tables("reexamens")),
        objectifs=tuple(_objectif(item) for item in table.optional_tables("objectifs")),
        cvs=tuple(_cv(item) for item in table.optional_tables("cvs")),
        cas=Cas(
            contrats=cases.contrats(table),
            certifications=cases.certifications(table),
            integration=joined,
        ),
        sortie_proposee_le=table.optional_day("sortie_proposee_le"),
        # A way of another PLIE is no key of this one: an export is read whatever the référentiel.
        participation=table.optional_text("participation"),
        reorientation_preparee_le=table.optional_day("reorientation_preparee_le"),
    )
    export.check(table)
    table.close()
    return found


def _suspension(table: JsonTable) -> Suspension:
    table.optional_text("id")
    found = Suspension(debut=table.day("debut"), fin=table.optional_day("fin"))
    table.close()
    if found.fin is not None and found.fin < found.debut:
        raise table.refusal("fin", "la fin précède le début")
    return found


def _entretien(table: JsonTable) -> EntretienSuivi | None:
    """Read an entretien; None for a draft without its date, which no alert can see."""
    etat = table.optional_mot("etat", _ETATS)
    draft = etat is EtatCompteRendu.BROUILLON
    date = table.optional_day("date") if draft else table.day("date")
    minutes = (
        table.integer("duree_min", low=0, high=_LONGEST_MINUTES) if table.has("duree_min") else None
    )
    found = EntretienSuivi(
        id=table.optional_text("id"),
        date=date or _NEVER,
        duree_min=minutes,
        modalite=table.optional_mot("modalite", Modalite) or "",
        nature=table.optional_mot("nature", NatureEntretien) or "",
        etat=etat or "",
        finalise_le=table.optional_day("finalise_le"),
        signe_le=table.optional_day("signe_le"),
        remplace=table.optional_boolean("remplace") or False,
        refus_signature=table.optional_text("refus_signature"),
    )
    table.close()
    return found if date is not None else None


def _etape(table: JsonTable) -> EtapeSuivie:
    found = EtapeSuivie(
        id=table.optional_text("id"),
        intitule=table.optional_text("intitule"),
        proposee_le=table.optional_day("proposee_le"),
        debut=table.optional_day("debut"),
        fin_prevue=table.optional_day("fin_prevue"),
        fin=table.optional_day("fin"),
        abandonnee_le=table.optional_day("abandonnee_le"),
        partenaire=table.optional_text("partenaire"),
        objectifs_transmis_le=table.optional_day("objectifs_transmis_le"),
        bilan_signe_le=table.optional_day("bilan_signe_le"),
        specifique_plie=table.optional_boolean("specifique_plie") or False,
        debut_prevu=table.optional_day("debut_prevu"),
    )
    table.close()
    # A planned end may be left behind by a late start; a real one may not.
    if found.debut is not None and found.fin is not None and found.fin < found.debut:
        raise table.refusal("fin", "la fin précède le début")
    return found


def _reexamen(table: JsonTable) -> Reexamen:
    found = Reexamen(
        id=table.optional_text("id"),
        date=table.day("date"),
        motif=table.optional_mot("motif", MotifReexamen) or "",
        decision=table.optional_mot("decision", _DECISIONS) or "",
    )
    table.close()
    return found


def _objectif(table: JsonTable) -> ObjectifSuivi:
    found = ObjectifSuivi(
        id=table.optional_text("id"),
        intitule=table.optional_text("intitule"),
        echeance=table.optional_day("echeance"),
        atteint_le=table.optional_day("atteint_le"),
        abandonne_le=table.optional_day("abandonne_le"),
    )
    table.close()
    return found


def _cv(table: JsonTable) -> dt.date:
    table.optional_text("id")
    day = table.day("date")
    table.close()
    return day
