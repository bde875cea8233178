"""« En emploi », derived: every mise en situation de travail, and the months that follow a hiring."""

from collections.abc import Iterator
from datetime import date

from plie import phrases
from plie.calendrier import add_months
from plie.dossier import Dossier
from plie.kinds import Emploi, Etape
from plie.referentiel import Referentiel
from plie.regles.suivi_emploi import ReglesSuiviEmploi
from plie.vocabulaire import EtatParcours, TypeContrat, label
from plie.vocabulaire_dossier import MomentFse

_ENDED = (EtatParcours.REFUSE, EtatParcours.SANS_SUITE)


def en_emploi(dossier: Dossier, *, referentiel: Referentiel, on: date) -> str:
    """Return why someone is followed in employment on a day, in one sentence; "" when they are not.

    No `[suivi_emploi]` in the référentiel, nobody is.
    """
    rules = referentiel.suivi_emploi
    if rules is None or dossier.etat in _ENDED:
        return ""
    return next(_reasons(dossier, rules, on), "")


def suivi_apres_sortie(dossier: Dossier, *, referentiel: Referentiel) -> date | None:
    """Return the day on which someone who left is to be asked what became of them; None when nobody asks."""
    rules = referentiel.suivi_emploi
    if rules is None or dossier.etat is not EtatParcours.SORTI or not dossier.mouvements:
        return None
    left = {d.id: d.motif_sortie for d in dossier.decisions}.get(dossier.mouvements[-1].fait, "")
    if any(motif.code == left and not motif.suivi for motif in referentiel.motifs_sortie):
        return None
    return add_months(dossier.mouvements[-1].le, rules.mois)


def suivi_a_faire(dossier: Dossier, *, referentiel: Referentiel, on: date) -> date | None:
    """Return the day of the follow-up after the exit, from a month before it until it is noted; None otherwise.

    It is noted by the FSE+ record of that moment (2021/1057), whenever it was made.
    """
    due = suivi_apres_sortie(dossier, referentiel=referentiel)
    if due is None or on < add_months(due, -1):
        return None
    noted = any(
        releve.moment == MomentFse.SIX_MOIS and dossier.belongs(releve.parcours, releve.releve_le)
        for releve in dossier.releves_fse
    )
    return None if noted else due


def _reasons(dossier: Dossier, rules: ReglesSuiviEmploi, on: date) -> Iterator[str]:
    # « Au cours du parcours »: a job kept for years after the exit is nobody's to follow.
    if not _left(dossier, rules, on):
        yield from _at_work(dossier, rules, on)
    for emploi in dossier.emplois:
        if emploi.debut is not None and emploi.debut <= on < add_months(emploi.debut, rules.mois):
            until = phrases.short_date(add_months(emploi.debut, rules.mois))
            yield f"{_called(emploi)} terminé\u202f; le suivi va jusqu’au {until} ({rules.article})."


def _at_work(dossier: Dossier, rules: ReglesSuiviEmploi, on: date) -> Iterator[str]:
    for emploi in dossier.emplois:
        if _running(emploi.debut, emploi.fin, on):
            yield f"{_called(emploi)} en cours ({rules.article})."
    for etape in dossier.etapes:
        if etape.genre in rules.etapes and _under_way(etape, on):
            yield f"{etape.intitule or 'Mise en situation de travail'}, en cours ({rules.article})."


def _left(dossier: Dossier, rules: ReglesSuiviEmploi, on: date) -> bool:
    """Whether someone left so long ago that nobody asks what became of them any more."""
    if dossier.etat is not EtatParcours.SORTI or not dossier.mouvements:
        return False
    return on >= add_months(dossier.mouvements[-1].le, rules.mois)


def _called(emploi: Emploi) -> str:
    what = label(TypeContrat, emploi.type) if emploi.type else "Contrat"
    return f"{what}, {emploi.employeur}" if emploi.employeur else what


def _running(start: date | None, end: date | None, on: date) -> bool:
    return start is not None and start <= on and (end is None or on <= end)


def _under_way(etape: Etape, on: date) -> bool:
    stopped = etape.fin or etape.abandonnee_le
    return _running(etape.debut, stopped, on)
