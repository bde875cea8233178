"""`Alerte`: what is due in a dossier, or about to be, since when, why, and what answers it."""

from dataclasses import dataclass
from datetime import date, timedelta

from plie.regles.alertes import RegleAlerte
from plie.vocabulaire import ActionAlerte, CodeAlerte, Gravite

_DAY = timedelta(days=1)
# The gesture that answers each code (domain.md §6, « Actions »).
ACTIONS = {
    CodeAlerte.ENTRETIEN_MENSUEL: ActionAlerte.PLANIFIER_ENTRETIEN,
    CodeAlerte.SANS_ENTRETIEN_2_MOIS: ActionAlerte.PLANIFIER_ENTRETIEN,
    CodeAlerte.SANS_ETAPE_2_MOIS: ActionAlerte.PROPOSER_ETAPE,
    CodeAlerte.HORS_PARCOURS_6_MOIS: ActionAlerte.PREPARER_REEXAMEN,
    CodeAlerte.TROIS_ANS: ActionAlerte.PREPARER_REEXAMEN,
    CodeAlerte.DIAGNOSTIC_RENFORCE: ActionAlerte.PREPARER_COMMISSION,
    CodeAlerte.REEXAMEN_DU: ActionAlerte.PREPARER_REEXAMEN,
    CodeAlerte.SUSPENSION_FINIE: ActionAlerte.REPRENDRE,
    CodeAlerte.CR_A_SIGNER: ActionAlerte.FAIRE_SIGNER,
    CodeAlerte.OBJECTIF_ECHU: ActionAlerte.REVOIR_OBJECTIF,
    CodeAlerte.CV_PERIME: ActionAlerte.AJOUTER_CV,
    CodeAlerte.SORTIE_POSSIBLE: ActionAlerte.PROPOSER_SORTIE,
    CodeAlerte.FIN_POST_FORMATION: ActionAlerte.PROPOSER_SORTIE,
    CodeAlerte.POINT_ETAPE_6_MOIS: ActionAlerte.FAIRE_POINT_ETAPE,
    CodeAlerte.ETAPE_A_CLOTURER: ActionAlerte.CLOTURER_ETAPE,
    CodeAlerte.LIAISON_A_TRANSMETTRE: ActionAlerte.TRANSMETTRE_OBJECTIFS,
    CodeAlerte.BILAN_ETAPE_DU: ActionAlerte.FAIRE_BILAN_ETAPE,
    CodeAlerte.ACTE_A_SIGNER: ActionAlerte.FAIRE_SIGNER_ACTE,
    CodeAlerte.REORIENTATION_A_PREPARER: ActionAlerte.PREPARER_REORIENTATION,
    CodeAlerte.BILAN_DU: ActionAlerte.REDIGER_BILAN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerte:
    """What is due in a dossier, or about to be.

    Attributes:
        code: which alert.
        titre: what it is called in a few words.
        gravite: its severity; an announcement has the alert's.
        annoncee: it does not hold yet, this is its advance notice.
        depuis: first day on which the alert, or its notice, holds.
        objet: id of the compte-rendu, étape, objective or certification meant, else its title,
            nature or date; None when it is the whole dossier.
        phrase: why, in one French sentence with its dates.
        action: the gesture that answers it.
        article: the source of its rule, as the référentiel cites it.
        inclut: the codes that it says already, folded under it on a screen.
        proposee: id of the étape that answers it once begun; told to a screen, never by a rule.
    """

    code: CodeAlerte
    titre: str
    gravite: Gravite
    annoncee: bool
    depuis: date
    objet: str | None
    phrase: str
    action: ActionAlerte
    article: str
    inclut: tuple[CodeAlerte, ...] = ()
    proposee: str | None = None


@dataclass(frozen=True, slots=True)
class Tenue:
    """Since when an alert holds, or its advance notice."""

    annoncee: bool
    depuis: date


def held_after(regle: RegleAlerte, due: date, *, on: date) -> Tenue | None:
    """Return since when an alert of « plus de » holds: from the day after its due date."""
    return _held(regle, due, on, due + _DAY)


def held_from(regle: RegleAlerte, due: date, *, on: date) -> Tenue | None:
    """Return since when an alert of « au moins », « atteignant » holds: from its due date."""
    return _held(regle, due, on, due)


def alerte(
    regle: RegleAlerte,
    tenue: Tenue,
    phrase: str,
    *,
    objet: str | None = None,
    inclut: tuple[CodeAlerte, ...] = (),
) -> Alerte:
    """Return the alert of a rule that holds, with the gesture that answers it."""
    return Alerte(
        code=regle.code,
        titre=regle.titre,
        gravite=regle.gravite,
        annoncee=tenue.annoncee,
        depuis=tenue.depuis,
        objet=objet,
        phrase=phrase,
        action=ACTIONS[regle.code],
        article=regle.article,
        inclut=inclut,
    )


def _held(regle: RegleAlerte, due: date, on: date, first: date) -> Tenue | None:
    if on >= first:
        return Tenue(annoncee=False, depuis=first)
    if not regle.annonce_jours:
        return None
    notice = due - timedelta(days=regle.annonce_jours)
    return Tenue(annoncee=True, depuis=notice) if on >= notice else None
