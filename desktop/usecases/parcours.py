"""The gestures that move a parcours: agenda, decision, clôture, one more parcours (C7, domain.md §4).

A form says of a gesture what it may (`asked`, its fields by their names); the same rules judge it
beside the fields, and again when it is written.
"""

from datetime import date
from typing import TypeVar

from desktop.models.changes import Changes
from desktop.models.unit_of_work import Work
from desktop.usecases.dits import Dits, jour, texte
from desktop.usecases.dossiers import assemble
from plie import commission, completude, legalite, seance
from plie.dossier import Dossier
from plie.droits import Reason, may_write
from plie.kinds import Cloture, Decision, Id, Inscription, Parcours, Prescription
from plie.legalite import Geste
from plie.objection import Objection
from plie.referentiel import Referentiel
from plie.refus import Refus
from plie.regles.commission import ReglesCommission
from plie.vocabulaire import IssueCommission, ObjetCommission, Origine, Role

Made = Inscription | Decision | Cloture | Parcours
KINDS: dict[Geste, str] = {
    Geste.INSCRIRE: "inscription",
    Geste.DEPLACER: "retrait_inscription",
    Geste.RETIRER: "retrait_inscription",
    Geste.DECIDER: "decision",
    Geste.CLORE: "cloture",
    Geste.OUVRIR: "parcours",
    Geste.ANNULER: "annulation",
}
_WHO = {
    Geste.DECIDER: "Ce geste revient à la coordination, pour la Commission.",
    Geste.CLORE: "Ce geste revient à l’accompagnateur·rice.",
    **dict.fromkeys(
        (Geste.INSCRIRE, Geste.DEPLACER, Geste.RETIRER),
        "Ce geste revient à l’accompagnateur·rice ou à la coordination.",
    ),
    Geste.OUVRIR: "Ce geste revient à l’accompagnateur·rice, à la coordination ou à la gestion.",
}
_OTHER = "Ce geste revient à la coordination, pour l’instance"
_DENIED = Reason.DROIT_REFUSE.label
_DAYS = {
    Geste.INSCRIRE: "commission_le",
    Geste.DECIDER: "prise_le",
    Geste.CLORE: "close_le",
    Geste.OUVRIR: "ouvert_le",
}
_NOBODY = Id("")
E = TypeVar("E", ObjetCommission, IssueCommission)


def refus(
    geste: Geste, dossier: Dossier, *, role: str, referentiel: Referentiel, tenue: bool
) -> Refus | None:
    """Return why a role does not do a gesture now; None when it may.

    `tenue`: whether the sitting that the dossier waits for has been held.
    """
    rules = regles(referentiel)
    told = may_write(role, "insert", KINDS[geste])
    if not told.allowed:
        body = _other_body(dossier, referentiel) if geste is Geste.DECIDER else ""
        phrase = f"{_OTHER} «\u00a0{body}\u00a0»." if body else _WHO.get(geste, _DENIED)
        return Refus("droit_refuse", phrase, article=told.article or rules.article)
    return legalite.refus(geste, dossier, rules, tenue=tenue)


def _other_body(dossier: Dossier, referentiel: Referentiel) -> str:
    """Return the body that a dossier waits for, by its own name, where it is not the Commission of every day."""
    waiting = legalite.en_attente(dossier)
    if waiting is None:
        return ""
    return regles(referentiel).autre(seance.instance(dossier, waiting, referentiel))


def objections(
    geste: Geste, dossier: Dossier, asked: Dits, *, referentiel: Referentiel, on: date
) -> tuple[Objection, ...]:
    """Return what stands against a gesture as its form says it, field by field; see `retraits` for what leaves an agenda, `annulations` for what cancels."""
    if jour(asked, _DAYS[geste]) is None:
        return (sans_date(_DAYS[geste]),)
    made = _made(geste, dossier, asked, _NOBODY, referentiel)
    illegal = _illegal(made, dossier, referentiel)
    if illegal is not None:
        return (illegal,)
    match made:
        case Inscription():
            return commission.inscription(made, dossier, regles(referentiel))
        case Decision():
            return commission.decision(
                made,
                dossier,
                regles(referentiel),
                complet=not incomplet(dossier, made.objet, referentiel),
                on=on,
            )
        case Cloture():
            return commission.cloture(made, dossier, on=on)
        case Parcours():
            return commission.parcours(made, dossier, on=on)


def faire(
    work: Work, geste: Geste, dossier: str, asked: Dits, *, referentiel: Referentiel, on: date
) -> Changes:
    """Write a gesture: a fact that moves the parcours, or answers for it.

    Raises:
        Refus: this role does not, the move is illegal, or a field is not as it must be.
    """
    known = assemble(work.rows, dossier)
    # Only what leaves an agenda asks whether its sitting has been held.
    refused = refus(geste, known, role=work.auteur.role, referentiel=referentiel, tenue=False)
    if refused is not None:
        raise refused
    for objection in objections(geste, known, asked, referentiel=referentiel, on=on):
        raise objection.refus()
    made = _made(geste, known, asked, work.new_id(), referentiel)
    work.insert(made)
    if isinstance(made, Parcours):
        work.insert(
            Prescription(
                id=work.new_id(),
                dossier=made.dossier,
                parcours=made.id,
                recue_le=made.ouvert_le,
                origine=made.origine,
            )
        )
    return work.commit()


