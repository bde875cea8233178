"""`Suivi`: what the rules of alerts look at of one dossier, dated and flat, its state taken as given.

It is the dossier's export as interfaces.md writes it: `plie.formes.suivi` reads it from a JSON text, and
`plie.dossier_suivi` makes it of the kinds, for the screens. Dates are whole days, durations minutes.
"""

import datetime as dt
from dataclasses import dataclass, field

from plie.sortie.cas import Cas
from plie.vocabulaire import EtatParcours


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """A stretch without accompaniment; `fin` is its real end, None while it lasts (C7-2)."""

    debut: dt.date
    fin: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntretienSuivi:
    """An entretien as its compte-rendu says it; `etat` is that compte-rendu's (C9-3-6)."""

    date: dt.date
    duree_min: int | None = None
    modalite: str = ""
    nature: str = ""
    etat: str = ""
    finalise_le: dt.date | None = None
    signe_le: dt.date | None = None
    remplace: bool = False
    refus_signature: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EtapeSuivie:
    """An étape, planned or carried out, and what its partner was told and answered."""

    intitule: str = ""
    proposee_le: dt.date | None = None
    debut: dt.date | None = None
    fin_prevue: dt.date | None = None
    fin: dt.date | None = None
    abandonnee_le: dt.date | None = None
    partenaire: str = ""
    objectifs_transmis_le: dt.date | None = None
    bilan_signe_le: dt.date | None = None
    specifique_plie: bool = False
    id: str = ""
    debut_prevu: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reexamen:
    """A réexamen held, its motive and its decision (C7-2)."""

    date: dt.date
    motif: str = ""
    decision: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectifSuivi:
    """An intermediate objective and its date (C9-3-6)."""

    intitule: str = ""
    echeance: dt.date | None = None
    atteint_le: dt.date | None = None
    abandonne_le: dt.date | None = None
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suivi:
    """One dossier as the alerts see it.

    `prochain_reexamen` is the date set by the last decision of réexamen; `acte_signe_le` the day on
    which the last of the three parties signed the acte d’engagement (C7-1); `participation` how the person takes
    part, "" for the ordinary way (A3.1); `reorientation_preparee_le` the day on which an exit was prepared for a day
    that is still to come (C9-3-4).
    """

    etat: EtatParcours
    orientation: dt.date | None = None
    integration: dt.date | None = None
    suspensions: tuple[Suspension, ...] = ()
    suspendu_jusqu_au: dt.date | None = None
    diagnostic_renforce_le: dt.date | None = None
    prochain_reexamen: dt.date | None = None
    acte_signe_le: dt.date | None = None
    entretiens: tuple[EntretienSuivi, ...] = ()
    etapes: tuple[EtapeSuivie, ...] = ()
    reexamens: tuple[Reexamen, ...] = ()
    objectifs: tuple[ObjectifSuivi, ...] = ()
    cvs: tuple[dt.date, ...] = ()
    cas: Cas = field(default_factory=Cas)
    sortie_proposee_le: dt.date | None = None
    participation: str = ""
    reorientation_preparee_le: dt.date | None = None
