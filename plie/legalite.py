"""Which moves are legal from the present state of a parcours, and why the others are not (C7, domain.md §4).

Each function returns the refusal of a gesture, with its French reason and its article, or None. What
a form must say of the gesture is asked afterwards (`plie.commission`).
"""

from datetime import date

from plie import phrases
from plie.dossier import Dossier
from plie.kinds import Decision, Id, Inscription
from plie.mouvement import CANDIDAT
from plie.refus import Refus
from plie.regles.commission import ReglesCommission
from plie.vocabulaire import EtatParcours, IssueCommission, Mot, ObjetCommission

ARTICLE = "C7"
_REEXAMEN = "C7-2"
# Another parcours may begin, nothing more is asked of this one.
FINI = frozenset({EtatParcours.SANS_SUITE, EtatParcours.REFUSE, EtatParcours.SORTI})
_SANS_REPONSE = frozenset({EtatParcours.ORIENTE, EtatParcours.DIAGNOSTIC})
_ACCOMPAGNE = frozenset({EtatParcours.INTEGRE, EtatParcours.SUSPENDU})
_ENTREE = (
    IssueCommission.INTEGRATION,
    IssueCommission.REFUS,
    IssueCommission.DIAGNOSTIC_RENFORCE,
    IssueCommission.AJOURNEMENT,
)
_SUIVI = (
    IssueCommission.MAINTIEN,
    IssueCommission.SUSPENSION,
    IssueCommission.REPRISE,
    IssueCommission.SORTIE,
    IssueCommission.AJOURNEMENT,
)
_FIN = (IssueCommission.SORTIE, IssueCommission.MAINTIEN, IssueCommission.AJOURNEMENT)
# What each object may be answered by.
ISSUES: dict[str, tuple[IssueCommission, ...]] = {
    ObjetCommission.ENTREE: _ENTREE,
    ObjetCommission.REEXAMEN: _SUIVI,
    ObjetCommission.SORTIE: _FIN,
}


class Geste(Mot):
    """The gestures that move a parcours, as the dossier offers them (domain.md §4)."""

    INSCRIRE = "inscrire", "Inscrire à l’ordre du jour"
    DEPLACER = "deplacer", "Changer de séance"
    RETIRER = "retirer", "Retirer de l’ordre du jour"
    DECIDER = "decider", "Noter la décision"
    CLORE = "clore", "Clore sans suite"
    OUVRIR = "ouvrir", "Ouvrir un nouveau parcours"


def inscrire(dossier: Dossier, objet: ObjetCommission, rules: ReglesCommission) -> Refus | None:
    """Judge putting a dossier on the agenda of a Commission, for an object."""
    state = dossier.etat
    if state not in (CANDIDAT if objet is ObjetCommission.ENTREE else _ACCOMPAGNE):
        return _etat(state, f"une inscription pour «\u00a0{objet.label.lower()}\u00a0»")
    if state is EtatParcours.ORIENTE:
        return Refus(
            "diagnostic_attendu",
            "Un premier entretien ou un diagnostic est attendu avant la Commission.",
            article=ARTICLE,
        )
    if not any(objet in (*one.decide, *one.prend_acte) for one in rules.instances):
        return Refus(
            "sans_instance",
            f"Aucune instance de ce protocole n’examine «\u00a0{objet.label.lower()}\u00a0».",
            article=rules.article,
        )
    waiting = en_attente(dossier)
    if waiting is not None and not waiting.incomplet:
        return Refus(
            "deja_inscrit",
            "Ce dossier est déjà à l’ordre du jour de la Commission du "
            f"{phrases.short_date(waiting.commission_le)}\u00a0: «\u00a0{Geste.DEPLACER.label}\u00a0» l’avance ou le reporte, "
            "avec la raison.",
            article=ARTICLE,
        )
    return None


def retirer(dossier: Dossier, *, tenue: bool) -> Refus | None:
    """Judge taking a dossier off its agenda, or moving it to another sitting: before it is held.

    Args:
        dossier: the dossier.
        tenue: whether the sitting that it waits for has been held.
    """
    waiting = en_attente(dossier)
    if waiting is None:
        return Refus(
            "rien_a_retirer",
            "Ce dossier n’est à l’ordre du jour d’aucune séance\u00a0: il n’y a rien à en retirer.",
            article=ARTICLE,
        )
    if tenue:
        return Refus(
            "seance_tenue",
            f"La séance du {phrases.short_date(waiting.commission_le)} est passée\u00a0: ce dossier ne s’en retire plus. "
            "La coordination y note ce qui a été décidé\u202f; un ajournement permet de l’inscrire à une autre. Si elle n’a "
            "pas eu lieu, la coordination la dit annulée dans «\u00a0Séances\u00a0».",
            article=ARTICLE,
        )
    return None


def decider(dossier: Dossier, issue: IssueCommission, rules: ReglesCommission) -> Refus | None:
    """Judge a decision on a dossier: it answers an inscription, in a state where it has a meaning."""
    waiting = en_attente(dossier)
    if waiting is None:
        return Refus(
            "sans_inscription",
            "Ce dossier n’attend aucune décision\u00a0: il n’est à l’ordre du jour d’aucune Commission.",
            article=ARTICLE,
        )
    state = dossier.etat
    if issue not in issues(waiting, rules):
        return Refus(
            "decision_sans_objet",
            f"«\u00a0{issue.label}\u00a0» ne répond pas à l’objet de l’inscription\u00a0: "
            f"{_objet(waiting).label.lower()}.",
            article=ARTICLE,
        )
    if issue is IssueCommission.SUSPENSION and state is EtatParcours.SUSPENDU:
        return Refus("deja_suspendu", "Ce parcours est déjà suspendu.", article=_REEXAMEN)
    if issue is IssueCommission.REPRISE and state is not EtatParcours.SUSPENDU:
        return Refus(
            "pas_suspendu", "Seul un parcours suspendu peut être repris.", article=_REEXAMEN
        )
    meant = (EtatParcours.PRESENTE,) if waiting.objet == ObjetCommission.ENTREE else _ACCOMPAGNE
    return None if state in meant else _etat(state, f"la décision «\u00a0{issue.label}\u00a0»")


