"""The exit of a dossier, judged by its référentiel on any day (P7, C2, A3.2): what the screen shows."""

from dataclasses import dataclass
from datetime import date

from desktop.models.rows import Rows
from desktop.usecases.dossiers import assemble
from plie import phrases, proposition
from plie.completude import repondu_le, sortie_en_vigueur
from plie.dossier import Dossier
from plie.dossier_cas import cas
from plie.droits import knows_state, reads
from plie.kinds import CertificationObtenue, Emploi
from plie.piece import manquantes
from plie.piece import proposition as derniere
from plie.referentiel import Referentiel
from plie.sortie.frise import Frise, frise
from plie.sortie.jugement import Jugement, juger
from plie.suivi_emploi import en_emploi, suivi_apres_sortie
from plie.vocabulaire import (
    EtatParcours,
    NatureCertification,
    ObjetCommission,
    TypeContrat,
    label,
)


@dataclass(frozen=True, slots=True)
class Ligne:
    """One contract or certification as a line: its id, what it is, when, at how many hours."""

    id: str
    titre: str
    detail: str


@dataclass(frozen=True, slots=True)
class Examen:
    """The contracts and certifications of a dossier, the latest first, and the judgement of a day, if one is made."""

    emplois: tuple[Ligne, ...]
    certifications: tuple[Ligne, ...]
    jugement: Jugement | None
    pieces: tuple[str, ...]
    frise: Frise | None = None
    proposee: str = ""  # what is said of the proposal in force, "" for none
    peut_proposer: bool = False
    en_emploi: str = ""  # why this person is followed in employment
    suivi_le: date | None = None  # when one asks what became of someone who left


def examiner(rows: Rows, dossier: str, *, referentiel: Referentiel, on: date) -> Examen:
    """Judge a dossier on a day; a role that does not read all that an exit is judged on is told no judgement.

    Raises:
        KeyError: no such dossier here.
    """
    known = assemble(rows, dossier)
    emplois = sorted(known.emplois, key=lambda e: (e.debut or date.min, e.id), reverse=True)
    certified = sorted(
        known.certifications, key=lambda c: (c.obtenue_le or date.min, c.id), reverse=True
    )
    rules = referentiel.sortie if juge(rows.identity().role) else None
    case = cas(known)
    found = juger(case, rules, on=on) if rules is not None else None
    asked = _of_its_motive(known, referentiel)
    if asked is None:
        asked = found.pieces_manquantes if found else ()
    return Examen(
        tuple(_line(emploi) for emploi in emplois),
        tuple(_certified(one) for one in certified),
        found,
        tuple(_piece(code, referentiel) for code in asked),
        frise(case, rules, on=on) if rules is not None and case.contrats else None,
        _proposed(known, referentiel),
        peut_proposer=known.etat in proposition.FOLLOWED,
        en_emploi=en_emploi(known, referentiel=referentiel, on=on),
        suivi_le=_to_ask(known, suivi_apres_sortie(known, referentiel=referentiel)),
    )


def juge(role: str) -> bool:
    """Tell whether a role reads what an exit is judged on: the integration, the contracts, the certifications."""
    return knows_state(role) and reads(role, "emploi", "certification")


def _proposed(known: Dossier, referentiel: Referentiel) -> str:
    found = derniere(known)
    if found is None:
        return ""
    named = {one.code: one.libelle for one in proposition.motifs(referentiel)}
    on = f", au {phrases.short_date(found.sortie_le)}" if found.sortie_le else ""
    said = f"Sortie proposée le {phrases.short_date(found.proposee_le)}{on}"
    return f"{said}\u00a0: {named.get(found.motif, found.motif)}.{non_retenue(known)}"


def _of_its_motive(known: Dossier, referentiel: Referentiel) -> tuple[str, ...] | None:
    """Return what the exit proposed for a change of situation still asks for; None: one goes by the rules."""
    standing = sortie_en_vigueur(known)
    if standing is None or all(one.code != standing.motif for one in referentiel.motifs_sortie):
        return None
    return manquantes(known, referentiel, standing.id)


def non_retenue(known: Dossier) -> str:
    """Say that the Commission kept the person for whom a sortie was proposed; "" when it awaits an answer, or left."""
    if known.etat is EtatParcours.SORTI or sortie_en_vigueur(known) is not None:
        return ""
    day = phrases.short_date(repondu_le(known, ObjetCommission.SORTIE))
    return f" Elle n’a pas été retenue le {day}."


def _to_ask(known: Dossier, due: date | None) -> date | None:
    """Return the day of the follow-up unless a rendez-vous is taken for it, or something was noted since."""
    if due is None:
        return None
    taken = any(r.date is not None and r.date >= due for r in known.rendez_vous)
    return None if taken or any(e.date >= due for e in known.evenements) else due


def contrat_en_mots(emploi: Emploi) -> str:
    """Return what a contract is, and where."""
    what = label(TypeContrat, emploi.type) if emploi.type else "Contrat"
    return f"{what}, {emploi.employeur}" if emploi.employeur else what


def certification_en_mots(one: CertificationObtenue) -> str:
    """Return what a certification is."""
    what = label(NatureCertification, one.nature) if one.nature else "Certification"
    return f"{what}, {one.intitule}" if one.intitule else what


def _line(emploi: Emploi) -> Ligne:
    since = f"depuis le {phrases.short_date(emploi.debut)}" if emploi.debut else "sans date"
    if emploi.debut and emploi.fin:
        since = f"du {phrases.short_date(emploi.debut)} au {phrases.short_date(emploi.fin)}"
    hours = f" · {emploi.heures_hebdo:g}\u00a0h par semaine" if emploi.heures_hebdo else ""
    return Ligne(emploi.id, contrat_en_mots(emploi), f"{since}{hours}".replace(".", ","))


def _certified(one: CertificationObtenue) -> Ligne:
    on = f"obtenue le {phrases.short_date(one.obtenue_le)}" if one.obtenue_le else "sans date"
    until = (
        f" · suivi jusqu’au {phrases.short_date(one.suivi_jusqu_au)}" if one.suivi_jusqu_au else ""
    )
    return Ligne(one.id, certification_en_mots(one), f"{on}{until}")


def _piece(code: str, referentiel: Referentiel) -> str:
    known = {p.code: p.libelle for p in referentiel.dossier.pieces} if referentiel.dossier else {}
    return " ou ".join(known.get(one, one) for one in code.split("|"))
