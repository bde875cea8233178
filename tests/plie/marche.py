"""The moves of a parcours as a walk tries them: what each writes, what judges it, what its form says against it (C7)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from plie import annulation, commission, legalite
from plie.annulation import Annulable
from plie.dossier import Dossier
from plie.kinds import Cloture, Decision, Id, Inscription, Parcours, RetraitInscription
from plie.legalite import Geste
from plie.refus import Refus
from plie.regles.commission import ReglesCommission
from plie.vocabulaire import IssueCommission, ObjetCommission
from tests import builders
from tests.builders import PERSONNE

START = date(2026, 1, 5)
TODAY = date(2027, 6, 1)


def rules(id_: str = "rouen-2021-2027") -> ReglesCommission:
    found = builders.le_referentiel(id_).commission
    assert found is not None
    return found


RULES = rules()
# The last fact noted that may be cancelled, and the first.
ANNULER = ("annuler le dernier", "annuler le premier")
MOVES: tuple[Any, ...] = (
    "entretien",
    Geste.CLORE,
    Geste.OUVRIR,
    Geste.RETIRER,
    Geste.DEPLACER,
    *ANNULER,
    *ObjetCommission,
    *IssueCommission,
)


def judged(move: Any, dossier: Dossier) -> Refus | None:
    """Return the refusal of a move; None when it is legal."""
    if move in ANNULER:
        return legalite.annuler(dossier, chosen(move, dossier))
    return _judged(move, dossier)


def _judged(move: Any, dossier: Dossier) -> Refus | None:
    match move:
        case ObjetCommission():
            return legalite.inscrire(dossier, move, RULES)
        case IssueCommission():
            return legalite.decider(dossier, move, RULES)
        case Geste.CLORE:
            return legalite.clore(dossier)
        case Geste.OUVRIR:
            return legalite.ouvrir(dossier)
        case Geste.RETIRER | Geste.DEPLACER:
            return legalite.retirer(dossier, tenue=False)
    return None


def chosen(move: Any, dossier: Dossier) -> Annulable | None:
    """Return the fact that a move cancels; None for one that cancels nothing."""
    noted = legalite.annulables(dossier) if move in ANNULER else ()
    return noted[-ANNULER.index(move)] if noted else None


def _cancelled(gone: Annulable, id_: Id, day: date) -> tuple[str, Any, tuple[Any, ...]]:
    genre = annulation.genre(gone).value
    made = builders.une_annulation(id=id_, genre=genre, fait=gone.id, annule_le=day)
    return "annulations", made, commission.annule(made)


def told(move: Any, dossier: Dossier, day: date, number: int) -> tuple[str, Any, tuple[Any, ...]]:
    """Return the field of the dossier, the fact of a move, and what its form would say against it."""
    id_, gone = Id(f"fait-{number:03}"), chosen(move, dossier)
    return _told(move, dossier, day, id_) if gone is None else _cancelled(gone, id_, day)


def _told(move: Any, dossier: Dossier, day: date, id_: Id) -> tuple[str, Any, tuple[Any, ...]]:
    now = dossier.parcours_courant
    parcours = now.id if now else None
    waiting = legalite.en_attente(dossier)
    match move:
        case Geste.RETIRER | Geste.DEPLACER if waiting is not None:
            to = Id(f"{id_}-ailleurs") if move is Geste.DEPLACER else None
            left = RetraitInscription(
                id=id_, dossier=PERSONNE, parcours=parcours, inscription=waiting.id, retire_le=START,
                motif="Hospitalisée", auteur_nom="AE", remplacee_par=to,
            )  # fmt: skip
            moved = replace(waiting, id=to or id_, commission_le=day)
            stands = commission.deplacement(moved, left, dossier, RULES) if to else ()
            return "retraits", left, stands or commission.retire(left)
        case ObjetCommission():
            made = Inscription(
                id=id_, dossier=PERSONNE, parcours=parcours, commission_le=day,
                objet=move, motif_reexamen="trois_ans",
            )  # fmt: skip
            return "inscriptions", made, commission.inscription(made, dossier, RULES)
        case IssueCommission():
            decided = Decision(
                id=id_, dossier=PERSONNE, parcours=parcours, prise_le=day, issue=move,
                objet=waiting.objet if waiting else "", inscription=waiting.id if waiting else None,
                reorientation="Mission locale", motif_sortie="abandon",
                suspendu_jusqu_au=day + timedelta(days=60), prochain_reexamen=day + timedelta(days=90),
            )  # fmt: skip
            against = commission.decision(decided, dossier, RULES, complet=True, on=TODAY)
            return "decisions", decided, against
        case Geste.CLORE:
            closed = Cloture(
                id=id_, dossier=PERSONNE, parcours=parcours, close_le=day, motif="retrait",
                moyens="Deux appels",
            )  # fmt: skip
            return "clotures", closed, commission.cloture(closed, dossier, on=TODAY)
        case Geste.OUVRIR:
            opened = Parcours(
                id=id_, dossier=PERSONNE, numero=len(dossier.parcours) + 1, ouvert_le=day,
                origine="spontanee",
            )  # fmt: skip
            return "parcours", opened, commission.parcours(opened, dossier, on=TODAY)
    met = builders.un_entretien(id=id_, parcours=parcours, date=day)
    return "entretiens", met, ()