def clore(dossier: Dossier) -> Refus | None:
    """Judge closing a candidature without follow-up: once presented, the Commission answers."""
    state = dossier.etat
    if state in _SANS_REPONSE:
        return None
    if state in CANDIDAT:
        return Refus(
            "presente",
            "La Commission est saisie de ce dossier\u00a0: c’est elle qui répond.",
            article=ARTICLE,
        )
    return _etat(state, "une clôture sans suite")


def ouvrir(dossier: Dossier) -> Refus | None:
    """Judge opening one more parcours: the one before has ended."""
    if dossier.parcours_courant is None or dossier.etat in FINI:
        return None
    return Refus(
        "parcours_en_cours",
        "Un parcours est en cours\u00a0: un autre s’ouvre après un refus, une clôture sans suite ou une sortie.",
        article=ARTICLE,
    )


def refus(geste: Geste, dossier: Dossier, rules: ReglesCommission, *, tenue: bool) -> Refus | None:
    """Return why a gesture is not offered now, whatever its form would say; None when it is.

    `tenue`: whether the sitting that the dossier waits for has been held.
    """
    match geste:
        case Geste.INSCRIRE:
            judged = [inscrire(dossier, objet, rules) for objet in objets(dossier)]
            return None if None in judged else judged[0]
        case Geste.DEPLACER | Geste.RETIRER:
            return retirer(dossier, tenue=tenue)
        case Geste.DECIDER:
            waiting = en_attente(dossier)
            asked = issues(waiting, rules) if waiting else (IssueCommission.AJOURNEMENT,)
            judged = [decider(dossier, issue, rules) for issue in asked]
            return None if None in judged else judged[0]
        case Geste.CLORE:
            return clore(dossier)
        case Geste.OUVRIR:
            return ouvrir(dossier)


def objets(dossier: Dossier) -> tuple[ObjetCommission, ...]:
    """Return for what a dossier may be put on an agenda, by its state."""
    if dossier.etat in _ACCOMPAGNE:
        return (ObjetCommission.REEXAMEN, ObjetCommission.SORTIE)
    return (ObjetCommission.ENTREE,)


def issues(inscription: Inscription, rules: ReglesCommission) -> tuple[IssueCommission, ...]:
    """Return what may be answered to an inscription.

    A body that only takes note decides nothing (A5.4); a diagnostic renforcé is of the protocols that say how long it lasts (C7).
    """
    objet = _objet(inscription)
    if rules.decideur(objet) is None and objet is ObjetCommission.SORTIE:
        return (IssueCommission.SORTIE,)
    unknown = IssueCommission.DIAGNOSTIC_RENFORCE if rules.renforce_jours is None else None
    return tuple(issue for issue in ISSUES[objet] if issue is not unknown)


def en_attente(dossier: Dossier) -> Inscription | None:
    """Return the last inscription of the current parcours that no decision has answered."""
    answered = {i.id for i in _inscriptions(dossier) if reponse(dossier, i) is not None}
    waiting = [i for i in _inscriptions(dossier) if i.id not in answered]
    # One that came first and was left behind by a later one, decided since, waits for nothing.
    decided = max((i.id for i in _inscriptions(dossier) if i.id in answered), default=Id(""))
    return max((i for i in waiting if i.id > decided), key=lambda i: i.id, default=None)


def reponse(dossier: Dossier, inscription: Inscription) -> Decision | None:
    """Return the decision that answers an inscription: the one that names it, else the first since on the same object."""
    own = [d for d in dossier.decisions if d.inscription == inscription.id]
    since = [
        d
        for d in dossier.decisions
        if d.inscription is None
        and d.objet == inscription.objet
        and d.prise_le >= inscription.commission_le
        and _same_parcours(d.parcours, inscription.parcours)
    ]
    return min(own or since, key=lambda d: (d.prise_le, d.id), default=None)


def depuis(dossier: Dossier, *, sauf: Id | None = None) -> date:
    """Return the day of the last fact that moved, or answered, the current parcours.

    Args:
        dossier: the dossier.
        sauf: an inscription that is being answered: its sitting may be held before the day planned.
    """
    days = [move.le for move in dossier.mouvements if move.fait != sauf]
    days += [d.prise_le for d in _decisions(dossier)]
    return max(days, default=date.min)


def _same_parcours(one: Id | None, other: Id | None) -> bool:
    return None in (one, other) or one == other


def _inscriptions(dossier: Dossier) -> tuple[Inscription, ...]:
    return tuple(i for i in dossier.inscrites if dossier.belongs(i.parcours, i.commission_le))


def _decisions(dossier: Dossier) -> tuple[Decision, ...]:
    return tuple(d for d in dossier.decisions if dossier.belongs(d.parcours, d.prise_le))


def _objet(inscription: Inscription) -> ObjetCommission:
    known = (objet for objet in ObjetCommission if objet == inscription.objet)
    return next(known, ObjetCommission.ENTREE)


def _etat(state: EtatParcours, what: str) -> Refus:
    return Refus(
        "etat_sans_ce_mouvement",
        f"L’état du parcours, «\u00a0{state.label.lower()}\u00a0», n’admet pas {what}.",
        article=ARTICLE,
    )
