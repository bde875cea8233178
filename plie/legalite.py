"""Which moves are legal from the present state of a parcours, and why the others are not (C7, domain.md §4).

Each function returns the refusal of a gesture, with its French reason and its article, or None. What
a form must say of the gesture is asked afterwards (`plie.commission`).
"""

from collections.abc import Sequence
from datetime import date

from plie import annulation, phrases
from plie.annulation import Annulable
from plie.dossier import Dossier
from plie.kinds import AvisMotive, Cloture, Decision, Id, Inscription, Visa
from plie.mouvement import CANDIDAT, CLOSED, DECIDED
from plie.refus import Refus
from plie.regles.commission import ReglesCommission
from plie.vocabulaire import EtatParcours, IssueCommission, Mot, ObjetCommission, label

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
    ANNULER = "annulation", "Annuler ce qui a été noté par erreur"


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


def annuler(dossier: Dossier, fait: Annulable | None) -> Refus | None:
    """Judge cancelling a fact noted by mistake: as long as none that came later stands on it.

    A decision, or a clôture: it is the last of the parcours, and for a decision the dossier is on no agenda since. A visa or
    an avis: what it is for has not been decided since; an ajournement asks for the same file again.

    Args:
        dossier: the dossier.
        fait: one of its facts, which stands; None where there is none.
    """
    if fait is None:
        return Refus(
            "rien_a_annuler",
            "Aucune décision, clôture, aucun visa ni avis de ce parcours\u00a0: il n’y a rien à annuler.",
            article=ARTICLE,
        )
    now = dossier.parcours_courant
    if now is not None and not dossier.belongs(fait.parcours, annulation.jour(fait)):
        opened = f", ouvert le {phrases.short_date(now.ouvert_le)}" if now.ouvert_le else ""
        return Refus(
            "parcours_ouvert_depuis",
            f"Le parcours n°\u00a0{now.numero}{opened}, est venu après\u00a0: ce qui a mis fin au précédent ne s’annule plus.",
            article=ARTICLE,
        )
    later = _later(dossier, fait)
    if later is not None:
        return Refus(
            "fait_plus_recent",
            f"Annulez d’abord ce qui est venu après\u00a0: {_named(later)}.",
            article=ARTICLE,
        )
    waiting = en_attente(dossier)
    if isinstance(fait, Decision) and waiting is not None:
        return Refus(
            "inscrit_depuis",
            "Depuis, ce dossier est à l’ordre du jour de la Commission du "
            f"{phrases.short_date(waiting.commission_le)}\u00a0: retirez-l’en d’abord. "
            "D’une séance passée, un dossier ne se retire plus\u00a0: si elle n’a pas eu lieu, la coordination la dit d’abord "
            "annulée dans «\u00a0Séances\u00a0».",
            article=ARTICLE,
        )
    return None


def annuler_parmi(dossier: Dossier, faits: Sequence[Annulable]) -> Refus | None:
    """Judge cancelling one of several facts; of several that are not to be, say why the first is not."""
    judged = [annuler(dossier, one) for one in faits or (None,)]
    return None if None in judged else judged[0]


def annulables(dossier: Dossier) -> tuple[Annulable, ...]:
    """Return what stands of the current parcours and may have been noted by mistake, the last first."""
    held: tuple[Annulable, ...] = (
        *dossier.decisions, *dossier.clotures, *dossier.visas, *dossier.avis,
    )  # fmt: skip
    mine = [f for f in held if dossier.belongs(f.parcours, annulation.jour(f))]
    return tuple(sorted(mine, key=lambda f: (annulation.jour(f), f.id), reverse=True))


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
        case Geste.ANNULER:
            return annuler_parmi(dossier, annulables(dossier))


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


def _later(dossier: Dossier, fait: Annulable) -> Decision | Cloture | None:
    """Return the last fact of the parcours that came after one and stands on it."""
    if isinstance(fait, Visa | AvisMotive):
        return _answer_since(dossier, fait)
    ending: list[Decision | Cloture] = [*_decisions(dossier)]
    ending += [c for c in dossier.clotures if dossier.belongs(c.parcours, c.close_le)]
    last = max(ending, key=_rank, default=fait)
    return None if last is fait else last


def _rank(fait: Decision | Cloture) -> tuple[date, int, Id]:
    place = DECIDED if isinstance(fait, Decision) else CLOSED
    return annulation.jour(fait), place, fait.id


def _answer_since(dossier: Dossier, given: Visa | AvisMotive) -> Decision | None:
    """Return the last answer to what a visa or an avis is for, where it came after."""
    since = (
        d
        for d in _decisions(dossier)
        if d.objet == given.objet
        and d.issue != IssueCommission.AJOURNEMENT
        and (d.prise_le, d.id) > (annulation.jour(given), given.id)
    )
    return max(since, key=_rank, default=None)


def _named(fait: Decision | Cloture) -> str:
    said = "la clôture sans suite"
    if isinstance(fait, Decision):
        said = f"la décision «\u00a0{label(IssueCommission, fait.issue).lower()}\u00a0»"
    return f"{said} du {phrases.short_date(annulation.jour(fait))}"


def _objet(inscription: Inscription) -> ObjetCommission:
    known = (objet for objet in ObjetCommission if objet == inscription.objet)
    return next(known, ObjetCommission.ENTREE)


def _etat(state: EtatParcours, what: str) -> Refus:
    return Refus(
        "etat_sans_ce_mouvement",
        f"L’état du parcours, «\u00a0{state.label.lower()}\u00a0», n’admet pas {what}.",
        article=ARTICLE,
    )