def incomplet(dossier: Dossier, objet: str, referentiel: Referentiel) -> bool:
    """Whether the checklist of an object still lacks something."""
    known = _word(ObjetCommission, objet)
    if known is None:
        return False
    return bool(completude.manquants(completude.constater(dossier, known, referentiel)))


def regles(referentiel: Referentiel) -> ReglesCommission:
    """Return the rules of the Commission.

    Raises:
        Refus: this protocol knows none.
    """
    if referentiel.commission is None:
        raise Refus("sans_commission", "Ce protocole ne connaît pas de Commission.")
    return referentiel.commission


def sans_date(field: str) -> Objection:
    """Say that a gesture has a day."""
    return Objection(field, "geste_sans_date", "Indiquez la date.", article=legalite.ARTICLE)


def _illegal(made: Made, dossier: Dossier, referentiel: Referentiel) -> Objection | None:
    """Return what the state of the parcours holds against the very move asked for."""
    rules = regles(referentiel)
    match made:
        case Inscription():
            objet = _word(ObjetCommission, made.objet)
            found = legalite.inscrire(dossier, objet, rules) if objet else _unknown()
            return _beside("objet", found)
        case Decision():
            issue = _word(IssueCommission, made.issue)
            found = legalite.decider(dossier, issue, rules) if issue else _unknown()
            return _beside("issue", found)
        case Cloture():
            return _beside("close_le", legalite.clore(dossier))
        case Parcours():
            return _beside("ouvert_le", legalite.ouvrir(dossier))


def _made(geste: Geste, dossier: Dossier, asked: Dits, id_: Id, referentiel: Referentiel) -> Made:
    now = dossier.parcours_courant
    parcours, day = (now.id if now else None), jour(asked, _DAYS[geste]) or date.min
    match geste:
        case Geste.INSCRIRE:
            objet = texte(asked, "objet") or legalite.objets(dossier)[0].value
            again = objet == ObjetCommission.REEXAMEN
            return Inscription(
                id=id_,
                dossier=dossier.id,
                parcours=parcours,
                commission_le=day,
                objet=objet,
                motif_reexamen=texte(asked, "motif_reexamen") if again else "",
                incomplet=incomplet(dossier, objet, referentiel),
            )
        case Geste.DECIDER:
            return _decision(dossier, asked, id_, day)
        case Geste.CLORE:
            return Cloture(
                id=id_,
                dossier=dossier.id,
                parcours=parcours,
                close_le=day,
                motif=texte(asked, "motif"),
                moyens=texte(asked, "moyens"),
            )
        case Geste.DEPLACER | Geste.RETIRER | Geste.ANNULER:
            raise ValueError(geste)
        case Geste.OUVRIR:
            origine = texte(asked, "origine")
            again = origine == Origine.REPRISE
            return Parcours(
                id=id_,
                dossier=dossier.id,
                numero=max((p.numero for p in dossier.parcours), default=0) + 1,
                origine=origine,
                ouvert_le=day,
                integre_le=jour(asked, "integre_le") if again else None,
                reprise_decision=texte(asked, "reprise_decision") if again else "",
                protocole_anterieur=texte(asked, "protocole_anterieur") if again else "",
            )


def _decision(dossier: Dossier, asked: Dits, id_: Id, day: date) -> Decision:
    """Return a decision on what waits for one, with the fields that its issue has."""
    waiting, issue = legalite.en_attente(dossier), texte(asked, "issue")
    follows = issue in {
        IssueCommission.MAINTIEN,
        IssueCommission.SUSPENSION,
        IssueCommission.REPRISE,
    }
    leaves = issue == IssueCommission.SORTIE
    refused = issue == IssueCommission.REFUS
    return Decision(
        id=id_,
        dossier=dossier.id,
        parcours=waiting.parcours if waiting else None,
        inscription=waiting.id if waiting else None,
        prise_le=day,
        objet=waiting.objet if waiting else "",
        issue=issue,
        motif=texte(asked, "motif"),
        preconisations=texte(asked, "preconisations"),
        suspendu_jusqu_au=jour(asked, "suspendu_jusqu_au")
        if issue == IssueCommission.SUSPENSION
        else None,
        prochain_reexamen=jour(asked, "prochain_reexamen") if follows else None,
        motif_reexamen=waiting.motif_reexamen if waiting else "",
        motif_sortie=texte(asked, "motif_sortie") if leaves else "",
        nature_sortie=texte(asked, "nature_sortie") if leaves else "",
        reorientation=texte(asked, "reorientation") if refused or leaves else "",
    )


def _beside(field: str, found: Refus | None) -> Objection | None:
    return Objection(field, found.code, found.phrase, article=found.article) if found else None


def _unknown() -> Refus:
    return Refus("choix_attendu", "Choisissez dans la liste.", article=legalite.ARTICLE)


def _word(mots: type[E], code: str) -> E | None:
    return next((mot for mot in mots if mot.value == code), None)


__all__ = ["KINDS", "Dits", "Geste", "Role", "faire", "objections", "refus"]
