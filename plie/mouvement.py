"""`Mouvement`: one move of a parcours, and what each fact makes of a state (C7, domain.md §4).

A fact that has no meaning where it stands moves nothing.
"""

from dataclasses import dataclass
from datetime import date

from plie.kinds import Cloture, Decision, Diagnostic, Entretien, Id, Inscription
from plie.vocabulaire import EtatParcours, IssueCommission

CANDIDAT = frozenset(
    {
        EtatParcours.ORIENTE,
        EtatParcours.DIAGNOSTIC,
        EtatParcours.DIAGNOSTIC_RENFORCE,
        EtatParcours.PRESENTE,
    }
)
# On one day: the person is met, then put on the agenda, then decided upon, or the candidature is closed.
MET, LISTED, DECIDED, CLOSED = range(4)

Fait = Entretien | Diagnostic | Inscription | Decision | Cloture

# What may still end without follow-up: once presented, the Commission answers.
_SANS_REPONSE = frozenset({EtatParcours.ORIENTE, EtatParcours.DIAGNOSTIC})
_ACCOMPAGNE = frozenset({EtatParcours.INTEGRE, EtatParcours.SUSPENDU})
# Each decision: the states in which it has a meaning, and the one it leads to. An ajournement and a
# maintien leave the state as it is.
_DECISIONS: dict[str, tuple[frozenset[EtatParcours], EtatParcours]] = {
    IssueCommission.INTEGRATION: (CANDIDAT, EtatParcours.INTEGRE),
    IssueCommission.REFUS: (CANDIDAT, EtatParcours.REFUSE),
    IssueCommission.DIAGNOSTIC_RENFORCE: (CANDIDAT, EtatParcours.DIAGNOSTIC_RENFORCE),
    IssueCommission.SUSPENSION: (frozenset({EtatParcours.INTEGRE}), EtatParcours.SUSPENDU),
    IssueCommission.REPRISE: (frozenset({EtatParcours.SUSPENDU}), EtatParcours.INTEGRE),
    IssueCommission.SORTIE: (_ACCOMPAGNE, EtatParcours.SORTI),
}


@dataclass(frozen=True, slots=True)
class Mouvement:
    """One move of a parcours: the day, the state it left, the state it reached, and by what."""

    le: date
    de: EtatParcours
    vers: EtatParcours
    fait: Id


def next_state(state: EtatParcours, fact: Fait) -> EtatParcours:
    """Return the state that a fact leads to from another; the same when it means nothing there."""
    match fact:
        case Entretien() | Diagnostic() if state is EtatParcours.ORIENTE:
            return EtatParcours.DIAGNOSTIC
        case Inscription() if state in CANDIDAT:
            return EtatParcours.PRESENTE
        case Cloture() if state in _SANS_REPONSE:
            return EtatParcours.SANS_SUITE
        case Decision():
            meaningful, reached = _DECISIONS.get(fact.issue, (frozenset(), state))
            return reached if state in meaningful else state
    return state
